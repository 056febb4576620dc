"""The same stories with invitations: held, accepted, regretted, passed on, expired, taken back."""

from datetime import timedelta

import pytest
from hypothesis import strategies as some
from hypothesis.stateful import invariant, precondition, rule
from sqlalchemy import select

from registration.actions import audit, due, invitations, replies, seats, substitutions, waiting_list
from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from tests import seat_model_invitations as model
from tests.actions.test_seats_model import AT_ONCE, PARTIES, Machine, answers, run
from tests.make import Make
from tests.seat_model import Person

REPLACEABLE = ("pending", "waitlisted", "offered", "confirmed")


class InvitationMachine(Machine):
    Model = model.WithInvitations

    def begins(self) -> None:
        self.invitation_ids: list[int] = []

    @rule(
        party=PARTIES,
        most=some.sampled_from([1, 1, 1, 2]),
        holds=some.sampled_from([True, True, False]),
        days=some.sampled_from([None, 1, 2]),
    )
    def one_is_invited(
        self, party: tuple[str, str, str, int], most: int, holds: bool, days: int | None
    ) -> None:
        kind, delegation, mode, extra = party
        mode = mode if self.model.hybrid else "in_person"
        guest = Person(-1, kind, mode, delegation, extra, self.at)
        respond_by = None if days is None else self.at + timedelta(days=days)
        one = model.Invitation(guest, most, holds, respond_by)

        def invite(room: seats.Room) -> int:
            terms = self.make.terms(
                kind,
                answers=answers(kind, delegation),
                office="Whoever is sent",
                mode=mode,
                seats=most,
                accompanying=extra,
                holds=holds,
                respond_by=respond_by,
            )
            invitation = invitations.create(room, terms, by=audit.OPERATOR, at=self.at)
            invitations.send(room, invitation, by=audit.OPERATOR, at=self.at)
            return invitation.id

        found = self.both(lambda _none, at: self.model.invite(one, at), None, house=invite)
        if found is not None:
            self.invitation_ids.append(found)

    @precondition(lambda self: self.model.invited("sent", "regrets", "accepted", "substituted"))
    @rule(data=some.data(), named=some.booleans(), extra=some.sampled_from([0, 0, 1]))
    def one_replies(self, data: some.DataObject, named: bool, extra: int) -> None:
        one = self.an_invitation(data, "sent", "regrets", "accepted", "substituted")
        guest = one.guest
        person = Person(len(self.ids), guest.kind, guest.mode, guest.delegation, extra, self.at)
        deed, status = (replies.nominate, "substituted") if named else (replies.accept, "accepted")

        def reply(room: seats.Room) -> int:
            wish = self.make.wish(
                guest.kind, mode=guest.mode, accompanying=extra, **answers(guest.kind, guest.delegation)
            )
            return deed(room, self.row(one), wish, by=audit.PERSON, at=self.at).id

        found = self.both(
            lambda person, at: self.model.reply(person, one, at, status=status), person, house=reply
        )
        if found is not None:
            self.ids.append(found)

    @precondition(lambda self: self.model.invited("sent", "accepted", "substituted"))
    @rule(data=some.data())
    def one_sends_regrets(self, data: some.DataObject) -> None:
        one = self.an_invitation(data, "sent", "accepted", "substituted")
        self.both(
            lambda _none, at: self.model.regret(one, at),
            None,
            house=lambda room: replies.regret(room, self.row(one), "", by=audit.PERSON, at=self.at),
        )

    @precondition(lambda self: self.model.invited("sent", "accepted", "substituted", "expired"))
    @rule(data=some.data())
    def one_is_taken_back(self, data: some.DataObject) -> None:
        one = self.an_invitation(data, "sent", "accepted", "substituted", "expired")
        self.both(
            lambda _none, at: self.model.revoke(one, at),
            None,
            house=lambda room: invitations.revoke(
                room, self.row(one), tell=True, by=audit.OPERATOR, at=self.at
            ),
        )

    @precondition(lambda self: self.model.invited("sent", "expired"))
    @rule(data=some.data())
    def one_gets_more_time(self, data: some.DataObject) -> None:
        one = self.an_invitation(data, "sent", "expired")
        respond_by = self.at + timedelta(days=2)
        self.both(
            lambda _none, at: self.model.extend(one, at, respond_by),
            None,
            house=lambda room: invitations.extend(
                room, self.row(one), respond_by, by=audit.OPERATOR, at=self.at
            ),
        )

    @precondition(lambda self: self.model.of(*REPLACEABLE))
    @rule(data=some.data(), extra=some.sampled_from([0, 0, 1]))
    def somebody_comes_instead(self, data: some.DataObject, extra: int) -> None:
        leaving = self.one(data, *REPLACEABLE)
        coming = Person(len(self.ids), leaving.kind, leaving.mode, leaving.delegation, extra, self.at)

        def substitute(room: seats.Room) -> int:
            row = db.session.get_one(Registration, self.ids[leaving.number], populate_existing=True)
            wish = self.make.wish(leaving.kind, **substitutions.carried_over(row) | {"accompanying": extra})
            return substitutions.substitute(room, row, wish, by=audit.PERSON, at=self.at).id

        found = self.both(
            lambda coming, at: self.model.substitute(leaving, coming, at), coming, house=substitute
        )
        if found is not None:
            self.ids.append(found)

    @precondition(lambda self: self.replaced())
    @rule(data=some.data())
    def the_place_is_taken_back(self, data: some.DataObject) -> None:
        leaving = data.draw(some.sampled_from(self.replaced()), label="who")
        self.on(
            leaving,
            self.model.undo,
            lambda room, row, *, at: substitutions.undo(room, row, by=audit.PERSON, at=at),
        )

    @invariant()
    def the_invitations_agree(self) -> None:
        db.session.rollback()
        rows = db.session.execute(
            select(Invitation.id, Invitation.status, Invitation.held)
            .where(Invitation.roundtable_id == self.roundtable_id)
            .order_by(Invitation.id)
        ).all()
        assert [row.id for row in rows] == self.invitation_ids
        assert [(row.status, row.held) for row in rows] == [
            (one.status, len(one.kept)) for one in self.model.invitations
        ]

    def replaced(self) -> list[Person]:
        """Those whose successor is there still."""
        return [
            leaving
            for leaving, coming in self.model.instead.items()
            if leaving.status == "substituted" and coming.status in REPLACEABLE
        ]

    def an_invitation(self, data: some.DataObject, *statuses: str) -> model.Invitation:
        return data.draw(some.sampled_from(self.model.invited(*statuses)), label="which")

    def row(self, one: model.Invitation) -> Invitation:
        number = self.model.invitations.index(one)
        return db.session.get_one(Invitation, self.invitation_ids[number], populate_existing=True)


@pytest.mark.slow
def test_the_house_does_what_the_model_says_of_invitations(
    make: Make, monkeypatch: pytest.MonkeyPatch, examples: int
) -> None:
    for unit in (waiting_list, due):
        monkeypatch.setattr(unit, "AT_ONCE", AT_ONCE)
    InvitationMachine.make = make

    run(InvitationMachine, examples)
