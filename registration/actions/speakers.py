"""Who speaks at a roundtable, in the order in which they are named."""

from dataclasses import dataclass
from datetime import datetime

from registration.actions import audit, ordering
from registration.extensions import db
from registration.models.agenda_items import AgendaItem
from registration.models.roundtables import Roundtable
from registration.models.speakers import Speaker, SpeakerRole
from registration.rules.refusals import ChangedMeanwhile
from registration.rules.verbs import Verb


@dataclass(frozen=True)
class Plan:
    """A speaker as an organizer writes them. `agenda_item` is None for somebody who belongs to no item."""

    name: str
    role: SpeakerRole
    affiliations: dict[str, str]
    biographies: dict[str, str]
    agenda_item: AgendaItem | None


def add(roundtable: Roundtable, plan: Plan, *, by: audit.By, at: datetime) -> Speaker:
    """Raises NoMoreFit."""
    speaker = Speaker()
    _write(speaker, plan)
    ordering.put(roundtable.speakers, speaker)
    _record(roundtable, by=by, at=at)
    db.session.flush()
    return speaker


def edit(
    roundtable: Roundtable, speaker: Speaker, plan: Plan, *, version: int, by: audit.By, at: datetime
) -> None:
    """Raises ChangedMeanwhile when somebody else saved since the form was filled."""
    if speaker.version != version:
        raise ChangedMeanwhile
    _write(speaker, plan)
    speaker.version += 1
    _record(roundtable, by=by, at=at)


def move(roundtable: Roundtable, speaker: Speaker, *, up: bool, by: audit.By, at: datetime) -> None:
    ordering.move(roundtable.speakers, speaker, up=up)
    _record(roundtable, by=by, at=at)


def remove(roundtable: Roundtable, speaker: Speaker, *, by: audit.By, at: datetime) -> None:
    ordering.remove(roundtable.speakers, speaker)
    _record(roundtable, by=by, at=at)


def _write(speaker: Speaker, plan: Plan) -> None:
    speaker.name, speaker.role = plan.name, plan.role
    speaker.affiliations, speaker.biographies = plan.affiliations, plan.biographies
    speaker.agenda_item = plan.agenda_item


def _record(roundtable: Roundtable, *, by: audit.By, at: datetime) -> None:
    roundtable.updated_at = at
    audit.record(Verb.SPEAKERS_CHANGED, by=by, at=at, roundtable_id=roundtable.id)
