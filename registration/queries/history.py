"""What happened, the latest first: to a registration, to a roundtable, to all one may look back on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    and_,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, joinedload, lazyload, load_only

from registration.extensions import db
from registration.models.audit import Actor, AuditEntry
from registration.models.downloads import Download
from registration.models.invitations import Invitation
from registration.models.organizations import Organization
from registration.models.organizers import Membership, Organizer
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import narrowing, scope
from registration.rules.permissions import Permission, Reaches
from registration.rules.verbs import ABOUT_INVITATIONS, Verb

PER_PAGE = 50
MOST_OF_INVITATION = 100


@dataclass(frozen=True)
class Filters:
    """What of the history is wanted. `verbs` None: all of them; `by`: an organizer, or everybody of a kind."""

    verbs: frozenset[Verb] | None = None
    downloads: bool = True
    search: str = ""
    person: str | None = None
    by: int | Actor | None = None
    begins: datetime | None = None
    ends: datetime | None = None

    @property
    def is_about_people(self) -> bool:
        return bool(self.search or self.person)


@dataclass(frozen=True)
class Event:
    """An entry of the trail, or a download of a list; with whom and what it is about."""

    entry: AuditEntry | Download
    registration: Registration | None = None
    roundtable: Roundtable | None = None

    @property
    def at(self) -> datetime:
        return self.entry.at


@dataclass(frozen=True)
class Page:
    events: list[Event]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))


def page(organizer: Organizer, roundtable: Roundtable | None, filters: Filters, number: int) -> Page:
    """Of one roundtable, or of all one may look back on; a number past the end shows the last page."""
    rows = _wanted(organizer, roundtable, filters).subquery()
    total = db.session.scalar(select(func.count()).select_from(rows)) or 0
    number = min(max(1, number), max(1, -(-total // PER_PAGE)))
    found = db.session.execute(
        select(rows.c.source, rows.c.id)
        .order_by(rows.c.at.desc(), rows.c.source, rows.c.id.desc())
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    ).all()
    entries = _entries([key for source, key in found if source == _ENTRY])
    downloads = _downloads([key for source, key in found if source == _DOWNLOAD])
    return Page([(entries if source == _ENTRY else downloads)[key] for source, key in found], total, number)


def of_registration(registration: Registration) -> list[Event]:
    entries = db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.registration_id == registration.id)
        .options(joinedload(AuditEntry.organizer))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    )
    return [Event(entry, registration) for entry in entries]


def of_invitation(invitation: Invitation, reaches: Reaches) -> list[Event]:
    """What happened to an invitation; without what concerns people whom the reader may not see."""
    rows = db.session.execute(
        select(AuditEntry, Registration)
        .outerjoin(Registration, AuditEntry.registration_id == Registration.id)
        .where(
            AuditEntry.roundtable_id == invitation.roundtable_id,
            AuditEntry.verb.in_(ABOUT_INVITATIONS),
            AuditEntry.details["invitation"].as_integer() == invitation.id,
            or_(AuditEntry.registration_id.is_(None), scope.within(reaches)),
        )
        .options(joinedload(AuditEntry.organizer))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(MOST_OF_INVITATION)
    )
    return [Event(entry, registration) for entry, registration in rows]


def actors(organizer: Organizer, roundtable: Roundtable | None) -> list[Organizer]:
    """The organizers who did something that one may look back on."""
    entries = select(AuditEntry.organizer_id).where(_entries_seen(organizer, roundtable))
    takers = select(Download.organizer_id).where(_downloads_seen(organizer, roundtable))
    return list(
        db.session.scalars(
            select(Organizer)
            .options(lazyload(Organizer.memberships))
            .where(or_(Organizer.id.in_(entries), Organizer.id.in_(takers)))
            .order_by(Organizer.name, Organizer.email_key)
        )
    )


_ENTRY, _DOWNLOAD = 1, 2


def _wanted(
    organizer: Organizer, roundtable: Roundtable | None, filters: Filters
) -> "Select[int, int, datetime] | CompoundSelect[int, int, datetime]":
    entries = select(
        literal_column(str(_ENTRY), Integer).label("source"), AuditEntry.id, AuditEntry.at
    ).where(
        _entries_seen(organizer, roundtable), *_entry_conditions(filters), *_within(AuditEntry.at, filters)
    )
    if not filters.downloads or filters.is_about_people or isinstance(filters.by, Actor):
        return entries
    downloads = select(literal_column(str(_DOWNLOAD), Integer), Download.id, Download.at).where(
        _downloads_seen(organizer, roundtable), *_within(Download.at, filters)
    )
    if filters.by is not None:
        downloads = downloads.where(Download.organizer_id == filters.by)
    return union_all(entries, downloads)


def _entries_seen(organizer: Organizer, roundtable: Roundtable | None) -> ColumnElement[bool]:
    if roundtable is not None:
        return AuditEntry.roundtable_id == roundtable.id
    return or_(AuditEntry.roundtable_id.in_(_looked_back_on(organizer)), _about_accounts(organizer))


def _about_accounts(organizer: Organizer) -> ColumnElement[bool]:
    """For owners: what their organization changed in its people, and what these did with their own accounts."""
    owned = scope.organizations(organizer, Permission.PEOPLE_MANAGE)
    named = AuditEntry.details["organization"].as_string()
    slugs = select(Organization.slug).where(Organization.id.in_(owned))
    members = select(Membership.organizer_id).where(Membership.organization_id.in_(owned))
    return and_(
        AuditEntry.roundtable_id.is_(None),
        or_(named.in_(slugs), and_(named.is_(None), AuditEntry.organizer_id.in_(members))),
    )


def _downloads_seen(organizer: Organizer, roundtable: Roundtable | None) -> ColumnElement[bool]:
    """One's own, and everyone's where one may see the record."""
    overseen = scope.roundtables(organizer, Permission.DOWNLOADS_VIEW).with_only_columns(Roundtable.id)
    seen = or_(Download.organizer_id == organizer.id, Download.roundtable_id.in_(overseen))
    if roundtable is not None:
        return and_(Download.roundtable_id == roundtable.id, seen)
    return and_(Download.roundtable_id.in_(_looked_back_on(organizer)), seen)


def _looked_back_on(organizer: Organizer) -> "Select[int]":
    return scope.roundtables(organizer, Permission.HISTORY_VIEW).with_only_columns(Roundtable.id)


def _entry_conditions(filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.verbs is not None:
        conditions.append(AuditEntry.verb.in_(filters.verbs))
    if isinstance(filters.by, Actor):
        conditions.append(AuditEntry.actor == filters.by)
    elif filters.by is not None:
        conditions.append(AuditEntry.organizer_id == filters.by)
    if filters.is_about_people:
        people = select(Registration.id).where(*narrowing.named(filters.search))
        if filters.person:
            people = people.where(Registration.public_id == filters.person)
        conditions.append(AuditEntry.registration_id.in_(people))
    return conditions


def _within(column: InstrumentedAttribute[datetime], filters: Filters) -> list[ColumnElement[bool]]:
    conditions = []
    if filters.begins is not None:
        conditions.append(column >= filters.begins)
    if filters.ends is not None:
        conditions.append(column < filters.ends)
    return conditions


_ROUNDTABLE = load_only(Roundtable.slug, Roundtable.titles, Roundtable.zone)
_PERSON = load_only(Registration.public_id, Registration.given_names, Registration.family_name)


def _entries(ids: Sequence[int]) -> dict[int, Event]:
    rows = db.session.execute(
        select(AuditEntry, Registration, Roundtable)
        .outerjoin(Registration, AuditEntry.registration_id == Registration.id)
        .outerjoin(Roundtable, AuditEntry.roundtable_id == Roundtable.id)
        .where(AuditEntry.id.in_(ids))
        .options(joinedload(AuditEntry.organizer).lazyload(Organizer.memberships))
        .options(_PERSON, _ROUNDTABLE, lazyload("*"))
    )
    return {entry.id: Event(entry, registration, roundtable) for entry, registration, roundtable in rows}


def _downloads(ids: Sequence[int]) -> dict[int, Event]:
    rows = db.session.execute(
        select(Download, Roundtable)
        .join(Roundtable, Download.roundtable_id == Roundtable.id)
        .where(Download.id.in_(ids))
        .options(joinedload(Download.organizer).lazyload(Organizer.memberships))
        .options(_ROUNDTABLE, lazyload("*"))
    )
    return {download.id: Event(download, None, roundtable) for download, roundtable in rows}
