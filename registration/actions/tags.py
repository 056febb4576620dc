"""Put tags on people and take them off; name a tag anew, or do away with it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from registration.actions import audit
from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.models.tags import Tag, Tagged
from registration.queries import tags
from registration.rules import names
from registration.rules.refusals import ChangedMeanwhile, TagExists, TooManyTags
from registration.rules.verbs import Verb

# A list to choose from stays one that can be read.
MOST = 200

_TAGGED = Tagged.metadata.tables[Tagged.__tablename__]


def known(roundtable_id: int, name: str, *, at: datetime) -> Tag:
    """The tag of this name, made if there is none yet. Raises TooManyTags."""
    found = tags.named(roundtable_id, names.key(name))
    if found is not None:
        return found
    number = db.session.scalar(select(func.count()).where(Tag.roundtable_id == roundtable_id)) or 0
    if number >= MOST:
        raise TooManyTags
    made = Tag(roundtable_id=roundtable_id, name=name, key=names.key(name), created_at=at)
    db.session.add(made)
    _flush()
    return made


def put(tag: Tag, people: Collection[Registration], *, by: audit.By, at: datetime) -> list[int]:
    """Returns the ids of those who did not have it."""
    have = _who_have(tag, people)
    new = [one for one in people if one.id not in have]
    if new:
        db.session.execute(insert(_TAGGED), [{"registration_id": one.id, "tag_id": tag.id} for one in new])
    for one in new:
        audit.record_on(one, Verb.TAGGED, by=by, at=at, tag=tag.id)
    return [one.id for one in new]


def give(registration: Registration, wanted: Collection[str], *, by: audit.By, at: datetime) -> None:
    """Put tags on somebody by their names, as far as the roundtable knows them."""
    for name in wanted:
        if tag := tags.named(registration.roundtable_id, names.key(name)):
            put(tag, [registration], by=by, at=at)


def take_off(tag: Tag, people: Collection[Registration], *, by: audit.By, at: datetime) -> list[int]:
    """Returns the ids of those who had it."""
    have = _who_have(tag, people)
    had = [one for one in people if one.id in have]
    db.session.execute(
        delete(_TAGGED).where(
            _TAGGED.c.tag_id == tag.id, _TAGGED.c.registration_id.in_([one.id for one in had])
        )
    )
    for one in had:
        audit.record_on(one, Verb.UNTAGGED, by=by, at=at, tag=tag.id)
    return [one.id for one in had]


def rename(tag: Tag, name: str, *, was: str, by: audit.By, at: datetime) -> None:
    """For everybody who has it or is invited with it. Raises ChangedMeanwhile if it is not called as it `was`,
    TagExists.
    """
    if tag.name != was:
        raise ChangedMeanwhile
    if name == tag.name:
        return
    other = tags.named(tag.roundtable_id, names.key(name))
    if other is not None and other.id != tag.id:
        raise TagExists
    _on_invitations(tag, name)
    tag.name, tag.key = name, names.key(name)
    audit.record(Verb.TAG_RENAMED, by=by, at=at, roundtable_id=tag.roundtable_id, tag=tag.id)
    _flush()


def remove(tag: Tag, *, by: audit.By, at: datetime) -> None:
    """Off everybody, and away."""
    _on_invitations(tag, None)
    audit.record(Verb.TAG_REMOVED, by=by, at=at, roundtable_id=tag.roundtable_id, tag=tag.id)
    db.session.execute(delete(_TAGGED).where(_TAGGED.c.tag_id == tag.id))
    db.session.delete(tag)


def _on_invitations(tag: Tag, name: str | None) -> None:
    """Whoever is invited with it comes with it by its new name, or without it."""
    wanted = select(Invitation).where(Invitation.roundtable_id == tag.roundtable_id)
    for invitation in db.session.scalars(wanted):
        if tag.key in map(names.key, invitation.tags):
            kept = [one if names.key(one) != tag.key else name for one in invitation.tags]
            invitation.tags = [one for one in kept if one is not None]


def _who_have(tag: Tag, people: Collection[Registration]) -> set[int]:
    ids = [one.id for one in people]
    return set(
        db.session.scalars(
            select(Tagged.registration_id).where(Tagged.tag_id == tag.id, Tagged.registration_id.in_(ids))
        )
    )


def _flush() -> None:
    """Two organizers may give one name in the same moment."""
    try:
        db.session.flush()
    except IntegrityError as error:
        raise TagExists from error
