"""What the audit trail says a registration's status should be."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import select

from registration.extensions import db
from registration.models.audit import AuditEntry
from registration.models.registrations import Registration
from registration.rules.statuses import Status
from registration.rules.verbs import Verb

# The verbs that decide a status; None: the entry itself says which.
DECIDES: dict[Verb, Status | None] = {
    Verb.REGISTERED: None,
    Verb.REGISTERED_BY_ORGANIZER: None,
    Verb.ADDRESS_CONFIRMED: None,
    Verb.ADDRESS_NOT_CONFIRMED: Status.WITHDRAWN,
    Verb.APPROVED: None,
    Verb.DECLINED: Status.DECLINED,
    Verb.CONFIRMED_FROM_WAITING_LIST: Status.CONFIRMED,
    Verb.OFFERED: Status.OFFERED,
    Verb.OFFER_ACCEPTED: Status.CONFIRMED,
    Verb.OFFER_LAPSED: Status.WITHDRAWN,
    Verb.REINSTATED: None,
    Verb.SEATED_OVER_LIMIT: Status.CONFIRMED,
    Verb.MERGED_AWAY: Status.MERGED,
    Verb.DECISION_UNDONE: None,
    Verb.INVITATION_ACCEPTED: None,
    Verb.INVITATION_SUBSTITUTED: None,
    Verb.SUBSTITUTED: Status.SUBSTITUTED,
    Verb.SUCCEEDED: None,
    Verb.SUBSTITUTION_UNDONE: None,
    Verb.WITHDRAWN: Status.WITHDRAWN,
    Verb.WITHDRAWN_BY_ORGANIZER: Status.WITHDRAWN,
    Verb.CANCELLED_WITH_ROUNDTABLE: Status.CANCELLED,
}


class Contradiction(NamedTuple):
    reference: str
    recorded: str | None
    status: Status


def contradictions(roundtable_id: int) -> Iterator[Contradiction]:
    """Registrations whose status is not what their last deciding entry says."""
    recorded = dict(decisions(roundtable_id))
    rows = (
        select(Registration.id, Registration.reference, Registration.status)
        .where(Registration.roundtable_id == roundtable_id)
        .order_by(Registration.id)
    )
    for registration_id, reference, status in db.session.execute(rows):
        if recorded.get(registration_id) != status:
            yield Contradiction(reference, recorded.get(registration_id), status)


def decisions(roundtable_id: int) -> Iterator[tuple[int, str]]:
    """Every status that is on record, with whose it was, in the order in which it came about."""
    entries = (
        select(AuditEntry.registration_id, AuditEntry.verb, AuditEntry.details)
        .where(AuditEntry.roundtable_id == roundtable_id, AuditEntry.verb.in_(DECIDES))
        .order_by(AuditEntry.id)
    )
    for registration_id, verb, details in db.session.execute(entries):
        yield registration_id, DECIDES[verb] or str(details.get("status"))
