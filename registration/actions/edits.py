"""Change somebody's answers: the seat follows, whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from registration.actions import addresses, answers, arrivals, audit, mail, people, seats, waiting_list
from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.stakeholder_types import StakeholderType
from registration.queries.registrations import of_same_person
from registration.rules import names
from registration.rules.admission import Terms
from registration.rules.letters import Letter
from registration.rules.refusals import AlreadyRegistered, NoLongerPossible, PartOfTheApproval
from registration.rules.seats import Party
from registration.rules.standing import Admission
from registration.rules.statuses import Status
from registration.rules.verbs import Verb

# As the history names it, beside the keys of answers.
INVITED_BY = "invited_by"


@dataclass(frozen=True)
class Host:
    """The convening organization that invited somebody, whose seats they take; None: no one's in particular."""

    organization_id: int | None


def edit(
    room: seats.Room,
    registration: Registration,
    standing: Mapping[str, object],
    *,
    own: answers.Given | None = None,
    kind: StakeholderType | None = None,
    host: Host | None = None,
    by: audit.By,
    at: datetime,
) -> list[str]:
    """Change answers, the stakeholder type if `kind` is another one, and who invited; returns the keys that changed.

    `standing` are answers to what every roundtable asks, by field; `own` those to this roundtable's own questions.
    Raises ChangeWouldNotFit, AlreadyRegistered or PartOfTheApproval: nothing changes. The address is not among the
    answers when the person changes it: see `actions/addresses.py`.
    """
    if not registration.is_live or room.roundtable.is_over(at):
        raise NoLongerPossible
    before, address = registration.party, registration.email
    terms_before = room.roundtable.terms(registration.stakeholder_type_id)
    with db.session.no_autoflush:
        changed = people.fill(registration, standing, kind) + _invite(registration, host)
        private = _answer(registration, own, changed, at=at)
        if not changed:
            return changed
        if by == audit.PERSON:
            _check_approved(room, registration, before, terms_before, at=at)
        _take_along(room, registration, before)
    if registration.status is Status.WAITLISTED:
        registration.decision = arrivals.look(room, registration)[1]
    registration.updated_at = at
    if names.email_key(address) != registration.email_key:
        addresses.leave(registration, address, at=at)
    _tell(registration, [key for key in changed if key not in private], at=at)
    audit.record_on(registration, Verb.EDITED, by=by, at=at, fields=changed)
    db.session.flush()
    if registration.party != before:
        waiting_list.promote(room, at=at)
    return changed


def _invite(registration: Registration, host: Host | None) -> list[str]:
    if host is None or host.organization_id == registration.host_id:
        return []
    registration.host_id = host.organization_id
    return [INVITED_BY]


def _answer(
    registration: Registration, own: answers.Given | None, changed: list[str], *, at: datetime
) -> set[str]:
    """Add to what changed; returns what is between the organizers: also whose seats somebody takes."""
    private = {INVITED_BY}
    if own or people.STAKEHOLDER_TYPE in changed:
        for question in answers.change(registration, own or {}, at=at):
            changed.append(answers.named(question))
            if question.organizer_only:
                private.add(answers.named(question))
    return private


def _tell(registration: Registration, changed: list[str], *, at: datetime) -> None:
    if changed:
        mail.queue(Letter.CHANGED, registration, at=at, changed=changed)


def _take_along(room: seats.Room, registration: Registration, before: Party) -> None:
    """The seat follows the answers, if there is one. Raises AlreadyRegistered, ChangeWouldNotFit."""
    if of_same_person(registration, registration.email_key) is not None:
        raise AlreadyRegistered
    if registration.holds_seat:
        seats.change(room, before, registration.party)


def _check_approved(
    room: seats.Room, registration: Registration, before: Party, terms_before: Terms, *, at: datetime
) -> None:
    """Nobody takes another group's seats, or those of another delegation, past the organizers.

    Raises PartOfTheApproval, or why the new group is not open.
    """
    after = registration.party
    another_type = before.stakeholder_type != after.stakeholder_type
    if another_type:
        room.roundtable.check_open(at, registration.stakeholder_type_id)
    if registration.status in (Status.PENDING, Status.UNVERIFIED):
        return
    terms = room.roundtable.terms(registration.stakeholder_type_id)
    by_approval = Admission.APPROVAL in (terms_before.admission, terms.admission)
    if by_approval and (another_type or before.delegation != after.delegation):
        raise PartOfTheApproval
