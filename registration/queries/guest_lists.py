"""Lists of guests: one's own, their rows, and who of them is invited or registered already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from registration.extensions import db
from registration.models.guest_lists import GuestList, GuestListRow
from registration.models.invitations import Invitation
from registration.models.organizers import Organizer
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.rules import statuses
from registration.rules.guest_lists import Fate, ListState
from registration.rules.invitations import LIVE, Reply
from registration.rules.refusals import NotFound

PER_PAGE = 50
# As many addresses as one statement asks about.
_AT_ONCE = 500

# An addressee as invitations and registrations are compared: the address, and the name.
Addressee = tuple[str, str]


@dataclass(frozen=True)
class Known:
    """What stands in the way of inviting an addressee: an invitation, or a registration."""

    invitation_id: int | None = None
    status: Reply | None = None


def one(organizer: Organizer, roundtable: Roundtable, public_id: str, *, at: datetime) -> GuestList:
    """One's own list. Raises NotFound."""
    found = db.session.scalar(
        select(GuestList).where(
            GuestList.public_id == public_id,
            GuestList.roundtable_id == roundtable.id,
            GuestList.organizer_id == organizer.id,
            GuestList.expires_at > at,
        )
    )
    if found is None:
        raise NotFound
    return found


def under_way() -> list[int]:
    """The lists of which invitations are being made."""
    wanted = select(GuestList.id).where(GuestList.state == ListState.WORKING).order_by(GuestList.id)
    return list(db.session.scalars(wanted))


def rows(guest_list: GuestList, *, limit: int | None = None) -> list[GuestListRow]:
    """Everybody in it, in order."""
    wanted = select(GuestListRow).where(GuestListRow.guest_list_id == guest_list.id)
    return list(db.session.scalars(wanted.order_by(GuestListRow.number).limit(limit)))


def open_rows(guest_list: GuestList, number: int) -> list[GuestListRow]:
    """The next rows that nothing has become of yet."""
    return list(
        db.session.scalars(
            select(GuestListRow)
            .where(GuestListRow.guest_list_id == guest_list.id, GuestListRow.fate.is_(None))
            .order_by(GuestListRow.number)
            .limit(number)
        )
    )


def page(guest_list: GuestList, fate: Fate | None, number: int) -> list[GuestListRow]:
    """The rows something has become of, of one fate or of all."""
    wanted = select(GuestListRow).where(
        GuestListRow.guest_list_id == guest_list.id,
        GuestListRow.fate.is_not(None) if fate is None else GuestListRow.fate == fate,
    )
    begins = (number - 1) * PER_PAGE
    return list(db.session.scalars(wanted.order_by(GuestListRow.number).offset(begins).limit(PER_PAGE)))


def numbers(guest_list: GuestList) -> dict[Fate | None, int]:
    """How many rows by what became of them; None: nothing yet."""
    counted = db.session.execute(
        select(GuestListRow.fate, func.count())
        .where(GuestListRow.guest_list_id == guest_list.id)
        .group_by(GuestListRow.fate)
    )
    return {fate: number for fate, number in counted}  # noqa: C416  (rows are no pairs to the type checker)


def same_in_list(guest_list: GuestList, invitation_id: int) -> int | None:
    """The number of the row of which this invitation was made."""
    return db.session.scalar(
        select(GuestListRow.number).where(
            GuestListRow.guest_list_id == guest_list.id, GuestListRow.invitation_id == invitation_id
        )
    )


def known(roundtable: Roundtable, addressees: Iterable[Addressee]) -> dict[Addressee, Known]:
    """Those who are invited or registered already. Whoever is both is registered; a live invitation counts first."""
    emails = sorted({email for email, _ in addressees})
    found: dict[Addressee, Known] = {}
    for begin in range(0, len(emails), _AT_ONCE):
        some = emails[begin : begin + _AT_ONCE]
        for one_, email, name, status in _invitations(roundtable, some):
            earlier = found.get((email, name))
            if earlier is None or earlier.status not in LIVE:
                found[email, name] = Known(one_, status)
        found |= dict.fromkeys(_registrations(roundtable, some), Known())
    return found


def _invitations(roundtable: Roundtable, emails: Sequence[str]) -> list[tuple[int, str, str, Reply]]:
    columns = (Invitation.id, Invitation.email_key, Invitation.name_key, Invitation.status)
    wanted = select(*columns).where(
        Invitation.roundtable_id == roundtable.id, Invitation.email_key.in_(emails)
    )
    return [(row[0], row[1], row[2], row[3]) for row in db.session.execute(wanted.order_by(Invitation.id))]


def _registrations(roundtable: Roundtable, emails: Sequence[str]) -> list[Addressee]:
    wanted = select(Registration.email_key, Registration.name_key).where(
        Registration.roundtable_id == roundtable.id,
        Registration.email_key.in_(emails),
        Registration.status.in_(statuses.LIVE),
    )
    return [(row[0], row[1]) for row in db.session.execute(wanted)]
