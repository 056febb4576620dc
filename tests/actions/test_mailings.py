"""Mail to many: the set is frozen, each person gets one letter, pause and stop hold, nobody urgent waits for it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from registration import clock, worker
from registration.actions import audit, mail, mailings, outbox, sending, spooling
from registration.actions.mailings import Whom
from registration.extensions import db, transaction
from registration.gateways.mailbox import MailboxFolder
from registration.models.mailings import Mailing, MailingRecipient
from registration.models.outbox import Delivery, Message
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import audiences
from registration.queries import mailings as found_mailings
from registration.queries.audiences import Audience
from registration.queries.guest_table import Filters
from registration.rules.letters import Letter
from registration.rules.mailings import LeftOut, MailingState, Skipped
from registration.rules.permissions import EVERYBODY, Reach
from registration.rules.refusals import ChangedMeanwhile, NobodyToWriteTo, NoLongerPossible
from registration.rules.statuses import Status
from tests.make import Make

Send = Callable[..., Mailing]


@pytest.fixture
def send(make: Make) -> Send:
    """Freezes the set and makes the letters; nothing has left yet."""

    def sent(roundtable: Roundtable, mailing: Mailing | None = None, **audience: Any) -> Mailing:
        mailing = mailing or make.mailing(roundtable)
        with transaction() as session:
            mailing = session.get_one(Mailing, mailing.id)
            chosen = audience_of(mailing.roundtable, **audience)
            expected = sum(group.people for group in audiences.groups(chosen))
            sending.send(
                mailing,
                audiences.recipients(chosen),
                audiences.left_out(chosen),
                version=mailing.version,
                expected=expected,
                by=audit.OPERATOR,
                at=make.now(),
            )
        spool(mailing, make)
        return mailing

    return sent


def audience_of(roundtable: Roundtable, reach: Reach = EVERYBODY, **facts: Any) -> Audience:
    filters = Filters(status=facts.pop("status", None), reaches=(reach,))
    return Audience(roundtable, filters, (EVERYBODY,), **facts)


def spool(mailing: Mailing, make: Make) -> None:
    more = True
    while more:
        with transaction():
            more = spooling.go_on(mailing.id, at=make.now())


def letters_of(mailing: Mailing) -> list[Message]:
    db.session.rollback()
    return list(
        db.session.scalars(select(Message).where(Message.mailing_id == mailing.id).order_by(Message.id))
    )


def state(mailing: Mailing) -> MailingState:
    db.session.rollback()
    db.session.refresh(mailing)
    return mailing.state


def steer(deed: Callable[..., None], mailing: Mailing, make: Make) -> None:
    with transaction() as session:
        deed(session.get_one(Mailing, mailing.id), by=audit.OPERATOR, at=make.now())


def carry(app: Flask, make: Make, number: int = 100) -> None:
    """So many letters leave, one after the other."""
    transport = MailboxFolder.within(app.extensions["settings"].data_dir)
    for _ in range(number):
        if not worker.send_next(app, transport):
            return


def test_each_person_gets_one_letter_and_so_does_whoever_registered_them(
    app: Flask, make: Make, send: Send
) -> None:
    roundtable = make.roundtable()
    alone = make.registration(roundtable, language="fr")
    made_for = make.registration(
        roundtable, facts={"registrant_name": "Ilse Berg", "registrant_email": "ilse@example.org"}
    )
    gone = make.registration(roundtable, status=Status.WITHDRAWN)

    mailing = send(roundtable)
    spool(mailing, make)

    assert [(one.recipient, one.language) for one in letters_of(mailing)] == [
        (alone.email, "fr"),
        (made_for.email, "en"),
        ("ilse@example.org", "en"),
    ]
    assert (mailing.total, mailing.left_out) == (2, {"no_longer_live": 1})
    assert gone.email not in {one.recipient for one in letters_of(mailing)}

    carry(app, make)
    spool(mailing, make)

    assert state(mailing) is MailingState.SENT
    (to_alone, *_) = letters_of(mailing)
    assert to_alone.sent_subject == f"About {roundtable.titles['en']}"
    assert "‹lien personnel›" in to_alone.sent_text
    assert "/my/" not in to_alone.sent_text


def test_who_is_left_out_is_counted_once_by_the_first_reason(make: Make, send: Send) -> None:
    roundtable = make.roundtable()
    kept = make.registration(roundtable, "un_staff")
    make.registration(roundtable, "un_staff", status=Status.DECLINED)
    make.registration(roundtable, "civil_society")
    earlier = send(roundtable, people=(kept.public_id,))
    later = make.registration(roundtable, "un_staff")
    reach = Reach(stakeholder_type_id=make.stakeholder_type("un_staff").id)

    chosen = audience_of(roundtable, reach, not_ids=(earlier.id,))

    assert audiences.left_out(chosen) == {
        LeftOut.OUT_OF_REACH: 1,
        LeftOut.NO_LONGER_LIVE: 1,
        LeftOut.WRITTEN_BEFORE: 1,
    }
    assert db.session.scalars(audiences.recipients(chosen)).all() == [later]
    since = audience_of(roundtable, reach, not_since=earlier.created_at)
    assert db.session.scalars(audiences.recipients(since)).all() == [later]


def test_those_whom_the_letter_did_not_reach_were_not_written_to(make: Make, send: Send) -> None:
    roundtable = make.roundtable()
    person = make.registration(roundtable)
    mailing = send(roundtable)
    with transaction():
        claimed = outbox.claim(make.now())
        outbox.mark_failed(claimed, "550 no such user", permanent=True, at=make.now())

    chosen = audience_of(roundtable, not_ids=(mailing.id,))

    assert db.session.scalars(audiences.recipients(chosen)).all() == [person]


def test_the_set_is_the_one_that_was_announced(make: Make) -> None:
    roundtable = make.roundtable()
    mailing = make.mailing(roundtable)
    for expected, refusal in ((0, NobodyToWriteTo), (1, ChangedMeanwhile)):
        with pytest.raises(refusal), transaction() as session:
            sending.send(
                session.get_one(Mailing, mailing.id),
                audiences.recipients(audience_of(roundtable)),
                {},
                version=1,
                expected=expected,
                by=audit.OPERATOR,
                at=make.now(),
            )
        make.registration(roundtable)
        make.registration(roundtable)

    assert state(mailing) is MailingState.DRAFT
    assert db.session.scalars(select(MailingRecipient)).all() == []


def test_letters_are_made_once_however_often_the_work_is_begun_again(
    make: Make, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spooling, "AT_ONCE", 2)
    roundtable = make.roundtable()
    people = [make.registration(roundtable) for _ in range(5)]

    mailing = send(roundtable)
    spool(mailing, make)

    letters = letters_of(mailing)
    assert [one.registration_id for one in letters] == [one.id for one in people]
    assert len({one.message_id for one in letters}) == 5
    assert state(mailing) is MailingState.QUEUED


def test_a_pause_holds_what_has_not_left_and_a_stop_ends_it(app: Flask, make: Make, send: Send) -> None:
    roundtable = make.roundtable()
    for _ in range(4):
        make.registration(roundtable)
    mailing = send(roundtable)
    with transaction():
        in_flight = outbox.claim(make.now())

    steer(sending.pause, mailing, make)

    with transaction():
        outbox.mark_failed(in_flight, "451 later", permanent=False, at=make.now())
    with transaction() as session:
        session.get_one(Message, in_flight.message_id).due_at = make.now()
    carry(app, make)
    assert {one.delivery for one in letters_of(mailing)} == {Delivery.HELD}

    steer(sending.resume, mailing, make)
    carry(app, make, 1)
    steer(sending.pause, mailing, make)
    steer(sending.stop, mailing, make)

    carry(app, make)
    letters = letters_of(mailing)
    assert [one.delivery for one in letters].count(Delivery.SENT) == 1
    assert {one.last_error for one in letters if one.delivery is Delivery.SKIPPED} == {Skipped.STOPPED}
    with pytest.raises(NoLongerPossible):
        steer(sending.resume, mailing, make)


def test_a_confirmation_goes_before_thousands(app: Flask, make: Make, send: Send) -> None:
    roundtable = make.roundtable()
    people = [make.registration(roundtable) for _ in range(3)]
    mailing = send(roundtable)
    with transaction() as session:
        mail.queue(Letter.CONFIRMED, session.merge(people[2]), at=clock.now())

    assert outbox.anything_due(clock.now(), urgent=True)
    carry(app, make, 1)

    db.session.rollback()
    (confirmation,) = db.session.scalars(select(Message).where(Message.letter == Letter.CONFIRMED))
    assert confirmation.delivery is Delivery.SENT
    assert {one.delivery for one in letters_of(mailing)} == {Delivery.QUEUED}
    assert not outbox.anything_due(clock.now(), urgent=True)
    with transaction():
        assert outbox.claim(clock.now(), urgent=True) is None


@pytest.mark.parametrize(
    ("then", "now", "reason"),
    [
        (Status.CONFIRMED, Status.WITHDRAWN, Skipped.HAS_LEFT),
        (Status.WITHDRAWN, Status.CONFIRMED, Skipped.HAS_COME_BACK),
        (Status.WAITLISTED, Status.CONFIRMED, None),
    ],
)
def test_who_has_left_or_come_back_meanwhile_is_skipped(
    app: Flask, make: Make, send: Send, then: Status, now: Status, reason: Skipped | None
) -> None:
    roundtable = make.roundtable()
    person = make.registration(roundtable, status=then)
    mailing = send(roundtable, ended_too=True)
    with transaction() as session:
        session.get_one(Registration, person.id).status = now

    carry(app, make)

    (letter,) = letters_of(mailing)
    assert letter.delivery is (Delivery.SKIPPED if reason else Delivery.SENT)
    assert letter.last_error == (reason or "")


def test_what_failed_is_tried_again_singly_or_all(make: Make, send: Send) -> None:
    roundtable = make.roundtable()
    for _ in range(3):
        make.registration(roundtable)
    mailing = send(roundtable)
    while True:
        with transaction():
            claimed = outbox.claim(make.now())
            if claimed is None:
                break
            outbox.mark_failed(claimed, "550 no", permanent=True, at=make.now())
    spool(mailing, make)
    assert state(mailing) is MailingState.SENT
    first, *others = letters_of(mailing)

    for ids, number in (([first.id], 1), (None, 2)):
        with transaction() as session:
            again = session.get_one(Mailing, mailing.id)
            assert sending.retry(again, ids, by=audit.OPERATOR, at=make.now()) == number

    assert state(mailing) is MailingState.QUEUED
    assert {(one.delivery, one.last_error) for one in letters_of(mailing)} == {(Delivery.QUEUED, "")}
    progress = found_mailings.progress([mailing])[mailing.id]
    assert (progress.total, progress.done, progress.failed) == (1 + len(others), 0, 0)


def test_a_test_goes_to_the_writer_alone_and_is_counted_nowhere(app: Flask, make: Make) -> None:
    roundtable = make.roundtable()
    person, me = make.registration(roundtable), make.organizer()
    mailing = make.mailing(roundtable)
    for _ in range(2):
        with transaction() as session:
            mailings.test(
                session.get_one(Mailing, mailing.id), session.merge(person), session.merge(me), at=make.now()
            )

    carry(app, make)

    letters = letters_of(mailing)
    assert [(one.recipient, one.delivery, one.registration_id) for one in letters] == [
        (me.email, Delivery.SENT, None)
    ] * 2
    assert letters[0].sent_subject.startswith("Test: ")
    assert person.full_name in letters[0].sent_text
    assert found_mailings.progress([mailing])[mailing.id].total == 0


def test_a_copy_leaves_out_those_who_have_it(make: Make, send: Send) -> None:
    roundtable = make.roundtable()
    make.registration(roundtable)
    mailing = send(roundtable)
    with transaction() as session:
        copied = mailings.copy(session.get_one(Mailing, mailing.id), by=audit.OPERATOR, at=make.now())
        assert (copied.state, copied.texts, copied.not_ids) == (
            MailingState.DRAFT,
            mailing.texts,
            [mailing.id],
        )
        mailings.remove(copied)
    assert len(db.session.scalars(select(Mailing)).all()) == 1


def test_two_who_write_one_draft_are_told(make: Make) -> None:
    roundtable = make.roundtable()
    mailing = make.mailing(roundtable)
    with transaction() as session:
        draft = session.get_one(Mailing, mailing.id)
        mailings.write(draft, {"en": "A"}, {"en": "B"}, version=1, by=audit.OPERATOR, at=make.now())
        with pytest.raises(ChangedMeanwhile):
            mailings.choose(draft, Whom({"status": "confirmed"}), version=1, at=make.now())
