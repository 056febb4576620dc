"""Why somebody is not let in, or may not take part in organizing."""

from registration.rules.refusals.base import Refused


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


class PasswordTooWeak(Refused):
    code = "password_too_weak"


class PasswordPersonal(Refused):
    """It holds what everyone knows about the person or the site."""

    code = "password_personal"


class OrganizerExists(Refused):
    code = "organizer_exists"


class ColleagueInvited(Refused):
    """An invitation to this address is under way."""

    code = "colleague_invited"


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
