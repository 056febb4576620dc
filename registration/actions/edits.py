"""Change somebody's answers: the seat follows, whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from registration.actions import addresses, answers, arrivals, audit, mail, people, seats, waiting_list
from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.stakeholder_types import StakeholderType
from registration.queries.registrations import of_same_person
from registration.rules import fields, names
from registration.rules.admission import Terms
from registration.rules.letters import Letter
from registration.rules.refusals import (
    AlreadyRegistered,
    ChangedMeanwhile,
    NoLongerPossible,
    PartOfTheApproval,
)
from registration.rules.seats import Party
from registration.rules.standing import Admission
from registration.rules.statuses import Status
from registration.rules.verbs import Verb

# As the history names it, beside the keys of answers.
INVITED_BY = "invited_by"


@dataclass(frozen=True)
class Correction:
    """The key of an answer, what it was and what it is; own questions of a roundtable only by name.

    `private`: between the organizers.
    """

    key: str
    before: Any = None
    now: Any = None
    private: bool = False


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
    version: int | None = None,
    by: audit.By,
    at: datetime,
) -> list[str]:
    """Change answers, the stakeholder type if `kind` is another one, and who invited; returns the keys that changed.

    `standing` are answers to what every roundtable asks, by field; `own` those to this roundtable's own questions.
    `version` is the one the form was filled from. Raises ChangedMeanwhile, ChangeWouldNotFit, AlreadyRegistered or
    PartOfTheApproval: nothing changes. The address is not among the answers when the person changes it: see
    `actions/addresses.py`.
    """
    if version is not None and version != registration.version:
        raise ChangedMeanwhile
    before = registration.party
    corrected = correct(room, registration, standing, own=own, kind=kind, host=host, by=by, at=at)
    if corrected:
        _tell(registration, corrected, at=at)
        audit.record_on(registration, Verb.EDITED, by=by, at=at, fields=[one.key for one in corrected])
        db.session.flush()
    if registration.party != before:
        waiting_list.promote(room, at=at)
    return [one.key for one in corrected]


def correct(
    room: seats.Room,
    registration: Registration,
    standing: Mapping[str, object],
    *,
    own: answers.Given | None = None,
    kind: StakeholderType | None = None,
    host: Host | None = None,
    by: audit.By,
    at: datetime,
) -> list[Correction]:
    """The same, before anybody is told and the seats left go on; returns key, former and present answer of each."""
    if not registration.is_live or room.roundtable.is_over(at):
        raise NoLongerPossible
    before, address, said = registration.party, registration.email, _said(registration)
    terms_before = room.roundtable.terms(registration.stakeholder_type_id)
    with db.session.no_autoflush:
        changed = people.fill(registration, standing, kind) + _invite(registration, host)
        concerned = own or people.STAKEHOLDER_TYPE in changed
        questions = answers.change(registration, own or {}, at=at) if concerned else []
        if not changed and not questions:
            return []
        if by == audit.PERSON:
            _check_approved(room, registration, before, terms_before, at=at)
        _take_along(room, registration, before)
    if registration.status is Status.WAITLISTED:
        registration.decision = arrivals.look(room, registration)[1]
    registration.updated_at = at
    registration.version += 1
    if names.email_key(address) != registration.email_key:
        addresses.leave(registration, address, at=at)
    now = _said(registration)
    return [Correction(key, said[key], now[key], private=key == INVITED_BY) for key in changed] + [
        Correction(answers.named(question), private=question.organizer_only) for question in questions
    ]


def _said(registration: Registration) -> dict[str, Any]:
    """Everything that can be corrected, as it is kept."""
    standing = {field.key: getattr(registration, field.key) for field in fields.FIELDS}
    kind, host = registration.stakeholder_type_id, registration.host_id
    return standing | {people.STAKEHOLDER_TYPE: kind, INVITED_BY: host}


def _invite(registration: Registration, host: Host | None) -> list[str]:
    if host is None or host.organization_id == registration.host_id:
        return []
    registration.host_id = host.organization_id
    return [INVITED_BY]


def told(corrected: list[Correction]) -> dict[str, Any]:
    """What a letter says of it: before and now of each answer, and the names of own questions."""
    known = [one for one in corrected if not one.private]
    return {
        "changed": [one.key for one in known],
        "corrected": [
            (one.key, one.before, one.now) for one in known if not one.key.startswith(answers.PREFIX)
        ],
    }


def _tell(registration: Registration, corrected: list[Correction], *, at: datetime) -> None:
    facts = told(corrected)
    if facts["changed"]:
        mail.queue(Letter.CHANGED, registration, at=at, **facts)


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
