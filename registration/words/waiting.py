"""Gentle words for why somebody waits: which seats are taken, never how many or by whom."""

from flask_babel import lazy_gettext as _

from registration.rules.seats import IN_PERSON, Kind, Refusal

_OTHERS_FIRST = _("Others who wait are asked first.")
_FLOORS = _("The seats that are left are kept for groups that are not yet represented.")
_MODES = {True: _("All seats in the room are taken."), False: _("All places online are taken.")}
_TAKEN = {
    Kind.TOTAL: _("All seats are taken."),
    Kind.STAKEHOLDER_TYPE: _("All seats for this group are taken."),
    Kind.DELEGATION: _("All seats for this delegation or organization are taken."),
    Kind.HOST: _("All seats of the organization that invites are taken."),
}


def why(refusal: Refusal | None) -> str:
    """The sentence for the limit that refuses; without one the seat goes to those who came first."""
    if refusal is None:
        return str(_OTHERS_FIRST)
    if refusal.because_of_floors:
        return str(_FLOORS)
    if refusal.group.kind is Kind.MODE:
        return str(_MODES[refusal.group.key == IN_PERSON])
    return str(_TAKEN[refusal.group.kind])
