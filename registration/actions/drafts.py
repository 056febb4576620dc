"""Keep what somebody has filled in so far, for the visit that began it and for a day."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from registration.extensions import db
from registration.models.submissions import Draft
from registration.queries import submissions
from registration.rules.refusals import DraftGone
from registration.rules.schedule import DRAFT_LIFE


def choose(
    public_id: str, *, visit: str, roundtable_id: int, stakeholder_type: str, on_behalf: bool, at: datetime
) -> Draft:
    """Begin with who the participant is, or change it. Raises DraftGone for the draft of another visit."""
    draft = submissions.started(public_id, visit=visit, roundtable_id=roundtable_id, at=at)
    if draft is None:
        draft = Draft(public_id=public_id, visit=visit, roundtable_id=roundtable_id, answers={})
        db.session.add(draft)
    _keep(draft, {"stakeholder_type": stakeholder_type, "on_behalf": on_behalf}, at=at)
    return draft


def fill_in(
    public_id: str, typed: Mapping[str, Any], *, visit: str | None, roundtable_id: int, at: datetime
) -> None:
    """Keep the details as they were typed. Raises DraftGone."""
    draft = submissions.started(public_id, visit=visit, roundtable_id=roundtable_id, at=at)
    if draft is None:
        raise DraftGone
    _keep(draft, {"details": dict(typed)}, at=at)


def _keep(draft: Draft, answers: Mapping[str, Any], *, at: datetime) -> None:
    # A new dictionary: a change inside the old one would not be noticed.
    draft.answers = {**draft.answers, **answers}
    draft.expires_at = at + DRAFT_LIFE
    db.session.flush()
