"""Invite, hold, reply: the seats that are kept for somebody, and what becomes of them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registration.actions import (
    approvals,
    arrivals,
    audit,
    due,
    invitations,
    publication,
    registrations,
    replies,
    rescheduling,
    seats,
)
from registration.extensions import db, transaction
from registration.models.invitations import Invitation
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Mode
from registration.queries import rooms
from registration.rules.invitations import Reply
from registration.rules.letters import Letter
from registration.rules.refusals import (
    AlreadyInvited,
    ChangedMeanwhile,
    InvitationOver,
    NoLongerPossible,
    NoSeatToHold,
    SubstitutionNotPossible,
)
from registration.rules.seats import TOTAL
from registration.rules.statuses import Status
from registration.rules.substitutions import Substitution

pytestmark = pytest.mark.usefixtures("promises_kept")


def read(invitation):
    return db.session.get(Invitation, invitation.id, populate_existing=True)


def letters_of(invitation):
    wanted = select(Message.letter).where(Message.invitation_id == invitation.id).order_by(Message.id)
    return list(db.session.scalars(wanted))


def taken(roundtable):
    return rooms.counts_of(roundtable.id)[TOTAL].seats


def test_a_draft_tells_nobody_and_holds_nothing(make):
    roundtable = make.roundtable(cap=1)

    draft = make.invitation(roundtable, sent=False, holds=True, respond_by=make.now() + timedelta(days=9))

    assert (draft.status, draft.held, letters_of(draft)) == (Reply.DRAFT, 0, [])


def test_a_seat_that_is_held_is_taken_in_all_groups_its_acceptance_would_be_in(make):
    roundtable = make.roundtable(cap=3, caps={"member_state": 1})

    invitation = make.invitation(roundtable, "member_state", holds=True)

    assert (invitation.held, letters_of(invitation)) == (1, [Letter.INVITATION])
    counts = rooms.counts_of(roundtable.id)
    assert {(group.kind, group.key): count.seats for group, count in counts.items() if count.seats} == {
        ("total", "*"): 1,
        ("mode", "in_person"): 1,
        ("stakeholder_type", "member_state"): 1,
        ("delegation", "state:SWE"): 1,
    }


def test_no_seat_to_hold_is_said_before_anything_is_sent(make, arrive):
    roundtable = make.roundtable(cap=2)
    arrive(roundtable)

    with pytest.raises(NoSeatToHold):
        make.invitation(roundtable, holds=True, seats=2)

    db.session.rollback()
    assert db.session.scalars(select(Message).where(Message.letter == Letter.INVITATION)).all() == []
    assert taken(roundtable) == 1


def test_whoever_accepts_sits_on_the_seat_that_was_held(make, do, arrive):
    roundtable = make.roundtable(cap=1)
    invitation = make.invitation(roundtable, holds=True)
    waiting = arrive(roundtable)

    guest = do(replies.accept, invitation, make.reply(invitation), by=audit.PERSON)

    assert (guest.status, guest.holds_seat, waiting.status) == (Status.CONFIRMED, True, Status.WAITLISTED)
    assert (read(invitation).status, read(invitation).held, taken(roundtable)) == (Reply.ACCEPTED, 0, 1)


def test_accepting_twice_is_accepting_once(make, do):
    invitation = make.invitation(make.roundtable(cap=1), holds=True)

    first, second = (do(replies.accept, invitation, make.reply(invitation), by=audit.PERSON) for _ in "ab")

    assert first.id == second.id


def test_an_invitation_needs_nobody_elses_approval_nor_an_open_window(make, do):
    now = make.now()
    roundtable = make.roundtable(admission="approval", opens_at=now + timedelta(days=3))
    invitation = make.invitation(roundtable)

    assert do(replies.accept, invitation, make.reply(invitation), by=audit.PERSON).status is Status.CONFIRMED


def test_without_a_held_seat_one_waits_like_everybody(make, do, arrive):
    roundtable = make.roundtable(cap=1)
    invitation = make.invitation(roundtable)
    arrive(roundtable)

    guest = do(replies.accept, invitation, make.reply(invitation), by=audit.PERSON)

    assert (guest.status, read(invitation).status) == (Status.WAITLISTED, Reply.ACCEPTED)


def test_regrets_free_the_seat_for_whoever_waits_and_may_be_taken_back(make, do, arrive):
    roundtable = make.roundtable(cap=1)
    invitation = make.invitation(roundtable, holds=True)
    waiting = arrive(roundtable)

    do(replies.regret, invitation, "Travelling that week", by=audit.PERSON)

    assert db.session.get(Registration, waiting.id).status is Status.CONFIRMED
    assert (read(invitation).status, read(invitation).regrets) == (Reply.REGRETS, "Travelling that week")
    assert letters_of(invitation)[-1] is Letter.REGRETS_RECEIVED

    guest = do(replies.accept, invitation, make.reply(invitation), by=audit.PERSON)
    assert (guest.status, read(invitation).status) == (Status.WAITLISTED, Reply.ACCEPTED)


def test_regrets_after_accepting_give_the_place_back(make, do):
    invitation = make.invitation(make.roundtable(cap=1), holds=True)
    guest = do(replies.accept, invitation, make.reply(invitation), by=audit.PERSON)

    do(replies.regret, invitation, "", by=audit.PERSON)

    assert db.session.get(Registration, guest.id).status is Status.WITHDRAWN
    assert read(invitation).status is Reply.REGRETS


def test_withdrawing_by_ones_own_link_is_sending_regrets(make, do, act):
    invitation = make.invitation(make.roundtable())
    guest = do(replies.accept, invitation, make.reply(invitation), by=audit.PERSON)

    act(registrations.withdraw, db.session.get(Registration, guest.id))

    assert read(invitation).status is Reply.REGRETS


def test_an_office_sends_two(make, do):
    roundtable = make.roundtable(cap=2)
    office = "Permanent Representative of Sweden, or a designated representative"
    invitation = make.invitation(roundtable, "member_state", office=office, holds=True, seats=2)

    one = do(replies.accept, invitation, make.reply(invitation, given_names="Ana"), by=audit.PERSON)
    assert (one.status, read(invitation).held) == (Status.CONFIRMED, 1)
    two = do(replies.accept, invitation, make.reply(invitation, given_names="Bo"), by=audit.PERSON)
    assert (two.status, read(invitation).held) == (Status.CONFIRMED, 0)
    with pytest.raises(InvitationOver):
        do(replies.accept, invitation, make.reply(invitation, given_names="Cy"), by=audit.PERSON)


@pytest.mark.parametrize(
    ("policy", "status", "reply"),
    [
        (Substitution.AUTOMATIC, Status.CONFIRMED, Reply.SUBSTITUTED),
        (Substitution.APPROVAL, Status.PENDING, Reply.SENT),
    ],
)
def test_somebody_else_of_the_delegation_is_named(make, do, policy, status, reply):
    roundtable = make.roundtable(cap=1, substitution=policy)
    invitation = make.invitation(roundtable, "member_state", holds=True)
    deputy = make.reply(invitation, given_names="Eva", family_name="Ek", email="eva@example.org")

    guest = do(replies.nominate, invitation, deputy, by=audit.PERSON)

    assert (guest.status, read(invitation).status, taken(roundtable)) == (status, reply, 1)


def test_whoever_was_named_takes_the_held_seat_once_approved(make, do, act):
    roundtable = make.roundtable(cap=1, substitution=Substitution.APPROVAL)
    invitation = make.invitation(roundtable, "member_state", holds=True)
    guest = do(replies.nominate, invitation, make.reply(invitation, given_names="Eva"), by=audit.PERSON)

    act(approvals.approve, db.session.get(Registration, guest.id), may_wait=False)

    guest = db.session.get(Registration, guest.id)
    assert (guest.status, read(invitation).held) == (Status.CONFIRMED, 0)
    assert read(invitation).status in (Reply.ACCEPTED, Reply.SUBSTITUTED)


@pytest.mark.parametrize("reason", ["never", "too late", "another delegation"])
def test_nobody_else_can_be_named(make, do, reason):
    never = {"substitution": Substitution.NEVER} if reason == "never" else {}
    late = {"substitution_until": make.now()} if reason == "too late" else {}
    invitation = make.invitation(make.roundtable(**never, **late), "member_state")
    answers = {"state": "NOR"} if reason == "another delegation" else {}

    with pytest.raises(SubstitutionNotPossible):
        do(replies.nominate, invitation, make.reply(invitation, **answers), by=audit.PERSON)


def test_a_reply_from_another_address_is_for_organizers_to_decide_where_it_is_bound(make, do, act):
    roundtable = make.roundtable(cap=1)
    invitation = make.invitation(roundtable, holds=True, bound=True)
    stranger = make.reply(invitation, email="forwarded@example.net")

    guest = do(replies.accept, invitation, stranger, by=audit.PERSON)

    assert (guest.status, read(invitation).status, read(invitation).held) == (Status.PENDING, Reply.SENT, 1)
    act(approvals.approve, db.session.get(Registration, guest.id), may_wait=False)
    assert db.session.get(Registration, guest.id).status is Status.CONFIRMED
    assert (read(invitation).status, read(invitation).held) == (Reply.SUBSTITUTED, 0)


@pytest.mark.parametrize("kind", ["confirmed at once", "address checked"])
def test_registering_with_the_invited_address_is_the_reply(make, arrive, kind):
    checked = {"address_checked": True} if kind == "address checked" else {}
    roundtable = make.roundtable(cap=1, admission="approval", **checked)
    invitation = make.invitation(roundtable, holds=True)

    guest = arrive(roundtable, **invitation.answers)

    if checked:
        assert (guest.status, read(invitation).status) == (Status.UNVERIFIED, Reply.SENT)
        with transaction():
            room = seats.lock_of(guest)
            arrivals.confirm_address(room, guest, at=make.now())
    assert db.session.get(Registration, guest.id).status is Status.CONFIRMED
    assert (read(invitation).status, read(invitation).held) == (Reply.ACCEPTED, 0)


def test_somebody_else_with_the_same_mailbox_is_not_the_invitee(make, arrive):
    roundtable = make.roundtable(cap=1)
    invitation = make.invitation(roundtable, holds=True)

    other = arrive(roundtable, **{**invitation.answers, "given_names": "Another"})

    assert (other.status, read(invitation).status) == (Status.WAITLISTED, Reply.SENT)


def test_without_a_reply_in_time_the_seat_goes_to_whoever_waits(make, arrive):
    roundtable = make.roundtable(cap=1)
    invitation = make.invitation(roundtable, holds=True, respond_by=make.now() + timedelta(days=2))
    waiting = arrive(roundtable)
    later = make.now() + timedelta(days=3)

    assert due.roundtables(make.now()) == []
    assert due.roundtables(later) == [roundtable.id]
    with transaction():
        due.catch_up(seats.lock(roundtable.id), at=later)

    assert (read(invitation).status, read(invitation).held) == (Reply.EXPIRED, 0)
    assert db.session.get(Registration, waiting.id).status is Status.CONFIRMED
    assert due.roundtables(later) == []


def test_after_the_time_to_reply_only_organizers_put_a_reply_on_record(make, do, by):
    roundtable = make.roundtable()
    invitation = make.invitation(roundtable, respond_by=make.now() + timedelta(days=2))
    later = make.now() + timedelta(days=3)
    with transaction():
        due.catch_up(seats.lock(roundtable.id), at=later)

    with pytest.raises(InvitationOver):
        do(replies.accept, invitation, make.reply(invitation), by=audit.PERSON, at=later)
    guest = do(replies.accept, invitation, make.reply(invitation), by=by, at=later)

    assert (guest.status, read(invitation).status) == (Status.CONFIRMED, Reply.ACCEPTED)


def test_more_time_opens_it_again_and_holds_anew(make, do):
    roundtable = make.roundtable(cap=1)
    invitation = make.invitation(roundtable, holds=True, respond_by=make.now() + timedelta(days=2))
    later = make.now() + timedelta(days=3)
    with transaction():
        due.catch_up(seats.lock(roundtable.id), at=later)

    do(invitations.extend, invitation, later + timedelta(days=1), at=later)

    assert (read(invitation).status, read(invitation).held) == (Reply.SENT, 1)
    assert letters_of(invitation)[-1] is Letter.INVITATION_EXTENDED


def test_taken_back_its_link_is_worthless_and_its_seat_free(make, do, arrive):
    roundtable = make.roundtable(cap=1)
    invitation = make.invitation(roundtable, holds=True)
    waiting, version = arrive(roundtable), invitation.link_version

    do(invitations.revoke, invitation, tell=True)

    assert (read(invitation).status, read(invitation).link_version) == (Reply.REVOKED, version + 1)
    assert db.session.get(Registration, waiting.id).status is Status.CONFIRMED
    with pytest.raises(InvitationOver):
        do(replies.accept, invitation, make.reply(invitation), by=audit.PERSON)


def test_an_addressee_is_invited_once(make, do):
    roundtable = make.roundtable()
    first = make.invitation(roundtable)
    same = {"email": first.email.upper(), "answers": first.answers}

    with pytest.raises(AlreadyInvited):
        make.invitation(roundtable, **same)
    db.session.rollback()
    do(invitations.revoke, first, tell=False)
    make.invitation(roundtable, **same)


def test_an_edit_holds_the_seats_of_what_it_says_now(make, do, arrive):
    roundtable = make.roundtable(cap=3, caps={"member_state": 1})
    arrive(roundtable, "member_state")
    invitation = make.invitation(roundtable, "civil_society", holds=True)
    two = make.terms("civil_society", email=invitation.email, answers=invitation.answers, seats=2, holds=True)

    do(invitations.edit, invitation, two, version=invitation.version)
    assert (read(invitation).held, taken(roundtable)) == (2, 3)

    state = make.terms("member_state", email=invitation.email, holds=True)
    with pytest.raises(NoSeatToHold):
        do(invitations.edit, invitation, state, version=2)
    db.session.rollback()
    assert (read(invitation).held, read(invitation).stakeholder_type.code) == (2, "civil_society")
    with pytest.raises(ChangedMeanwhile):
        do(invitations.edit, invitation, two, version=1)
    db.session.rollback()


def test_a_registration_that_is_there_becomes_the_reply(make, do, arrive):
    roundtable = make.roundtable(cap=2)
    guest = arrive(roundtable, email="other@example.org")
    invitation = make.invitation(roundtable, holds=True)

    do(invitations.link, invitation, db.session.get(Registration, guest.id))

    assert (read(invitation).status, read(invitation).held, taken(roundtable)) == (Reply.ACCEPTED, 0, 1)
    with pytest.raises(NoLongerPossible):
        do(invitations.link, invitation, db.session.get(Registration, guest.id))


def test_a_cancelled_roundtable_takes_its_invitations_back(make, by):
    roundtable = make.roundtable(cap=1)
    invitation = make.invitation(roundtable, holds=True)

    with transaction():
        publication.cancel(seats.lock(roundtable.id), {"en": "Postponed"}, by=by, at=make.now())

    assert (read(invitation).status, read(invitation).held) == (Reply.REVOKED, 0)
    assert letters_of(invitation)[-1] is Letter.INVITATION_REVOKED


def test_a_meeting_that_moves_online_takes_its_invitations_along(make):
    roundtable = make.roundtable(cap=1)
    invitation = make.invitation(roundtable, holds=True)

    with transaction():
        room = seats.lock(roundtable.id)
        room.roundtable.mode = Mode.ONLINE
        rescheduling.take_over_mode(room)

    assert (read(invitation).mode, read(invitation).held) == ("online", 1)


def test_whoever_was_invited_anew_does_not_come_by_the_former_invitation(make, do):
    roundtable = make.roundtable(cap=9)
    same = {"email": "same@example.org", "answers": {"given_names": "Aya", "family_name": "Koné"}}
    former = make.invitation(roundtable, **same)
    do(replies.regret, former, "", by=audit.PERSON)
    make.invitation(roundtable, **same)

    with pytest.raises(InvitationOver):
        do(replies.accept, former, make.reply(former), by=audit.PERSON)
    db.session.rollback()
    taken_back = make.invitation(roundtable)
    do(invitations.revoke, taken_back, tell=False)
    make.invitation(roundtable, email=taken_back.email, answers=taken_back.answers)
    with pytest.raises(AlreadyInvited):
        do(invitations.send, taken_back)
