"""What a deed about invitations would do to each, and what it has done, in sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from registration.actions import bulk_invitations, seats
from registration.actions.bulk_invitations import DONE, Deed, Fate, Order, Result
from registration.models.invitations import Invitation
from registration.models.roundtables import Roundtable
from registration.queries import rooms
from registration.rules.invitations import Reply
from registration.web.organizer import groups
from registration.words import statuses


@dataclass
class Part:
    """Invitations to which the same happens; `acts`: whether anything does, `why`: why nothing does."""

    acts: bool
    why: str = ""
    invitations: list[Invitation] = field(default_factory=list)
    sentence: str = ""


def preview(roundtable: Roundtable, found: list[Invitation], order: Order, at: datetime) -> list[Part]:
    """Those it is done to come first. Seats are counted along on trial, as they would go."""
    room, shown = rooms.Room(roundtable), groups.shown(roundtable, *found)
    parts: dict[tuple[bool, str], Part] = {}
    for one in found:
        why = _why(room, one, order, shown, at)
        parts.setdefault((not why, why), Part(not why, why)).invitations.append(one)
    for part in parts.values():
        number = len(part.invitations)
        part.sentence = _will(order.deed, number) if part.acts else _left_out(number, part.why)
    return sorted(parts.values(), key=lambda part: not part.acts)


def said(roundtable: Roundtable, fates: Iterable[Fate]) -> Iterator[tuple[str, str]]:
    """(sentence, category of the message), in the order of the results."""
    fates = list(fates)
    results = Counter(fate.result for fate in fates)
    for result in Result:
        if number := results[result]:
            yield _done(result, number), "message" if result in DONE.values() else "warning"
    limits = dict.fromkeys(groups.shown(roundtable).limit(fate.decision) for fate in fates if fate.decision)
    for words in limits:
        if words:
            yield words, "warning"


def _why(room: rooms.Room, one: Invitation, order: Order, shown: groups.Groups, at: datetime) -> str:
    """Why nothing would happen; empty where something would."""
    found = bulk_invitations.obstacle(order, one, at)
    if found is Result.CHANGED_MEANWHILE:
        return str(statuses.REPLIES[one.status])
    if found is not None:
        return _reason(found)
    anew = order.deed is Deed.SEND or (order.deed is Deed.EXTEND and one.status is Reply.EXPIRED)
    if not (anew and one.holds and not one.held):
        return ""
    for _number in range(one.seats):
        if refusal := room.refusal(one.party):
            return _(
                "%(reason)s %(limit)s",
                reason=_reason(Result.NO_SEAT),
                limit=shown.limit(seats.decision(refusal)),
            ).strip()
        room.move(None, one.party)
    return ""


def _reason(result: Result) -> str:
    match result:
        case Result.NO_SEAT:
            return _("there is no seat to hold.")
        case Result.TIME_IS_OVER:
            return _("the time to reply is over; change it first")
        case Result.REMINDED_LATELY:
            return _("reminded within the last twelve hours")
        case Result.INVITED_ALREADY:
            return _("another invitation of the same addressee has taken its place")
        case _:
            return _("this day is set already")


def _left_out(number: int, why: str) -> str:
    return ngettext("%(num)s is left out: %(why)s", "%(num)s are left out: %(why)s", number, why=why)


def _will(deed: Deed, number: int) -> str:
    match deed:
        case Deed.SEND | Deed.RESEND:
            return ngettext("%(num)s invitation will be sent", "%(num)s invitations will be sent", number)
        case Deed.REMIND:
            return ngettext("%(num)s invitee will be reminded", "%(num)s invitees will be reminded", number)
        case Deed.EXTEND:
            return ngettext(
                "%(num)s invitee will have more time", "%(num)s invitees will have more time", number
            )
        case Deed.REVOKE:
            return ngettext(
                "%(num)s invitation will be taken back", "%(num)s invitations will be taken back", number
            )


def _done(result: Result, number: int) -> str:
    match result:
        case Result.SENT:
            return ngettext(
                "%(num)s invitation is on its way.", "%(num)s invitations are on their way.", number
            )
        case Result.REMINDED:
            return ngettext("%(num)s reminder is on its way.", "%(num)s reminders are on their way.", number)
        case Result.EXTENDED:
            return ngettext(
                "%(num)s invitee has more time and is being told by mail.",
                "%(num)s invitees have more time and are being told by mail.",
                number,
            )
        case Result.REVOKED:
            return ngettext(
                "%(num)s invitation is taken back.", "%(num)s invitations are taken back.", number
            )
        case Result.CHANGED_MEANWHILE:
            return ngettext(
                "%(num)s invitation was left as it is: it has changed in the meantime.",
                "%(num)s invitations were left as they are: they have changed in the meantime.",
                number,
            )
        case _:
            return ngettext(
                "%(num)s invitation was left as it is: %(why)s",
                "%(num)s invitations were left as they are: %(why)s",
                number,
                why=_reason(result),
            )
