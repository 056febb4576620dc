"""Every way the house says no: raised where known, worded in `words/refusals.py`, answered in `web/errors.py`."""

from collections.abc import Sequence

from registration.rules.contradictions import Contradiction


class Refused(Exception):
    """A named no. `code` is its key in the catalogue of words; `facts` are values its sentence may use."""

    code = "refused"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts


class NotFound(Refused):
    """It does not exist, or not for the person asking."""

    code = "not_found"


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


class LimitsContradict(Refused):
    """Limits that cannot all be meant."""

    code = "limits_contradict"

    def __init__(self, contradictions: Sequence[Contradiction]) -> None:
        super().__init__()
        self.contradictions = contradictions


class PartOfTheApproval(Refused):
    """Who one is and for whom one speaks was approved: only organizers change it."""

    code = "part_of_the_approval"


class ChangeWouldNotFit(Refused):
    """The change needs a seat that is not there; the old seat stays. `facts["decision"]` is the limit in numbers."""

    code = "change_would_not_fit"


class ChangedMeanwhile(Refused):
    """Somebody else saved the same thing first."""

    code = "changed_meanwhile"


class SlugTaken(Refused):
    code = "slug_taken"


class NotReadyToPublish(Refused):
    """Something a public page cannot do without is missing; `facts["missing"]` names the fields."""

    code = "not_ready_to_publish"


class LinkExpired(Refused):
    code = "link_expired"


class WrongCredentials(Refused):
    code = "wrong_credentials"


class TooMany(Refused):
    """Asked too often. `facts["retry_after"]` is in seconds."""

    code = "too_many"


class NotAnImage(Refused):
    code = "not_an_image"


class PasswordTooWeak(Refused):
    code = "password_too_weak"


class OrganizerExists(Refused):
    code = "organizer_exists"


class OrganizationUnknown(Refused):
    code = "organization_unknown"
