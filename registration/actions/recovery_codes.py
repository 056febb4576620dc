"""Recovery codes: ten, shown once, each good for one sign-in when neither app nor passkey is at hand."""

import secrets
from datetime import datetime

from sqlalchemy import delete, update

from registration import sealing
from registration.actions import audit, security_notices
from registration.extensions import db
from registration.models.organizers import Organizer
from registration.models.second_factors import RecoveryCode
from registration.rules import codes
from registration.rules.notices import Notice
from registration.rules.refusals import WrongCode
from registration.rules.verbs import Verb

HOW_MANY = 10
# Without letters and digits that are taken for each other.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_PURPOSE = "recovery codes"


def make(organizer: Organizer, *, at: datetime) -> list[str]:
    """New codes; earlier ones stop working."""
    new = ["-".join(_random(5) for _ in range(2)) for _ in range(HOW_MANY)]
    remove(organizer)
    db.session.add_all(
        RecoveryCode(organizer_id=organizer.id, digest=_digest(organizer, code)) for code in new
    )
    audit.record(Verb.RECOVERY_CODES_MADE, by=audit.organizer(organizer.id), at=at)
    return new


def renew(organizer: Organizer, *, at: datetime) -> list[str]:
    """New codes asked for by their owner, who is told by mail too."""
    security_notices.tell(organizer, Notice.RECOVERY_CODES_MADE, at=at)
    return make(organizer, at=at)


def use(organizer: Organizer, code: str, *, at: datetime) -> None:
    """Use one up; of two at the same time one wins. Raises WrongCode."""
    used = db.session.execute(
        update(RecoveryCode)
        .where(RecoveryCode.digest == _digest(organizer, code), RecoveryCode.used_at.is_(None))
        .values(used_at=at),
        execution_options={"synchronize_session": False},
    )
    if not used.rowcount:  # type: ignore[attr-defined]
        raise WrongCode
    audit.record(Verb.RECOVERY_CODE_USED, by=audit.organizer(organizer.id), at=at)
    security_notices.tell(organizer, Notice.RECOVERY_CODE_USED, at=at)


def remove(organizer: Organizer) -> None:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.organizer_id == organizer.id))


def _random(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def _digest(organizer: Organizer, code: str) -> str:
    """However it was typed: capitals, spaces and hyphens make no difference."""
    return sealing.keyed_digest(_PURPOSE, f"{organizer.id}:{codes.plain(code)}")
