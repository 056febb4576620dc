"""Every kind of mail, to whom it goes and whether a calendar entry travels with it. Words: `templates/mail/<kind>/`."""

from enum import StrEnum


class Letter(StrEnum):
    CONFIRM_ADDRESS = "confirm_address"
    ADDRESS_LAPSED = "address_lapsed"
    PENDING = "pending"
    INQUIRY = "inquiry"
    DECLINED = "declined"
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    OFFER_LAPSED = "offer_lapsed"
    PROMOTED = "promoted"
    ADDED = "added"
    REPEATED = "repeated"
    PASSED_ON = "passed_on"
    SUBSTITUTED = "substituted"
    SUCCEEDED = "succeeded"
    INVITATION = "invitation"
    INVITATION_REMINDER = "invitation_reminder"
    INVITATION_EXTENDED = "invitation_extended"
    INVITATION_REVOKED = "invitation_revoked"
    REGRETS_RECEIVED = "regrets_received"
    SUBSTITUTE_NAMED = "substitute_named"
    FOCAL_POINT_LINK = "focal_point_link"
    FOCAL_POINT_NOTE = "focal_point_note"
    CHANGED = "changed"
    MERGED = "merged"
    MERGED_AWAY = "merged_away"
    WITHDRAWN = "withdrawn"
    WITHDRAWN_BY_ORGANIZER = "withdrawn_by_organizer"
    LINKS = "links"
    ADDRESS_CHECK = "address_check"
    ADDRESS_LEFT = "address_left"
    JOINING = "joining"
    ROUNDTABLE_CHANGED = "roundtable_changed"
    ROUNDTABLE_CANCELLED = "roundtable_cancelled"
    MAILING = "mailing"
    REMINDER = "reminder"
    MAILING_TEST = "mailing_test"
    DIGEST = "digest"
    SIGN_IN = "sign_in"
    CONFIRM_CODE = "confirm_code"
    ACCOUNT_CHANGED = "account_changed"
    COLLEAGUE_INVITED = "colleague_invited"
    ROLE_CHANGED = "role_changed"
    ROLE_ENDED = "role_ended"
    CONVENING_CHANGED = "convening_changed"


class Calendar(StrEnum):
    """What the calendar part of a mail does (RFC 5546 methods)."""

    NONE = "none"
    REQUEST = "request"
    CANCEL = "cancel"


def calendar_part(letter: Letter, *, confirmed: bool, was_confirmed: bool) -> Calendar:
    """Only a confirmed seat belongs in a calendar; losing it takes the entry out again."""
    if letter in _WITHOUT_CALENDAR:
        return Calendar.NONE
    if confirmed:
        return Calendar.REQUEST
    return Calendar.CANCEL if was_confirmed else Calendar.NONE


_WITHOUT_CALENDAR = frozenset(
    {
        Letter.JOINING,
        Letter.LINKS,
        Letter.ADDRESS_CHECK,
        Letter.ADDRESS_LEFT,
        Letter.REPEATED,
        Letter.PASSED_ON,
        Letter.MAILING,
        Letter.REMINDER,
        Letter.MAILING_TEST,
        Letter.DIGEST,
        Letter.SIGN_IN,
        Letter.CONFIRM_CODE,
        Letter.ACCOUNT_CHANGED,
        Letter.COLLEAGUE_INVITED,
        Letter.ROLE_CHANGED,
        Letter.ROLE_ENDED,
        Letter.CONVENING_CHANGED,
        Letter.INVITATION,
        Letter.INVITATION_REMINDER,
        Letter.INVITATION_EXTENDED,
        Letter.INVITATION_REVOKED,
        Letter.REGRETS_RECEIVED,
        Letter.SUBSTITUTE_NAMED,
        Letter.FOCAL_POINT_LINK,
        Letter.FOCAL_POINT_NOTE,
    }
)
