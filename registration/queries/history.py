"""What happened to a roundtable or a registration, the latest first."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from registration.extensions import db
from registration.models.audit import AuditEntry
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable

PER_PAGE = 50


@dataclass(frozen=True)
class Event:
    """An entry of the trail, with the registration it is about."""

    entry: AuditEntry
    registration: Registration | None


@dataclass(frozen=True)
class Page:
    events: list[Event]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))


def of_roundtable(roundtable: Roundtable, number: int) -> Page:
    """One page of everything that happened; a number past the end shows the last."""
    about_it = AuditEntry.roundtable_id == roundtable.id
    total = db.session.scalar(select(func.count()).where(about_it)) or 0
    number = min(max(1, number), max(1, -(-total // PER_PAGE)))
    rows = db.session.execute(
        select(AuditEntry, Registration)
        .outerjoin(Registration, AuditEntry.registration_id == Registration.id)
        .where(about_it)
        .options(joinedload(AuditEntry.organizer))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    )
    return Page([Event(entry, registration) for entry, registration in rows], total, number)


def of_registration(registration: Registration) -> list[Event]:
    entries = db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.registration_id == registration.id)
        .options(joinedload(AuditEntry.organizer))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    )
    return [Event(entry, None) for entry in entries]
