"""The demonstration's organizations, series and roundtables, with dates counted from today."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select

from registration.actions import audit, photos
from registration.extensions import db
from registration.models.organizations import Organization
from registration.models.roundtables import Part, Roundtable, RoundtableOrganization
from registration.models.seats import Limit
from registration.models.series import Series
from registration.models.stakeholder_types import StakeholderType
from registration.models.type_policies import TypePolicy
from registration.rules.seats import EVERYONE, Kind
from registration.rules.standing import State
from registration.rules.verbs import Verb

_COPIED = (
    "slug", "ordinal", "titles", "summaries", "descriptions", "participation", "outcomes", "zone", "mode",
    "admission", "waiting_list_open", "offer_hours", "place_shown", "grounds_pass_asked", "attribution",
    "contact_name", "contact_email", "more_information_url", "photo_credit", "photo_alts",
)  # fmt: skip
_OPENS, _CLOSES = time(9), time(18)
_PREPARED = timedelta(days=14)


class Dates(NamedTuple):
    """When a roundtable takes place and takes registrations; None where nothing is fixed."""

    starts_at: datetime | None
    ends_at: datetime | None
    opens_at: datetime | None
    closes_at: datetime | None


def create(programme: dict[str, Any], folder: Path, *, at: datetime) -> None:
    """Write all rows. The shape of the programme is that of `data/demo/programme.json`; pictures are in the folder."""
    organizations = {facts["slug"]: Organization(**facts) for facts in programme["organizations"]}
    series = {
        facts["slug"]: Series(**{key: value for key, value in facts.items() if key != "convenors"})
        for facts in programme["series"]
    }
    db.session.add_all([*organizations.values(), *series.values()])
    types = {kind.code: kind.id for kind in db.session.scalars(select(StakeholderType))}
    for facts in programme["roundtables"]:
        row = roundtable(facts, series[facts["series"]], at=at)
        if facts["photo"]:
            picture = photos.encoded((folder / facts["photo"]).read_bytes())
            row.photo = photos.keep(picture, at=at)
        row.organizations = [
            RoundtableOrganization(organization=organizations[slug], part=part, position=position)
            for part, slugs in ((Part.CONVENOR, facts["convenors"]), (Part.PARTNER, facts["partners"]))
            for position, slug in enumerate(slugs, start=1)
        ]
        row.policies = [
            TypePolicy(stakeholder_type_id=types[code], **otherwise)
            for code, otherwise in facts["policies"].items()
        ]
        db.session.add(row)
        db.session.flush()
        _add_limits(row, facts["caps"], facts["floors"])
        _record(row)
    # Read again, so that codes of the programme become members of their sets.
    db.session.flush()
    db.session.expire_all()


def dates(facts: dict[str, Any], at: datetime) -> Dates:
    """Meetings that would fall on a weekend move to Monday; the times of registration do not move with them."""
    zone = ZoneInfo(facts["zone"])
    today = at.astimezone(zone).date()
    starts_at, planned = _start(facts, today, zone)
    ends_at = starts_at + timedelta(minutes=facts["minutes"]) if starts_at else None
    opens_at = _on(today, facts["opens_in_days"], _OPENS, zone)
    closes_at = _on(today, facts.get("closes_in_days"), _CLOSES, zone)
    if closes_at is None and planned and facts["closes_days_before"] is not None:
        closes_at = _on(planned, -facts["closes_days_before"], _CLOSES, zone)
    return Dates(starts_at, ends_at, opens_at, closes_at)


def _start(facts: dict[str, Any], today: date, zone: ZoneInfo) -> tuple[datetime | None, date | None]:
    if facts["starts_at"]:
        fixed = datetime.fromisoformat(facts["starts_at"]).replace(tzinfo=zone)
        return fixed, fixed.date()
    if facts["starts_in_days"] is None:
        return None, None
    planned = today + timedelta(days=facts["starts_in_days"])
    day = planned + timedelta(days=max(0, 7 - planned.weekday()) if planned.weekday() > 4 else 0)
    return datetime.combine(day, time.fromisoformat(facts["time"]), zone), planned


def _on(day: date, days: int | None, clock: time, zone: ZoneInfo) -> datetime | None:
    return None if days is None else datetime.combine(day + timedelta(days=days), clock, zone)


def roundtable(facts: dict[str, Any], series: Series, *, at: datetime) -> Roundtable:
    """One of the programme's roundtables as a row, with its dates counted from `at`; not added to the session."""
    when = dates(facts, at)
    published_at = min(when.opens_at or at, when.starts_at or at, at) - timedelta(days=3)
    draft = facts["state"] == State.DRAFT
    return Roundtable(
        **{key: facts[key] for key in _COPIED},
        **when._asdict(),
        series=series,
        cities=facts["city"],
        venues=facts["venue"],
        # What is cancelled was public first: people registered.
        state=State.DRAFT if draft else State.PUBLISHED,
        published_at=None if draft else published_at,
        created_at=published_at - _PREPARED,
        updated_at=published_at,
        uid=str(uuid4()),
    )


def _add_limits(roundtable: Roundtable, caps: dict[str, Any], floors: dict[str, Any]) -> None:
    hosts = {row.organization.slug: str(row.organization_id) for row in roundtable.organizations}
    wanted: list[tuple[Kind, str, int, int | None]] = [(Kind.TOTAL, EVERYONE, caps["total"], None)]
    wanted += [(Kind.MODE, key, cap, None) for key, cap in caps["modes"].items()]
    wanted += [(Kind.DELEGATION, key, cap, None) for key, cap in caps["delegations"].items()]
    wanted += [
        (Kind.STAKEHOLDER_TYPE, key, cap, floors.get("types", {}).get(key))
        for key, cap in caps["types"].items()
    ]
    wanted += [
        (Kind.HOST, hosts[slug], cap, floors.get("hosts", {}).get(slug))
        for slug, cap in caps["hosts"].items()
    ]
    db.session.add_all(
        Limit(
            roundtable_id=roundtable.id,
            kind=kind,
            key=key,
            cap=cap,
            floor=floor,
            release_at=_release(roundtable, floors) if floor else None,
        )
        for kind, key, cap, floor in wanted
    )


def _release(roundtable: Roundtable, floors: dict[str, Any]) -> datetime:
    """At the hour of the meeting, so many days before."""
    assert roundtable.starts_at is not None
    local = roundtable.starts_at.astimezone(ZoneInfo(roundtable.zone))
    return local - timedelta(days=floors["released_days_before"])


def _record(roundtable: Roundtable) -> None:
    audit.record(
        Verb.ROUNDTABLE_CREATED, by=audit.OPERATOR, at=roundtable.created_at, roundtable_id=roundtable.id
    )
    if roundtable.published_at:
        audit.record(
            Verb.ROUNDTABLE_PUBLISHED,
            by=audit.OPERATOR,
            at=roundtable.published_at,
            roundtable_id=roundtable.id,
        )
