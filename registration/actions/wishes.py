"""What somebody asks for, and the registration made of it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from registration.actions import people, references
from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.roundtables import Mode, Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.rules.statuses import Status


@dataclass(frozen=True)
class Wish:
    """What somebody asks for: answers by field key, already of the right shape."""

    stakeholder_type: StakeholderType
    answers: Mapping[str, object]
    language: str
    registrant_name: str = ""
    registrant_email: str = ""
    # The convening organization that invited this person: said by organizers alone.
    host_id: int | None = None
    # Answers to the roundtable's own questions, by their ids: see `actions/answers.py`.
    own: Mapping[int, object] = field(default_factory=dict)

    def digest(self) -> str:
        """A fingerprint of everything asked, to tell a repeated sending from another text."""
        said: dict[str, object] = {
            "type": self.stakeholder_type.code,
            "answers": dict(self.answers),
            "name": self.registrant_name,
            "email": self.registrant_email,
        }
        if self.own:
            said["own"] = {str(question_id): value for question_id, value in self.own.items()}
        written = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(written.encode()).hexdigest()


def registration(roundtable: Roundtable, wish: Wish, *, at: datetime) -> Registration:
    """A registration made of a wish, not yet decided and not yet stored."""
    made = Registration(
        public_id=str(uuid4()),
        reference=references.new(),
        roundtable_id=roundtable.id,
        stakeholder_type_id=wish.stakeholder_type.id,
        # As this session knows it, without asking for it.
        stakeholder_type=db.session.merge(wish.stakeholder_type, load=False),
        status=Status.PENDING,
        holds_seat=False,
        language=wish.language,
        registrant_name=wish.registrant_name,
        registrant_email=wish.registrant_email,
        mode=_only_mode(roundtable),
        created_at=at,
        updated_at=at,
        accompanying=0,
        mail_version=0,
        calendar_sequence=-1,
        link_version=1,
        given_names="",
        family_name="",
        plate_name="",
        organization="",
        position="",
        host_id=wish.host_id,
    )
    people.fill(made, wish.answers)
    return made


def _only_mode(roundtable: Roundtable) -> str:
    """The mode of everyone where there is no choice."""
    return "online" if roundtable.mode is Mode.ONLINE else "in_person"
