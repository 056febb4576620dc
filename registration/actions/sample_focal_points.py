"""A lifelike focal point for the letters of the style guide."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from registration.actions import mail
from registration.extensions import db
from registration.models.focal_points import FocalPoint
from registration.models.registrations import Registration
from registration.rules import fields, names
from registration.rules.letters import Letter


def queue(letter: Letter, registration: Registration, *, at: datetime) -> None:
    """To somebody who looks after the delegation of this person."""
    known = {one.key: getattr(registration, one.key) for one in fields.DELEGATION_FIELDS}
    email = "focal.point@example.org"
    found = FocalPoint(
        public_id=str(uuid4()), roundtable_id=registration.roundtable_id, delegation=registration.delegation or "",
        answers=known, stakeholder_type_id=registration.stakeholder_type_id, name="Noor de Wit", email=email,
        email_key=names.email_key(email), language=registration.language, mail_version=0, link_version=1,
        created_at=at,
    )  # fmt: skip
    db.session.add(found)
    db.session.flush()
    note = letter is Letter.FOCAL_POINT_NOTE
    facts: dict[str, Any] = {"comes": registration.id, "instead_of": registration.id} if note else {}
    mail.queue_focal_point(letter, found, at=at, **facts)
