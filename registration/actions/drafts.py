"""Keep what somebody has filled in so far, for the visit that began it and for a day."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, update

from registration.actions import files
from registration.actions.files import Checked
from registration.extensions import db
from registration.models.files import File
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
    before = _started(public_id, visit=visit, roundtable_id=roundtable_id, at=at)
    _keep(public_id, before | {"details": dict(typed)}, at=at)
    if held := before.get("files"):
        # As long as what they belong to.
        ids = [one["public_id"] for one in held.values()]
        db.session.execute(
            update(File)
            .where(File.public_id.in_(ids), File.expires_at.is_not(None))
            .values(expires_at=at + DRAFT_LIFE)
        )


def attach(
    public_id: str,
    given: Mapping[str, Checked | None],
    *,
    visit: str | None,
    roundtable_id: int,
    at: datetime,
) -> None:
    """Keep files handed in, by the key of their question, in the place of earlier ones; None takes one away.

    Raises DraftGone.
    """
    before = _started(public_id, visit=visit, roundtable_id=roundtable_id, at=at)
    held = dict(before.get("files", {}))
    for key, file in given.items():
        if former := held.pop(key, None):
            db.session.execute(
                delete(File).where(File.public_id == former["public_id"], File.expires_at.is_not(None))
            )
        if file is not None:
            row = files.keep(file, at=at, until=at + DRAFT_LIFE)
            held[key] = {"public_id": row.public_id, "name": row.name}
    _keep(public_id, before | {"files": held}, at=at)


def _started(public_id: str, *, visit: str | None, roundtable_id: int, at: datetime) -> dict[str, Any]:
    before = submissions.started(public_id, visit=visit, roundtable_id=roundtable_id, at=at)
    if before is None:
        raise DraftGone
    return before


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
