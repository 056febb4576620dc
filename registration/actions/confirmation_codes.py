"""Short codes by mail, by which somebody who is signed in shows once more who they are."""

import secrets
from datetime import datetime

from sqlalchemy import update

from registration import sealing
from registration.actions import audit, mail
from registration.extensions import db
from registration.models.access import AccessToken, Purpose
from registration.models.organizers import Organizer
from registration.rules.letters import Letter
from registration.rules.refusals import WrongCode
from registration.rules.schedule import CONFIRM_CODE_LIFE
from registration.rules.verbs import Verb

DIGITS = 8
_PURPOSE = "confirmation codes"


def ask(organizer: Organizer, *, at: datetime) -> None:
    """Queue the letter; its code is made when it is sent."""
    mail.queue_to_organizer(Letter.CONFIRM_CODE, organizer, at=at)
    audit.record(Verb.CODE_REQUESTED, by=audit.organizer(organizer.id), at=at)


def mint(organizer: Organizer, *, at: datetime) -> str:
    """A new code for one use. Only its keyed hash is kept."""
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    db.session.add(
        AccessToken(
            digest=_digest(organizer, code),
            purpose=Purpose.CONFIRM,
            organizer_id=organizer.id,
            expires_at=at + CONFIRM_CODE_LIFE,
        )
    )
    db.session.flush()
    return code


def use(organizer: Organizer, code: str, *, at: datetime) -> None:
    """Use the code up; of two at the same time one wins. Raises WrongCode."""
    used = db.session.execute(
        update(AccessToken)
        .where(
            AccessToken.digest == _digest(organizer, code),
            AccessToken.purpose == Purpose.CONFIRM,
            AccessToken.expires_at > at,
            AccessToken.used_at.is_(None),
        )
        .values(used_at=at),
        execution_options={"synchronize_session": False},
    )
    if not used.rowcount:  # type: ignore[attr-defined]
        raise WrongCode


def _digest(organizer: Organizer, code: str) -> str:
    return sealing.keyed_digest(_PURPOSE, f"{organizer.id}:{code}")
