"""kill -9 of the worker amid the import of a long guest list: everybody is invited, and exactly once."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import func, select

from registration import clock
from registration.actions import guest_lists
from registration.extensions import db, transaction
from registration.models.guest_lists import GuestList, GuestListRow
from registration.models.invitations import Invitation
from registration.models.outbox import Message
from registration.rules.guest_lists import Fate, ListState, Part
from registration.rules.letters import Letter
from tests.faults import ground
from tests.faults.ground import Ground
from tests.faults.site import Site

pytestmark = pytest.mark.slow

PEOPLE = 2000
DEATHS = 3


@pytest.fixture
def office(database: str, new_site: Callable[..., Site]) -> Iterator[Ground]:
    site = new_site(database)
    with ground.beside(site) as beside:
        try:
            site.web()
            yield beside
        finally:
            site.stop()


def test_a_worker_killed_in_the_middle_invites_everybody_once(office: Ground) -> None:
    list_id = begun(office)

    for death in range(1, DEATHS + 1):
        process = office.site.worker()
        seen = death * PEOPLE // (DEATHS + 2)
        office.site.until(lambda seen=seen: done(list_id) >= seen)  # type: ignore[misc]
        process.kill()
        process.wait()
        office.site.processes.remove(process)
        assert done(list_id) < PEOPLE
    office.site.worker()
    office.site.until(lambda: state(list_id) is ListState.DONE)

    with transaction() as session:
        invited = Counter(session.scalars(select(Invitation.email_key)))
        letters = Counter(
            session.scalars(select(Message.invitation_id).where(Message.letter == Letter.INVITATION))
        )
        fates = Counter(session.scalars(select(GuestListRow.fate)))
    assert (len(invited), invited.total()) == (PEOPLE, PEOPLE)
    assert (len(letters), letters.total()) == (PEOPLE, PEOPLE)
    assert fates == {Fate.SENT: PEOPLE}


def begun(office: Ground) -> int:
    with office.writing():
        roundtable = office.make.roundtable()
        organizer = office.make.organizer(*roundtable.convenors)
    rows = [[f"Guest No{number}", f"guest{number}@example.org", "Trust"] for number in range(PEOPLE)]
    with transaction() as session:
        kept = guest_lists.keep(
            session.merge(roundtable),
            session.merge(organizer),
            list(enumerate(rows, 1)),
            name="",
            guessed=False,
            people=False,
            at=clock.now(),
        )
        columns = [Part.FULL_NAME, Part.EMAIL, Part.ORGANIZATION]
        guest_lists.match(kept, columns, {"type": "civil_society"}, headed=False, version=1, at=clock.now())
        guest_lists.begin(kept, sends=True, version=2, at=clock.now())
        return kept.id


def done(list_id: int) -> int:
    """How many rows are dealt with. Only looks: who wanted to write would wait for the worker to be done."""
    counted = select(func.count()).where(
        GuestListRow.guest_list_id == list_id, GuestListRow.fate.is_not(None)
    )
    db.session.rollback()
    return db.session.scalar(counted) or 0


def state(list_id: int) -> ListState:
    db.session.rollback()
    return db.session.get_one(GuestList, list_id, populate_existing=True).state
