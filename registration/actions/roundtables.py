"""Create a roundtable and change what it says; whoever holds a place is told when its time or place changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from registration.actions import audit, convenors, limits, rescheduling, seats, slugs, waiting_list
from registration.extensions import db
from registration.i18n import localized
from registration.models.organizations import Organization
from registration.models.photos import Photo
from registration.models.roundtables import Attribution, Mode, Part, Roundtable, RoundtableOrganization
from registration.models.series import Series
from registration.rules.refusals import ChangedMeanwhile, SlugTaken
from registration.rules.seats import Group
from registration.rules.standing import Admission
from registration.rules.verbs import Verb


@dataclass(frozen=True)
class Facts:
    """What an organizer writes about a roundtable: columns by their names, texts by language, times in UTC."""

    slug: str
    ordinal: int | None
    titles: dict[str, str]
    summaries: dict[str, str]
    descriptions: dict[str, str]
    participation: dict[str, str]
    outcomes: dict[str, str]
    starts_at: datetime | None
    ends_at: datetime | None
    zone: str
    mode: Mode
    cities: dict[str, str]
    venues: dict[str, str]
    admission: Admission
    attribution: Attribution
    opens_at: datetime | None
    closes_at: datetime | None
    waiting_list_open: bool
    grounds_pass_asked: bool
    contact_name: str
    contact_email: str
    more_information_url: str | None
    photo_credit: str
    photo_alts: dict[str, str]


@dataclass(frozen=True)
class Plan:
    """A roundtable as an organizer wants it. `caps` names every cap the form asks for, None for no cap."""

    facts: Facts
    series: Series
    convenors: Sequence[Organization]
    partners: Sequence[Organization]
    caps: Mapping[Group, int | None]
    photo: Photo | None


def create(plan: Plan, *, by: audit.By, at: datetime) -> Roundtable:
    """A new draft; without an address of its own it gets one from its title. Raises SlugTaken, LimitsContradict."""
    roundtable = Roundtable(uid=str(uuid4()), created_at=at, updated_at=at, published_at=None)
    _check_slug(plan.facts.slug, roundtable)
    _apply(plan, roundtable)
    if not roundtable.slug:
        title = localized(plan.facts.titles, "en")
        roundtable.slug = slugs.free(Roundtable.slug, title, otherwise="roundtable")
    db.session.add(roundtable)
    _flush()
    limits.change_caps(seats.lock(roundtable.id), plan.caps, by=by, at=at)
    convenors.tell(roundtable, (), by=by, at=at)
    audit.record(Verb.ROUNDTABLE_CREATED, by=by, at=at, roundtable_id=roundtable.id)
    return roundtable


def edit(room: seats.Room, plan: Plan, *, version: int, by: audit.By, at: datetime) -> list[str]:
    """Change a roundtable; returns the names of what changed.

    `version` is the one the form was filled from. Raises ChangedMeanwhile when somebody else saved since, SlugTaken,
    LimitsContradict.
    The address of a roundtable that was ever public stays: people keep links to it.
    """
    roundtable = room.roundtable
    if roundtable.version != version:
        raise ChangedMeanwhile
    if roundtable.published_at is None:
        _check_slug(plan.facts.slug, roundtable)
    before = rescheduling.Meeting.of(roundtable)
    convening = {organization.id for organization in roundtable.convenors}
    over_before = roundtable.is_over(at)
    changed = _apply(plan, roundtable)
    if changed:
        roundtable.version += 1
        roundtable.updated_at = at
        audit.record(Verb.ROUNDTABLE_EDITED, by=by, at=at, roundtable_id=roundtable.id, fields=changed)
    _flush()
    convenors.tell(roundtable, convening, by=by, at=at)
    if "mode" in changed:
        rescheduling.take_over_mode(room)
    limits.change_caps(room, plan.caps, by=by, at=at)
    # Another mode or another day: those who wait may fit now.
    waiting_list.promote(room, at=at)
    if not (over_before and roundtable.is_over(at)):
        rescheduling.tell(roundtable, before, at=at)
    return changed


def _apply(plan: Plan, roundtable: Roundtable) -> list[str]:
    """Write the plan into the row; the names of what is otherwise than before."""
    wanted = {fact.name: getattr(plan.facts, fact.name) for fact in fields(Facts)}
    if roundtable.published_at is not None or not plan.facts.slug:
        del wanted["slug"]
    wanted |= {"series": plan.series, "photo": plan.photo}
    changed = []
    for name, value in wanted.items():
        if getattr(roundtable, name) != value:
            setattr(roundtable, name, value)
            changed.append(name)
    for part, organizations in ((Part.CONVENOR, plan.convenors), (Part.PARTNER, plan.partners)):
        present = roundtable.convenors if part is Part.CONVENOR else roundtable.partners
        if [organization.id for organization in present] != [
            organization.id for organization in organizations
        ]:
            changed.append(f"{part}s")
    if "convenors" in changed or "partners" in changed:
        _seat_organizations(plan, roundtable)
    return changed


def _seat_organizations(plan: Plan, roundtable: Roundtable) -> None:
    """Both lists in their order. Rows are reused: an organization stands on a roundtable once."""
    rows = {row.organization_id: row for row in roundtable.organizations}
    wanted = [(Part.CONVENOR, organization) for organization in plan.convenors]
    wanted += [(Part.PARTNER, organization) for organization in plan.partners]
    listed = []
    for position, (part, organization) in enumerate(wanted, start=1):
        row = rows.get(organization.id) or RoundtableOrganization(organization=organization)
        row.part, row.position = part, position
        listed.append(row)
    roundtable.organizations = listed


def _check_slug(slug: str, roundtable: Roundtable) -> None:
    holder = db.session.scalar(select(Roundtable.id).where(Roundtable.slug == slug))
    if holder is not None and holder != roundtable.id:
        raise SlugTaken


def _flush() -> None:
    try:
        db.session.flush()
    except IntegrityError as broken:
        # Two organizers chose the same address in the same moment.
        if "slug" in str(broken.orig):
            raise SlugTaken from broken
        raise
