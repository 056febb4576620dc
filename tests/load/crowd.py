"""Roundtables with many registrations, made in bulk: a few by hand, the rest copied by the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    String,
    case,
    cast,
    func,
    insert,
    inspect,
    literal,
    select,
    text,
    true,
    update,
)

from registration import clock
from registration.actions import mail, organizers, seats, tags, wishes
from registration.actions.wishes import Wish
from registration.extensions import db, transaction
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Mode, Roundtable
from registration.models.seats import Count, Limit
from registration.models.stakeholder_types import StakeholderType
from registration.models.submissions import Submission
from registration.models.tags import Tagged
from registration.rules.letters import Letter
from registration.rules.seats import EVERYONE, Kind
from registration.rules.statuses import Status
from tests.make import ANSWERS, Make

FLOORS = {"civil_society": 20, "member_state": 30}

# One for the process: it counts what it makes, and every name is new.
MAKE = Make()
# People made one by one; larger crowds are copies of them under other names.
BY_HAND = 1000
UNIQUE = (
    "reference",
    "email",
    "email_key",
    "name_key",
    "family_name",
    "sort_key",
    "name_sort_key",
    "search_text",
)
STATES = ("SWE", "KEN", "BRA", "FRA", "JPN", "EGY", "CAN", "IND", "FJI", "PER")
ENTITIES = ("undp", "unicef", "unhcr", "who", "wfp")
FAMILIES = (
    "Okafor",
    "Larsson",
    "García",
    "Nguyễn",
    "Müller",
    "Silva",
    "Petrov",
    "Haddad",
    "Chen",
    "Dubois",
    "Tanaka",
)


@dataclass(frozen=True)
class Room:
    """Where people are seated, and (id, code) of a type they may be of: enough for another process."""

    id: int
    slug: str
    kind: tuple[int, str]


def roundtable(people: int, *, cap: int = 10_000_000, **facts: object) -> Room:
    """A public roundtable with so many registrations, and counts that are right."""
    made = MAKE.roundtable(
        cap=cap,
        caps=dict.fromkeys(ANSWERS, cap),
        **{
            "slug": f"roundtable-{uuid4().hex[:10]}",
            "descriptions": {"en": "A paragraph. " * 120},
            "floors": {"civil_society": 20},
            **facts,
        },
    )
    with transaction() as session:
        session.add(Limit(roundtable_id=made.id, kind=Kind.DELEGATION, key=EVERYONE, cap=cap))
    room = Room(made.id, made.slug, types()[0])
    db.session.rollback()
    _fill(room, people)
    return room


def limited(people: int, *, cap: int = 10_000_000, floors: Mapping[str, int] = FLOORS) -> Room:
    """The same, hybrid, with limits of every kind: in all, by mode, by type with floors, by delegation, by host."""
    modes = {"in_person": cap, "online": cap}
    room = roundtable(people, cap=cap, mode=Mode.HYBRID, modes=modes, floors=floors)
    host = str(db.session.get_one(Roundtable, room.id).convenors[0].id)
    with transaction() as session:
        for key in ("state:*", "organization:*", "state:SWE"):
            session.add(Limit(roundtable_id=room.id, kind=Kind.DELEGATION, key=key, cap=cap))
        session.add(Limit(roundtable_id=room.id, kind=Kind.HOST, key=host, cap=cap, floor=10))
    return room


def waiting(room: Room, people: int) -> None:
    """So many more, who wait."""
    kinds, at = types(), clock.now() - timedelta(days=1)
    with transaction() as session:
        locked = seats.lock(room.id)
        with session.no_autoflush:
            for number in range(people):
                came_at = at + timedelta(seconds=number)
                one = wishes.registration(
                    locked.roundtable, person(number, *kinds[number % len(kinds)]), at=came_at
                )
                one.status, one.waiting_since = Status.WAITLISTED, came_at
                session.add(one)


def tagged(room: Room, *, every: int) -> int:
    """A new tag on one of so many people; returns its id."""
    with transaction() as session:
        tag = tags.known(room.id, f"Every {every}", at=clock.now())
        chosen = select(Registration.id, literal(tag.id)).where(
            Registration.roundtable_id == room.id, Registration.id % every == 0
        )
        session.execute(insert(Tagged).from_select(["registration_id", "tag_id"], chosen))
        return tag.id


def written_to(room: Room) -> None:
    """Everybody has had a letter; of a hundred, one could not be delivered."""
    with transaction() as session:
        mail.queue(Letter.CONFIRMED, session.scalars(select(Registration).limit(1)).one(), at=clock.now())
        session.flush()
        pattern = session.scalar(select(func.max(Message.id)))
        columns = [column for column in inspect(Message).columns if column.key != "id"]
        wanted = {
            "registration_id": Registration.id,
            "roundtable_id": Registration.roundtable_id,
            "subject": literal("copy:").concat(Registration.public_id),
            "message_id": Registration.public_id,
            "recipient": Registration.email,
            "delivery": case((Registration.id % 100 == 0, "failed"), else_="sent"),
        }
        copied = select(*(wanted.get(column.key, column) for column in columns)).where(
            Registration.roundtable_id == room.id, Message.id == pattern
        )
        session.execute(insert(Message).from_select([column.key for column in columns], copied))


def secret_of_owner(room: Room) -> str:
    """What signs in an owner of the organization that convenes a roundtable, who may download lists."""
    convenor = db.session.get_one(Roundtable, room.id).convenors[0]
    owner = MAKE.organizer(convenor)
    with transaction() as session:
        return organizers.mint_sign_in(session.merge(owner), at=clock.now())


def person(number: int, type_id: int, code: str) -> Wish:
    """What one of the crowd asks for; `number` makes it unlike everybody else."""
    stakeholder_type = db.session.get_one(StakeholderType, type_id)
    varied = {
        "member_state": {"state": STATES[number // 10 % len(STATES)]},
        "un_staff": {"un_entity": ENTITIES[number // 10 % len(ENTITIES)]},
        "civil_society": {"organization": f"{FAMILIES[number % 11]} Foundation {number // 10 % 20}"},
    }
    answers = {
        **ANSWERS[code],
        **varied.get(code, {}),
        "given_names": f"Amina {number}",
        "mode": "in_person",
        "family_name": f"{FAMILIES[number % len(FAMILIES)]} {uuid4().hex[:6]}",
        "position": "Senior adviser",
        "email": f"{uuid4().hex[:12]}@example.org",
        "phone": "+41 22 917 0000",
        "language": "en",
        "consent_listed": number % 3 == 0,
    }
    return Wish(stakeholder_type, answers, "en")


def types() -> list[tuple[int, str]]:
    """(id, code) of the stakeholder types the crowd is made of."""
    rows = db.session.execute(
        select(StakeholderType.id, StakeholderType.code)
        .where(StakeholderType.code.in_(ANSWERS))
        .order_by(StakeholderType.position)
    )
    return [(row.id, row.code) for row in rows]


def _fill(room: Room, people: int) -> None:
    by_hand = min(people, BY_HAND)
    if not by_hand:
        return
    kinds, at = types(), clock.now() - timedelta(days=20)
    with transaction() as session:
        locked = seats.lock(room.id)
        with session.no_autoflush:
            session.add_all(
                [_registration(locked, number, kinds[number % len(kinds)], at) for number in range(by_hand)]
            )
        session.flush()
        seats.recount(locked)
        _copy(room, people // by_hand)
        _send(room)
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _registration(room: seats.Room, number: int, kind: tuple[int, str], at: datetime) -> Registration:
    made = wishes.registration(room.roundtable, person(number, *kind), at=at + timedelta(minutes=number))
    # Of ten, seven come, two wait, one has withdrawn.
    made.status = {8: Status.WAITLISTED, 9: Status.WAITLISTED, 7: Status.WITHDRAWN}.get(
        number % 10, Status.CONFIRMED
    )
    made.holds_seat = made.status is Status.CONFIRMED
    made.decided_at = made.updated_at
    made.waiting_since = made.created_at if made.status is Status.WAITLISTED else None
    return made


def _copy(room: Room, times: int) -> None:
    """Add `times - 1` copies of everyone in one statement; the counts follow."""
    if times < 2:
        return
    roomy = {"sqlite": "PRAGMA cache_size = -400000", "postgresql": "SET LOCAL statement_timeout = 0"}
    db.session.execute(text(roomy[db.engine.dialect.name]))
    numbers = select(literal(1).label("n")).cte(recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < times - 1))
    names = [column.key for column in inspect(Registration).columns if column.key != "id"]
    copied = [_copied(name, numbers.c.n) for name in names]
    db.session.execute(
        insert(Registration).from_select(
            names,
            select(*copied)
            .select_from(Registration)
            .join(numbers, true())
            .where(Registration.roundtable_id == room.id),
        )
    )
    db.session.execute(
        update(Count)
        .where(Count.roundtable_id == room.id)
        .values(taken=Count.taken * times, in_person=Count.in_person * times)
    )


def _send(room: Room) -> None:
    """Everybody has sent the form once."""
    sent = select(
        Registration.public_id,
        literal("0" * 64),
        Registration.reference,
        Registration.roundtable_id,
        Registration.id,
        cast(Registration.status, String),
        Registration.created_at,
    ).where(Registration.roundtable_id == room.id)
    names = ["key", "digest", "reference", "roundtable_id", "registration_id", "shown_status", "created_at"]
    db.session.execute(insert(Submission).from_select(names, sent))


def _copied(name: str, number: ColumnElement[int]) -> ColumnElement[Any]:
    column = getattr(Registration, name)
    if name == "public_id":
        # Still a UUID: its first eight digits say which copy it is.
        return func.substr(cast(number + 100_000_000, String), 2).concat(func.substr(column, 9))
    return column + "-" + cast(number, String) if name in UNIQUE else column
