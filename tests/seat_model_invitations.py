"""Invitations as a child would count them: chairs that are kept for somebody until there is an answer."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from tests.seat_model import LIVE, Model, Person, Refused

TAKEN_UP = {"accepted", "substituted"}


@dataclass(eq=False)
class Invitation:
    """Chairs for people who are like `guest`; `kept` are those that stand there for nobody yet."""

    guest: Person
    most: int
    holds: bool
    respond_by: datetime | None
    status: str = "sent"
    kept: list[Person] = field(default_factory=list)

    @property
    def is_overdue(self) -> bool:
        return self.status == "sent" or bool(self.kept)


@dataclass
class WithInvitations(Model):
    invitations: list[Invitation] = field(default_factory=list)
    # Who answered which invitation, and who came instead of whom.
    answered: dict[Person, Invitation] = field(default_factory=dict)
    instead: dict[Person, Person] = field(default_factory=dict)

    # What is asked.

    def holders(self) -> list[Person]:
        return super().holders() + [chair for one in self.invitations for chair in one.kept]

    def invited(self, *statuses: str) -> list[Invitation]:
        return [one for one in self.invitations if one.status in statuses]

    def came(self, invitation: Invitation) -> list[Person]:
        return [one for one, to in self.answered.items() if to is invitation and one.status in LIVE]

    def is_due(self, at: datetime) -> bool:
        return super().is_due(at) or bool(self.late(at))

    def late(self, at: datetime) -> list[Invitation]:
        return [one for one in self.invitations if one.respond_by and one.respond_by <= at and one.is_overdue]

    def something_comes(self, at: datetime) -> bool:
        return super().something_comes(at) or any(
            one.respond_by and one.is_overdue for one in self.invitations
        )

    # What is done.

    def invite(self, invitation: Invitation, at: datetime) -> None:
        self.invitations.append(invitation)
        try:
            self._keep(invitation)
        except Refused:
            self.invitations.remove(invitation)
            raise

    def reply(self, person: Person, invitation: Invitation, at: datetime, *, status: str) -> None:
        """Accept, or name somebody else."""
        self._check(invitation, at)
        if len(self.came(invitation)) >= invitation.most:
            raise Refused("InvitationOver")
        person.came_at = at
        chair = invitation.kept[0] if invitation.kept else None
        fits = self.fits(person, chair) and (chair is not None or not self.due)
        if chair and not fits:
            raise Refused("ChangeWouldNotFit")
        if not fits and not self.list_open:
            raise Refused("RoundtableFull")
        if fits and chair:
            invitation.kept.remove(chair)
        self.people.append(person)
        self.answered[person] = invitation
        self._decide(person, fits, at)
        if invitation.status != "substituted":
            invitation.status = status
        self._after(chair if fits else None, person, at)

    def regret(self, invitation: Invitation, at: datetime) -> None:
        if invitation.status == "regrets":
            return
        self._check(invitation, at)
        for person in self.came(invitation):
            person.holds, person.ends_at, person.lapsed = False, None, False
            person.becomes("withdrawn")
        invitation.status, invitation.kept = "regrets", []
        self.promote(at)

    def revoke(self, invitation: Invitation, at: datetime) -> None:
        kept, invitation.kept, invitation.status = invitation.kept, [], "revoked"
        if kept:
            self.promote(at)

    def extend(self, invitation: Invitation, at: datetime, respond_by: datetime) -> None:
        before = invitation.respond_by
        invitation.respond_by = respond_by
        try:
            if not invitation.kept:
                self._keep(invitation)
        except Refused:
            invitation.respond_by = before
            raise
        invitation.status = "sent"

    def substitute(self, leaving: Person, coming: Person, at: datetime) -> None:
        coming.came_at = at
        if leaving.holds and not self.fits(coming, leaving):
            raise Refused("ChangeWouldNotFit")
        self.people.append(coming)
        self._hand_over(leaving, coming)
        leaving.becomes("substituted")
        self._answer(coming, "substituted")
        self.instead[leaving] = coming
        self._after(leaving, coming, at)

    def undo(self, leaving: Person, at: datetime) -> None:
        coming = self.instead.pop(leaving)
        if coming.holds and not self.fits(leaving, coming):
            self.instead[leaving] = coming
            raise Refused("ChangeWouldNotFit")
        self._hand_over(coming, leaving)
        self._answer(leaving, "accepted")
        coming.becomes("withdrawn")
        self.promote(at)

    def leave(self, person: Person, status: str, at: datetime) -> None:
        invitation = self.answered.get(person)
        super().leave(person, status, at)
        if (
            status == "withdrawn"
            and invitation
            and invitation.status in TAKEN_UP
            and not self.came(invitation)
        ):
            invitation.status = "regrets"

    def catch_up(self, at: datetime) -> None:
        for invitation in self.late(at)[: self.at_once]:
            invitation.kept = []
            if invitation.status == "sent":
                invitation.status = "expired"
        super().catch_up(at)

    def cancel(self) -> None:
        super().cancel()
        for invitation in self.invitations:
            invitation.kept = []
            if invitation.status == "sent":
                invitation.status = "revoked"

    # How.

    def _after(self, before: Person | None, after: Person, at: datetime) -> None:
        """Whoever takes less than was kept leaves something for those who wait."""
        if before and before.seats() != after.seats():
            self.promote(at)
        else:
            self._if_eased(at)

    def _keep(self, invitation: Invitation) -> None:
        """One chair for each who may still come, or none at all."""
        if not invitation.holds:
            return
        for _ in range(invitation.most - len(self.came(invitation))):
            chair = replace(invitation.guest, history=[])
            if not self.fits(chair):
                invitation.kept = []
                raise Refused("NoSeatToHold")
            invitation.kept.append(chair)

    def _check(self, invitation: Invitation, at: datetime) -> None:
        late = invitation.respond_by is not None and invitation.respond_by <= at
        if invitation.status not in {"sent", "regrets", *TAKEN_UP}:
            raise Refused("InvitationOver")
        if late and invitation.status in {"sent", "regrets"}:
            raise Refused("InvitationOver")

    def _answer(self, person: Person, status: str) -> None:
        """By whom an invitation is taken up now."""
        invitation = self.answered.get(person)
        if invitation and invitation.status in TAKEN_UP:
            invitation.status = status

    def _hand_over(self, before: Person, after: Person) -> None:
        after.holds, before.holds = before.holds, False
        after.since, after.priority = before.since, before.priority
        after.ends_at, before.ends_at = before.ends_at, None
        after.becomes(before.status)
        if before in self.answered:
            self.answered[after] = self.answered.pop(before)
