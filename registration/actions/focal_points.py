"""Focal points of delegations: name somebody, change or take back, send the link, tell who comes instead of whom."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from registration.actions import audit, mail
from registration.extensions import db
from registration.models.focal_points import FocalPoint
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.queries import focal_points
from registration.rules import fields, names
from registration.rules.delegations import delegation
from registration.rules.letters import Letter
from registration.rules.refusals import ChangedMeanwhile, NoLongerPossible
from registration.rules.verbs import Verb


def name(
    roundtable: Roundtable,
    kind: StakeholderType,
    answers: Mapping[str, object],
    *,
    name: str,
    email: str,
    language: str,
    by: audit.By,
    at: datetime,
) -> FocalPoint:
    """Somebody looks after the delegation of these answers from now on, and is sent the link.

    Asked under the lock of the roundtable's seats. Naming the same address again does nothing: a second click of a
    double click is no mistake. Raises NoLongerPossible for a roundtable that is not public or over.
    """
    if not roundtable.takes_entries(at):
        raise NoLongerPossible
    key, email_key = delegation(answers) or "", names.email_key(email)
    found = focal_points.at_address(roundtable, key, email_key)
    if found is not None and found.removed_at is None:
        return found
    if found is None:
        found = FocalPoint(
            public_id=str(uuid4()),
            roundtable_id=roundtable.id,
            delegation=key,
            email_key=email_key,
            mail_version=0,
            link_version=1,
            version=1,
            created_at=at,
        )
        db.session.add(found)
    found.removed_at = None
    found.answers = {one.key: answers[one.key] for one in fields.DELEGATION_FIELDS if answers.get(one.key)}
    found.stakeholder_type_id = kind.id
    found.name, found.email, found.language = name, email, language
    db.session.flush()
    _record(Verb.FOCAL_POINT_NAMED, found, by=by, at=at)
    _send(found, at=at)
    return found


def change(
    focal_point: FocalPoint, *, name: str, email: str, language: str, version: int, by: audit.By, at: datetime
) -> None:
    """Another address gets a link of its own, and the earlier one is worthless.

    Raises ChangedMeanwhile when somebody changed it since `version`, or the address is that of another focal point.
    """
    email_key = names.email_key(email)
    other = focal_points.at_address(focal_point.roundtable, focal_point.delegation, email_key)
    if focal_point.version != version or (other is not None and other is not focal_point):
        raise ChangedMeanwhile
    if (focal_point.name, focal_point.email, focal_point.language) == (name, email, language):
        return
    moved = focal_point.email_key != email_key
    focal_point.name, focal_point.email, focal_point.language = name, email, language
    focal_point.email_key = email_key
    focal_point.version += 1
    _record(Verb.FOCAL_POINT_CHANGED, focal_point, by=by, at=at)
    if moved:
        focal_point.link_version += 1
        _send(focal_point, at=at)


def send_link(focal_point: FocalPoint, *, by: audit.By, at: datetime) -> None:
    """Send the link once more; the earlier one still works."""
    _record(Verb.FOCAL_POINT_WRITTEN_TO, focal_point, by=by, at=at)
    _send(focal_point, at=at)


def remove(focal_point: FocalPoint, *, by: audit.By, at: datetime) -> None:
    """The link opens nothing any more."""
    focal_point.removed_at = at
    focal_point.link_version += 1
    focal_point.version += 1
    _record(Verb.FOCAL_POINT_REMOVED, focal_point, by=by, at=at)


def note(comes: Registration, instead_of: Registration, *, by: audit.By, at: datetime) -> None:
    """Tell those who look after the delegation who comes now; whoever did it knows."""
    if comes.delegation is None:
        return
    for focal_point in focal_points.of_delegation(comes.roundtable_id, comes.delegation):
        if focal_point.id != by.focal_point_id:
            mail.queue_focal_point(
                Letter.FOCAL_POINT_NOTE, focal_point, at=at, comes=comes.id, instead_of=instead_of.id
            )


def _send(focal_point: FocalPoint, *, at: datetime) -> None:
    focal_point.sent_at = at
    mail.queue_focal_point(Letter.FOCAL_POINT_LINK, focal_point, at=at)


def _record(verb: Verb, focal_point: FocalPoint, *, by: audit.By, at: datetime) -> None:
    audit.record(verb, by=by, at=at, roundtable_id=focal_point.roundtable_id, focal_point=focal_point.id)
