"""What one decision about many people would do to each of them, worked out on trial."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import ngettext

from registration.actions import arrivals, bulk_decisions
from registration.actions.bulk_decisions import Deed
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import rooms
from registration.web.organizer import decisions
from registration.web.organizer.groups import Groups, shown
from registration.words import statuses


@dataclass
class Part:
    """People to whom the same happens: `sentence` says what, `acts` whether anything does, `waits` who waits."""

    acts: bool
    waits: bool = False
    reason: str = ""
    people: list[Registration] = field(default_factory=list)
    sentence: str = ""


def preview(roundtable: Roundtable, people: list[Registration], deed: Deed) -> list[Part]:
    """Parts in the order in which they matter: who is acted on, who waits and why, who is skipped and why."""
    room, groups = rooms.Room(roundtable), shown(roundtable, *people)
    parts: dict[tuple[bool, bool, str], Part] = {}
    for one in people:
        fate = _fate(room, one, deed, groups)
        parts.setdefault((fate.acts, fate.waits, fate.reason), fate).people.append(one)
    found = sorted(parts.values(), key=lambda part: (not part.acts, part.waits))
    for part in found:
        part.sentence = _sentence(deed, part)
    return found


def ids(parts: Iterable[Part], *, waits: bool) -> str:
    """Of those on whom the deed acts: who would wait, or all others; for one field of a form."""
    return " ".join(
        one.public_id for part in parts if part.acts and part.waits is waits for one in part.people
    )


def _fate(room: rooms.Room, one: Registration, deed: Deed, groups: Groups) -> Part:
    if not bulk_decisions.applies(deed, one):
        if one.status in bulk_decisions.POSSIBLE[deed]:
            return Part(acts=False, reason=_("the place is this one already"))
        return Part(acts=False, reason=str(statuses.STATUSES[one.status]))
    if deed not in (Deed.APPROVE, Deed.WAIT):
        return Part(acts=True)
    fits, decision = arrivals.look(room, one)
    if fits and deed is Deed.WAIT:
        return Part(acts=False, reason=_("there is a seat, and the waiting list is for those without one"))
    if not fits:
        return Part(acts=True, waits=True, reason=_why(decision, groups))
    if not one.holds_seat:
        room.move(None, one.party)
    return Part(acts=True)


def _why(decision: decisions.Decision, groups: Groups) -> str:
    return groups.limit(decision) if "kind" in decision else decisions.others_first()


def _sentence(deed: Deed, part: Part) -> str:
    number = len(part.people)
    if not part.acts:
        return ngettext(
            "%(num)s is skipped: %(why)s", "%(num)s are skipped: %(why)s", number, why=part.reason
        )
    if part.waits:
        return ngettext(
            "%(num)s would go to the waiting list", "%(num)s would go to the waiting list", number
        )
    return _will(deed, number)


def _will(deed: Deed, number: int) -> str:
    match deed:
        case Deed.APPROVE:
            return ngettext("%(num)s will be confirmed", "%(num)s will be confirmed", number)
        case Deed.DECLINE:
            return ngettext("%(num)s will be declined", "%(num)s will be declined", number)
        case Deed.ASK:
            return ngettext("%(num)s will be asked", "%(num)s will be asked", number)
        case Deed.WAIT:
            return ngettext("%(num)s will wait", "%(num)s will wait", number)
        case Deed.FIRST:
            return ngettext(
                "%(num)s will wait before the others", "%(num)s will wait before the others", number
            )
        case Deed.USUAL:
            return ngettext(
                "%(num)s will wait in the usual order", "%(num)s will wait in the usual order", number
            )
