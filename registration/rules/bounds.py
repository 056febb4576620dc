"""What an organizer holds a group to, and the limit that becomes of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from registration.rules.seats import Group, Limit


@dataclass(frozen=True)
class Bounds:
    """Nothing of it: the group has no limit."""

    cap: int | None = None
    floor: int | None = None
    release_at: datetime | None = None


NONE = Bounds()


def of(limit: Limit | None) -> Bounds:
    return NONE if limit is None else Bounds(limit.cap, limit.floor, limit.release_at)


def with_caps(limits: Iterable[Limit], caps: Mapping[Group, int | None]) -> dict[Group, Bounds]:
    """The bounds of these groups with other caps (None: no cap); floors and their hours stay."""
    present = {limit.group: of(limit) for limit in limits}
    return {group: replace(present.get(group, NONE), cap=cap) for group, cap in caps.items()}


def stays_released(before: Limit | None, wanted: Bounds, at: datetime) -> bool:
    """A release that is put off, or a floor set anew, is to be released again."""
    return (
        before is not None
        and before.released
        and before.floor == wanted.floor
        and wanted.release_at is not None
        and wanted.release_at <= at
    )


def applied(limits: Iterable[Limit], wanted: Mapping[Group, Bounds], at: datetime) -> tuple[Limit, ...]:
    """The limits as they would be with these bounds; groups that are not named stay as they are."""
    before = {limit.group: limit for limit in limits}
    after = dict(before)
    for group, bounds in wanted.items():
        if bounds == NONE:
            after.pop(group, None)
        elif bounds != of(before.get(group)):
            released = stays_released(before.get(group), bounds, at)
            after[group] = Limit(group, bounds.cap, bounds.floor, bounds.release_at, released=released)
    return tuple(after.values())
