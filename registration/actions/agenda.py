"""The agenda of a roundtable: its items in their order."""

from dataclasses import dataclass
from datetime import datetime

from registration.actions import audit, ordering
from registration.extensions import db
from registration.models.agenda_items import AgendaItem
from registration.models.roundtables import Roundtable
from registration.rules.refusals import ChangedMeanwhile
from registration.rules.verbs import Verb


@dataclass(frozen=True)
class Plan:
    """An item as an organizer writes it. Times count from the beginning of the roundtable."""

    titles: dict[str, str]
    notes: dict[str, str]
    offset_minutes: int | None
    minutes: int | None


def add(roundtable: Roundtable, plan: Plan, *, by: audit.By, at: datetime) -> AgendaItem:
    """Add an item: before the first that begins later, else at the end. Raises NoMoreFit."""
    item = AgendaItem()
    _write(item, plan)
    ordering.put(roundtable.agenda, item, before=_first_later(roundtable.agenda, plan.offset_minutes))
    _record(roundtable, by=by, at=at)
    db.session.flush()
    return item


def edit(
    roundtable: Roundtable, item: AgendaItem, plan: Plan, *, version: int, by: audit.By, at: datetime
) -> None:
    """Raises ChangedMeanwhile when somebody else saved since the form was filled."""
    if item.version != version:
        raise ChangedMeanwhile
    _write(item, plan)
    item.version += 1
    _record(roundtable, by=by, at=at)


def move(roundtable: Roundtable, item: AgendaItem, *, up: bool, by: audit.By, at: datetime) -> None:
    ordering.move(roundtable.agenda, item, up=up)
    _record(roundtable, by=by, at=at)


def remove(roundtable: Roundtable, item: AgendaItem, *, by: audit.By, at: datetime) -> None:
    """Its speakers stay, without an item."""
    for speaker in roundtable.speakers:
        if speaker.agenda_item_id == item.id:
            speaker.agenda_item = None
    db.session.flush()
    ordering.remove(roundtable.agenda, item)
    _record(roundtable, by=by, at=at)


def _write(item: AgendaItem, plan: Plan) -> None:
    item.titles, item.notes = plan.titles, plan.notes
    item.offset_minutes, item.minutes = plan.offset_minutes, plan.minutes


def _first_later(items: list[AgendaItem], offset: int | None) -> int | None:
    if offset is None:
        return None
    later = (
        place
        for place, item in enumerate(items)
        if item.offset_minutes is not None and item.offset_minutes > offset
    )
    return next(later, None)


def _record(roundtable: Roundtable, *, by: audit.By, at: datetime) -> None:
    roundtable.updated_at = at
    audit.record(Verb.AGENDA_CHANGED, by=by, at=at, roundtable_id=roundtable.id)
