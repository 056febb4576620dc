"""The tags of a roundtable, and which of them people have."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.tags import Tag, Tagged
from registration.queries import scope
from registration.rules.permissions import EVERYBODY, Reaches


@dataclass(frozen=True)
class Used:
    """A tag, and on how many people it is."""

    tag: Tag
    people: int


def of_roundtable(roundtable: Roundtable) -> list[Tag]:
    """Every tag known here, by name."""
    return list(db.session.scalars(select(Tag).where(Tag.roundtable_id == roundtable.id).order_by(Tag.key)))


def used(roundtable: Roundtable, reaches: Reaches = (EVERYBODY,)) -> list[Used]:
    """Every tag known here, with how many of those have it whom the reader may see."""
    rows = db.session.execute(
        select(Tag, func.count(Registration.id))
        .outerjoin(Tagged, Tagged.tag_id == Tag.id)
        .outerjoin(Registration, (Registration.id == Tagged.registration_id) & scope.within(reaches))
        .where(Tag.roundtable_id == roundtable.id)
        .group_by(Tag.id)
        .order_by(Tag.key)
    )
    return [Used(tag, number) for tag, number in rows]


def one(roundtable: Roundtable, tag_id: int) -> Tag | None:
    return db.session.scalar(select(Tag).where(Tag.roundtable_id == roundtable.id, Tag.id == tag_id))


def named(roundtable_id: int, key: str) -> Tag | None:
    """The tag of this name, as names are compared."""
    return db.session.scalar(select(Tag).where(Tag.roundtable_id == roundtable_id, Tag.key == key))


def of_people(registrations: Collection[Registration]) -> dict[int, list[Tag]]:
    """The tags of each who has any, by the id of the registration, by name."""
    found: dict[int, list[Tag]] = defaultdict(list)
    rows = db.session.execute(
        select(Tagged.registration_id, Tag)
        .join(Tag, Tag.id == Tagged.tag_id)
        .where(Tagged.registration_id.in_([one.id for one in registrations]))
        .order_by(Tag.key)
    )
    for registration_id, tag in rows:
        found[registration_id].append(tag)
    return dict(found)
