"""The name of everything that can happen, as the history records it."""

from enum import StrEnum


class Verb(StrEnum):
    """Named noun.past participle."""

    ROUNDTABLE_CREATED = "roundtable.created"
    ROUNDTABLE_EDITED = "roundtable.edited"
    ROUNDTABLE_PUBLISHED = "roundtable.published"
    ROUNDTABLE_UNPUBLISHED = "roundtable.unpublished"
    ROUNDTABLE_CANCELLED = "roundtable.cancelled"
    LIMITS_CHANGED = "limits.changed"
    REGISTERED = "registration.received"
    REGISTERED_AGAIN = "registration.repeated"
    REGISTERED_BY_ORGANIZER = "registration.added"
    CONFIRMED_FROM_WAITING_LIST = "registration.promoted"
    EDITED = "registration.edited"
    WITHDRAWN = "registration.withdrawn"
    WITHDRAWN_BY_ORGANIZER = "registration.withdrawn_by_organizer"
    CANCELLED_WITH_ROUNDTABLE = "registration.cancelled"
    LINK_REQUESTED = "link.requested"
    MAIL_RESENT = "mail.resent"
    ORGANIZER_ADDED = "organizer.added"
    ORGANIZER_CHANGED = "organizer.changed"
    SIGNED_IN = "organizer.signed_in"
    PASSWORD_CHANGED = "organizer.password_changed"
