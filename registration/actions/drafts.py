"""Keep what somebody has filled in so far, for the visit that began it and for a day."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, update

from registration.extensions import db
from registration.models.submissions import Draft
from registration.queries import submissions
from registration.rules.refusals import DraftGone
from registration.rules.schedule import DRAFT_LIFE


def choose(
    public_id: str, *, visit: str, roundtable_id: int, stakeholder_type: str, on_behalf: bool, at: datetime
) -> None:
    """Begin with who the participant is, or change it. Raises DraftGone for the draft of another visit."""
    before = submissions.started(public_id, visit=visit, roundtable_id=roundtable_id, at=at)
    chosen = {"stakeholder_type": stakeholder_type, "on_behalf": on_behalf}
    if before is not None:
        _keep(public_id, before | chosen, at=at)
        return
    begun = {
        "public_id": public_id,
        "visit": visit,
        "roundtable_id": roundtable_id,
        "answers": chosen,
        "expires_at": at + DRAFT_LIFE,
    }
    db.session.execute(_BEGIN, begun)


def fill_in(
    public_id: str, typed: Mapping[str, Any], *, visit: str | None, roundtable_id: int, at: datetime
) -> None:
    """Keep the details as they were typed. Raises DraftGone."""
    before = submissions.started(public_id, visit=visit, roundtable_id=roundtable_id, at=at)
    if before is None:
        raise DraftGone
    _keep(public_id, before | {"details": dict(typed)}, at=at)


def _keep(public_id: str, answers: dict[str, Any], *, at: datetime) -> None:
    db.session.execute(_KEEP, {"draft": public_id, "kept": answers, "until": at + DRAFT_LIFE})


# As rows, not as objects, and made once: every step of every registration ends with it.
_DRAFTS = Draft.metadata.tables[Draft.__tablename__]
_BEGIN = insert(_DRAFTS)
_KEEP = (
    update(_DRAFTS)
    .where(_DRAFTS.c.public_id == bindparam("draft"))
    .values(answers=bindparam("kept"), expires_at=bindparam("until"))
)
