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


class NobodyToWriteTo(Refused):
    """Mail to many, and nobody is left whom it is for."""

    code = "nobody_to_write_to"


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


class TagExists(Refused):
    code = "tag_exists"


class TooManyTags(Refused):
    code = "too_many_tags"


class ViewExists(Refused):
    """The same organizer has another view of this name."""

    code = "view_exists"


class TooManyViews(Refused):
    code = "too_many_views"


class SlugTaken(Refused):
    code = "slug_taken"


class KeyTaken(Refused):
    """Another question of the roundtable has this key."""

    code = "key_taken"


class QuestionNeeded(Refused):
    """Other questions depend on this one, or on an option of it."""

    code = "question_needed"


class QuestionAnswered(Refused):
    """Somebody has answered: what kind of answer it takes stays."""

    code = "question_answered"


class NoMoreFit(Refused):
    """As many agenda items, speakers or documents as a roundtable can have."""

    code = "no_more_fit"


class NotReadyToPublish(Refused):
    """Something a public page cannot do without is missing; `facts["missing"]` names the fields."""

    code = "not_ready_to_publish"


class LinkExpired(Refused):
    code = "link_expired"


class WrongCredentials(Refused):
    code = "wrong_credentials"


class WrongCode(Refused):
    """A code of an app, of a mail or a recovery code that is wrong, too old or was used before."""

    code = "wrong_code"


class PasskeyRefused(Refused):
    """Not known here, not verified, used before, or asked for too long ago: which of these is not said."""

    code = "passkey_refused"


class TooMany(Refused):
    """Asked too often. `facts["retry_after"]` is in seconds."""

    code = "too_many"


class NotAnImage(Refused):
    code = "not_an_image"


class FileNotAccepted(Refused):
    """Too large, empty, or of a kind that is not taken."""

    code = "file_not_accepted"


class NotADocument(Refused):
    """`facts["reason"]` says why, in the words of `words/documents.py`."""

    code = "not_a_document"


class PasswordTooWeak(Refused):
    code = "password_too_weak"


class PasswordPersonal(Refused):
    """It holds what everyone knows about the person or the site."""

    code = "password_personal"


class OrganizerExists(Refused):
    code = "organizer_exists"


class AlreadyInvited(Refused):
    """An invitation to this address is under way."""

    code = "already_invited"


class InvitedByAnotherAddress(Refused):
    """The invitation was sent to another address than that of the account that would accept it."""

    code = "invited_by_another_address"


class LastOwner(Refused):
    """An organization cannot be without an owner."""

    code = "last_owner"


class LastConvenor(Refused):
    """A roundtable cannot be without an organization that convenes it."""

    code = "last_convenor"


class OrganizationUnknown(Refused):
    code = "organization_unknown"
