"""Why somebody has no place, or not another one."""

from registration.rules.refusals.base import Refused


class RegistrationClosed(Refused):
    code = "registration_closed"


class RegistrationNotYetOpen(Refused):
    code = "registration_not_yet_open"


class DateNotConfirmed(Refused):
    """Nobody knows yet when registration opens: it takes a date."""

    code = "date_not_confirmed"


class ByInvitationOnly(Refused):
    code = "by_invitation_only"


class RoundtableFull(Refused):
    """No seat for this party, and the waiting list is closed."""

    code = "roundtable_full"


class RoundtableCancelled(Refused):
    code = "roundtable_cancelled"


class RoundtableOver(Refused):
    code = "roundtable_over"


class AlreadyRegistered(Refused):
    """Said to organizers only; participants are answered as if for the first time, and their mail tells."""

    code = "already_registered"


class AlreadySent(Refused):
    """The same form was sent before with other answers."""

    code = "already_sent"


class DraftGone(Refused):
    """The started registration is not there any more."""

    code = "draft_gone"


class NoLongerPossible(Refused):
    """The registration or roundtable has moved on since the page was shown."""

    code = "no_longer_possible"


class NoSeatNow(Refused):
    """Said to organizers: there is no seat for somebody they want to confirm."""

    code = "no_seat_now"


class NoSeatToHold(Refused):
    """Said to organizers: no seat can be held for somebody they invite. `facts["decision"]` is the limit in numbers."""

    code = "no_seat_to_hold"


class AlreadyInvited(Refused):
    """Said to organizers: the same addressee has an invitation to this roundtable."""

    code = "already_invited"


class InvitationOver(Refused):
    """The invitation was withdrawn, its time to reply is over, or everybody it is for has come."""

    code = "invitation_over"


class SubstitutionNotPossible(Refused):
    """Nobody else can come instead: the type does not allow it, or the time for it is over."""

    code = "substitution_not_possible"


class OfferLapsed(Refused):
    """The seat was offered, and the time to take it is over."""

    code = "offer_lapsed"


class PartOfTheApproval(Refused):
    """Who one is and for whom one speaks was approved: only organizers change it."""

    code = "part_of_the_approval"


class ChangeWouldNotFit(Refused):
    """The change needs a seat that is not there; the old seat stays. `facts["decision"]` is the limit in numbers."""

    code = "change_would_not_fit"
