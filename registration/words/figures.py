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

MEASURES = {
    "people_confirmed": _("People confirmed"),
    "people_held": _("People whose seat is held, not yet certain"),
    "people_waiting": _("People on the waiting list"),
    "people_undecided": _("People not yet decided about"),
    "seats_taken": _("Seats taken"),
    "seats_limit": _("Limit of seats"),
    "seats_reserved": _("Seats reserved"),
    "registrations": _("Registrations"),
    "received": _("Registered"),
    "withdrawn": _("Withdrawn"),
    "replies_outstanding": _("Replies outstanding"),
}
GROUP_KINDS = {
    "total": _("In all"),
    "mode": _("Attendance mode"),
    "stakeholder_type": _("Stakeholder type"),
    "region": _("Regional group"),
    "country": _("Country"),
    "host": _("Allotment"),
    "delegation": _("Delegation"),
    "status": _("Status"),
    "reply": _("Reply"),
    **STEPS,
}
REPLIES = {
    "unverified": _("Has not confirmed the address"),
    "inquired": _("Has not answered a question of the organizers"),
    "offered": _("Has not answered the offer of a seat"),
    "to_decide": _("Awaits approval"),
}
