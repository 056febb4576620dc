"""Two registrations of one person become one: seats, references, letters and histories stay right."""

import pytest
from sqlalchemy import select

from registration.actions import merging, notes, seats, tags
from registration.extensions import db, transaction
from registration.models.notes import Note
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.queries import duplicates, guest_table, rooms
from registration.queries.duplicates import Because
from registration.queries.guest_table import Filters
from registration.queries.tags import of_people
from registration.rules import likeness
from registration.rules import seats as seat_rules
from registration.rules.letters import Calendar, Letter
from registration.rules.permissions import EVERYBODY
from registration.rules.refusals import ChangedMeanwhile, ChangeWouldNotFit, NoLongerPossible
from registration.rules.statuses import Status

pytestmark = pytest.mark.usefixtures("promises_kept")

AYA = {"given_names": "Aya", "family_name": "Brien", "organization": "Lake Forum"}


@pytest.fixture
def merge(make, by):
    def merge(one, other, answers=None, *, seen=None, tells=True):
        with transaction() as session:
            room = seats.lock(one.roundtable_id)
            pair = [session.get_one(Registration, each.id) for each in (one, other)]
            seen = merging.versions(*merging.in_order(*pair)) if seen is None else seen
            kept = merging.merge(room, *pair, answers or {}, seen=seen, tells=tells, by=by, at=make.now())
            kept_id = kept.id
        db.session.expire_all()
        return db.session.get_one(Registration, kept_id)

    return merge


def letters():
    rows = db.session.scalars(select(Message).order_by(Message.id))
    return [(row.letter, row.recipient) for row in rows if row.letter in (Letter.MERGED, Letter.MERGED_AWAY)]


def taken(roundtable_id):
    return rooms.counts_of(roundtable_id)[seat_rules.TOTAL].seats


def test_the_better_standing_goes_on_and_the_next_in_line_gets_the_seat(make, arrive, merge):
    roundtable = make.roundtable(cap=2)
    first = arrive(roundtable, **AYA, email="aya@work.example.org")
    second = arrive(roundtable, **AYA, email="aya@home.example.org", position="Chair")
    waits = arrive(roundtable)
    reference = second.reference

    kept = merge(second, first, {"position": "Chair"})

    assert (kept.id, kept.status, kept.position) == (first.id, Status.CONFIRMED, "Chair")
    ended = db.session.get_one(Registration, second.id)
    assert (ended.status, ended.holds_seat, ended.merged_into_id) == (Status.MERGED, False, first.id)
    assert db.session.get_one(Registration, waits.id).status is Status.CONFIRMED
    assert taken(roundtable.id) == 2
    found = guest_table.page(kept.roundtable, Filters(search=reference), 1).rows
    assert kept in found
    assert letters() == [
        (Letter.MERGED, "aya@work.example.org"),
        (Letter.MERGED_AWAY, "aya@home.example.org"),
    ]
    away = db.session.scalars(select(Message).where(Message.letter == Letter.MERGED_AWAY)).one()
    assert away.calendar is Calendar.CANCEL
    told = db.session.scalars(select(Message).where(Message.letter == Letter.MERGED)).one()
    assert told.facts["corrected"] == [["position", "Adviser", "Chair"]]


def test_of_two_who_wait_the_longer_wait_stays(make, arrive, merge):
    roundtable = make.roundtable(cap=0)
    first, second = (arrive(roundtable, **AYA, email=f"aya{n}@example.org") for n in (1, 2))
    since = first.waiting_since

    kept = merge(second, first)

    assert (kept.id, kept.status, kept.waiting_since) == (first.id, Status.WAITLISTED, since)


def test_notes_and_tags_move_along(make, arrive, merge, by):
    roundtable = make.roundtable()
    first, second = (arrive(roundtable, **AYA, email=f"aya{n}@example.org") for n in (1, 2))
    with transaction() as session:
        both = [session.get_one(Registration, one.id) for one in (first, second)]
        tags.put(tags.known(roundtable.id, "vip", at=make.now()), both, by=by, at=make.now())
        tags.put(tags.known(roundtable.id, "press", at=make.now()), both[1:], by=by, at=make.now())
        notes.add(both[1], "Speaks first", author_id=by.organizer_id, at=make.now())

    kept = merge(first, second)

    assert [tag.name for tag in of_people([kept])[kept.id]] == ["press", "vip"]
    assert db.session.scalars(select(Note)).one().registration_id == kept.id


def test_nobody_is_told_if_that_was_meant_unless_the_address_changes(make, arrive, merge):
    roundtable = make.roundtable()
    first, second, third = (arrive(roundtable, **AYA, email=f"aya{n}@example.org") for n in (1, 2, 3))

    kept = merge(first, second, tells=False)
    assert letters() == []

    version = kept.link_version
    kept = merge(kept, third, {"email": "aya3@example.org"}, tells=False)
    assert (kept.email, kept.link_version) == ("aya3@example.org", version + 1)
    assert letters() == [(Letter.MERGED, "aya3@example.org")]


def test_what_has_changed_since_it_was_seen_is_not_merged(make, arrive, merge):
    roundtable = make.roundtable()
    first, second = (arrive(roundtable, **AYA, email=f"aya{n}@example.org") for n in (1, 2))

    with pytest.raises(ChangedMeanwhile):
        merge(first, second, seen="something else")

    db.session.rollback()
    merge(first, second)
    with pytest.raises(NoLongerPossible):
        merge(first, second, seen="")


def test_answers_that_need_a_seat_that_is_not_there_merge_nothing(make, arrive, merge):
    roundtable = make.roundtable(mode="hybrid", modes={"online": 5, "in_person": 0})
    first = arrive(roundtable, **AYA, email="aya1@example.org", mode="online")
    second = arrive(roundtable, **AYA, email="aya2@example.org", mode="in_person")
    assert second.status is Status.WAITLISTED

    with pytest.raises(ChangeWouldNotFit):
        merge(first, second, {"mode": "in_person"})

    db.session.rollback()
    assert db.session.get_one(Registration, second.id).status is Status.WAITLISTED


def test_registrations_of_two_roundtables_are_not_merged(make, arrive):
    one, other = arrive(make.roundtable()), arrive(make.roundtable())

    with pytest.raises(NoLongerPossible):
        merging.in_order(one, other)


def test_who_may_be_one_person_is_suggested_and_others_are_not(make, arrive):
    roundtable = make.roundtable()
    aya = arrive(roundtable, **AYA, email="aya@example.org")
    same_name = arrive(roundtable, **AYA, email="aya@home.example.org")
    typo = arrive(roundtable, **(AYA | {"family_name": "Brian"}), email="aya.b@example.org")
    mailbox = arrive(
        roundtable, given_names="Brien", family_name="Aya", organization="B", email="aya@example.org"
    )
    for given in ("Lars", "Astrid"):
        arrive(roundtable, given_names=given, family_name="Brien", organization="Lake Forum")

    found = {one.id: because for one, because in duplicates.of_person(aya, (EVERYBODY,))}
    assert found == {same_name.id: Because.NAME, typo.id: Because.DELEGATION, mailbox.id: Because.ADDRESS}

    pairs = duplicates.of_roundtable(db.session.merge(roundtable), (EVERYBODY,))
    assert {(pair.one.id, pair.other.id) for pair in pairs} == {
        (aya.id, same_name.id),
        (aya.id, typo.id),
        (aya.id, mailbox.id),
        (same_name.id, typo.id),
    }
    assert pairs[0].because is Because.NAME


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Jose Garcia", "José García", True),
        ("Garcia Jose", "José García", True),
        ("Anna Maria Berg", "Anna Berg", True),
        ("Mohammed Haddad", "Mohamed Haddad", True),
        ("Anna Berg", "Lars Berg", False),
        ("Anna", "Anna Berg", False),
        ("", "Anna", False),
    ],
)
def test_names_that_are_nearly_the_same(one, other, alike):
    assert likeness.nearly_same(one, other) is alike
