"""Sentences for the history: what happened."""

from flask_babel import lazy_gettext as _

VERBS = {
    "roundtable.created": _("Roundtable created"),
    "roundtable.edited": _("Roundtable edited"),
    "roundtable.published": _("Roundtable published"),
    "roundtable.unpublished": _("Roundtable taken off the public pages"),
    "roundtable.cancelled": _("Roundtable cancelled"),
    "limits.changed": _("Limits changed"),
    "registration.received": _("Registered"),
    "registration.repeated": _("Registered again with the same address and name; nothing was changed"),
    "registration.added": _("Added by an organizer"),
    "registration.promoted": _("Confirmed from the waiting list"),
    "registration.edited": _("Answers changed"),
    "registration.withdrawn": _("Withdrawn by the person"),
    "registration.withdrawn_by_organizer": _("Withdrawn by an organizer"),
    "registration.cancelled": _("Ended because the roundtable was cancelled"),
    "link.requested": _("Personal link asked for"),
    "mail.resent": _("Mail sent again"),
    "organizer.added": _("Organizer added"),
    "organizer.changed": _("Organizer's rights changed"),
    "organizer.signed_in": _("Signed in"),
    "organizer.password_changed": _("Password changed"),
}
