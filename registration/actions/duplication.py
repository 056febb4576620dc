"""A roundtable made from another one of its series: what was prepared is taken over, what happened is not."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import func, select

from registration.actions import audit, mailings, question_sets, reminding, seats, slugs
from registration.extensions import db
from registration.i18n import localized
from registration.models.agenda_items import AgendaItem
from registration.models.roundtables import Roundtable, RoundtableOrganization
from registration.models.seats import Limit
from registration.models.speakers import Speaker
from registration.models.type_policies import TypePolicy
from registration.rules import local_times
from registration.rules.verbs import Verb

# Neither dates and state, nor the outcome, nor the link to join: they belong to one meeting.
_COPIED = (
    "series_id", "titles", "summaries", "descriptions", "participation", "zone", "mode", "cities", "venues",
    "admission", "attribution", "address_checked", "pending_holds", "offer_hours", "place_shown", "waiting_list_open",
    "grounds_pass_asked", "contact_name", "contact_email", "more_information_url", "photo_id", "photo_credit",
    "photo_alts", "joining_hours", "substitution",
)  # fmt: skip

Shift = Callable[[datetime | None], datetime | None]


def duplicate(source: Roundtable, starts_at: datetime | None, *, by: audit.By, at: datetime) -> Roundtable:
    """A draft like the source. With a beginning, all its times keep their distance to it; without, it has none."""
    shift = _shift(source, starts_at)
    copy = Roundtable(
        **{name: getattr(source, name) for name in _COPIED},
        slug=slugs.free(Roundtable.slug, localized(source.titles, "en"), otherwise="roundtable"),
        ordinal=_next_ordinal(source),
        starts_at=starts_at,
        ends_at=_end(source, starts_at),
        opens_at=shift(source.opens_at),
        closes_at=shift(source.closes_at),
        substitution_until=shift(source.substitution_until),
        uid=str(uuid4()),
        created_at=at,
        updated_at=at,
    )
    db.session.add(copy)
    db.session.flush()
    for part in _PARTS:
        part(source, copy, shift)
    db.session.flush()
    question_sets.copy_questions(source, seats.Room(copy), by=by, at=at)
    reminding.copy_rules(source, copy, by=by, at=at)
    mailings.copy_drafts(source, copy, by=by, at=at)
    db.session.flush()
    audit.record(Verb.ROUNDTABLE_DUPLICATED, by=by, at=at, roundtable_id=copy.id, source=source.slug)
    return copy


def _organizations(source: Roundtable, copy: Roundtable, _shift: Shift) -> None:
    copy.organizations = [
        RoundtableOrganization(organization=row.organization, part=row.part, position=row.position)
        for row in source.organizations
    ]


def _limits(source: Roundtable, copy: Roundtable, shift: Shift) -> None:
    for limit in db.session.scalars(select(Limit).where(Limit.roundtable_id == source.id)).all():
        db.session.add(
            Limit(
                roundtable_id=copy.id,
                kind=limit.kind,
                key=limit.key,
                cap=limit.cap,
                floor=limit.floor,
                release_at=shift(limit.release_at),
            )
        )


def _policies(source: Roundtable, copy: Roundtable, shift: Shift) -> None:
    copy.policies = [
        TypePolicy(
            stakeholder_type_id=policy.stakeholder_type_id,
            admission=policy.admission,
            opens_at=shift(policy.opens_at),
            closes_at=shift(policy.closes_at),
            accompanying=policy.accompanying,
            substitution=policy.substitution,
            substitution_until=shift(policy.substitution_until),
        )
        for policy in source.policies
    ]


def _agenda_and_speakers(source: Roundtable, copy: Roundtable, _shift: Shift) -> None:
    items = {
        item.id: AgendaItem(
            position=item.position,
            offset_minutes=item.offset_minutes,
            minutes=item.minutes,
            titles=item.titles,
            notes=item.notes,
        )
        for item in source.agenda
    }
    copy.agenda = list(items.values())
    copy.speakers = [
        Speaker(
            position=speaker.position,
            role=speaker.role,
            name=speaker.name,
            affiliations=speaker.affiliations,
            biographies=speaker.biographies,
            agenda_item=items[speaker.agenda_item_id] if speaker.agenda_item_id else None,
        )
        for speaker in source.speakers
    ]


# What belongs to a roundtable beside its own row, one function for each kind. Another kind is added here, and nowhere
# else; registrations, counts, documents and history stay where they are.
_PARTS = (_organizations, _limits, _policies, _agenda_and_speakers)


def _shift(source: Roundtable, starts_at: datetime | None) -> Shift:
    """Moves a time as far as the beginning moves, by the clocks of the meeting's city."""

    def shifted(moment: datetime | None) -> datetime | None:
        if moment is None or starts_at is None or source.starts_at is None:
            return None
        return local_times.moved(moment, source.zone, before=source.starts_at, after=starts_at)

    return shifted


def _end(source: Roundtable, starts_at: datetime | None) -> datetime | None:
    if starts_at is None:
        return None
    if source.starts_at is None or source.ends_at is None:
        return starts_at + _USUAL_LENGTH
    return starts_at + (source.ends_at - source.starts_at)


def _next_ordinal(source: Roundtable) -> int | None:
    if source.ordinal is None:
        return None
    last = select(func.max(Roundtable.ordinal)).where(Roundtable.series_id == source.series_id)
    return (db.session.scalar(last) or 0) + 1


_USUAL_LENGTH = timedelta(hours=2)
