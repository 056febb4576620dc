"""Words for what an organizer fills in about a roundtable: labels of the form, of the history, of what is missing."""

from flask_babel import lazy_gettext as _

LABELS = {
    "slug": _("Address of the page"),
    "series": _("Series"),
    "ordinal": _("Number in the series"),
    "titles": _("Title of the roundtable"),
    "summaries": _("Summary"),
    "descriptions": _("Description"),
    "participation": _("What it asks of participants"),
    "outcomes": _("Outcome"),
    "starts_at": _("Begins"),
    "ends_at": _("Ends"),
    "zone": _("Time zone"),
    "mode": _("How people attend"),
    "cities": _("City"),
    "venues": _("Venue"),
    "admission": _("Admission"),
    "attribution": _("Attribution"),
    "opens_at": _("Registration opens"),
    "closes_at": _("Registration closes"),
    "waiting_list_open": _("Keep a waiting list when all seats are taken"),
    "grounds_pass_asked": _("Ask whether participants hold a United Nations grounds pass"),
    "contact_name": _("Contact"),
    "contact_email": _("E-mail address of the contact"),
    "more_information_url": _("More information"),
    "photo": _("Photo"),
    "photo_credit": _("Credit"),
    "photo_alts": _("What the photo shows"),
    "convenors": _("Convened by"),
    "partners": _("In partnership with"),
}
