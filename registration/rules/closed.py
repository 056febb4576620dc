"""Why nobody can register, by where a roundtable stands."""

from registration.rules.refusals import (
    ByInvitationOnly,
    DateNotConfirmed,
    Refused,
    RegistrationClosed,
    RegistrationNotYetOpen,
    RoundtableCancelled,
    RoundtableOver,
)
from registration.rules.standing import Standing

CLOSED: dict[Standing, type[Refused]] = {
    Standing.CANCELLED: RoundtableCancelled,
    Standing.PAST: RoundtableOver,
    Standing.UNDATED: DateNotConfirmed,
    Standing.BY_INVITATION: ByInvitationOnly,
    Standing.NOT_YET_OPEN: RegistrationNotYetOpen,
    Standing.CLOSED: RegistrationClosed,
}
