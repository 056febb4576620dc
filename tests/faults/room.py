"""A room where people were put by hand, and what is wrong in it afterwards."""

from registration import clock
from registration.extensions import db
from registration.models.roundtables import Roundtable
from registration.queries import invariants
from registration.queries.broken import Code
from registration.rules.statuses import Status
from tests.faults.ground import Ground, Place

BY_HAND = {Code.HISTORY, Code.NOT_TOLD}


def made(ground: Ground, place: Place, status: Status, **facts: object) -> int:
    """Somebody who has come so far, and what is on record of it."""
    with ground.writing():
        roundtable = db.session.get_one(Roundtable, place.id)
        return ground.make.registration(roundtable, "un_staff", status=status, facts=facts).id


def faults(ground: Ground, place: Place, said: list[str], *complaints: tuple[bool, str]) -> list[str]:
    """What is wrong in the room; of those who were put there by hand there is neither mail nor history."""
    db.session.rollback()
    roundtable = db.session.get_one(Roundtable, place.id, populate_existing=True)
    broken = [one for one in invariants.of_roundtable(roundtable, clock.now()) if not one.note]
    return [
        *(answer for answer in said if answer.startswith("error")),
        *(str(one) for one in broken if one.code not in BY_HAND),
        *(complaint for is_so, complaint in complaints if is_so),
    ]
