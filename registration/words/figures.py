"""Words of the figures: how certain a place is, the regional groups under their official names."""

from flask_babel import lazy_gettext as _

PLACES = {
    "confirmed": _("Confirmed"),
    "held": _("Held, not yet certain"),
    "waiting": _("Waiting list"),
    "undecided": _("Not yet decided"),
}

REGIONS = {
    "AG": _("African States"),
    "APG": _("Asia-Pacific States"),
    "EEG": _("Eastern European States"),
    "GRULAC": _("Latin American and Caribbean States"),
    "WEOG": _("Western European and other States"),
}
NO_REGION = _("No regional group")
NO_COUNTRY = _("No country given")

STEPS = {
    "day": _("Day"),
    "week": _("Week from"),
    "month": _("Month"),
}
