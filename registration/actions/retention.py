"""Sensitive answers have a time of their own: so many days after the meeting nobody can read them any more."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Delete, Update, delete, exists, select, update

from registration.actions import audit
from registration.extensions import db
from registration.models.files import File
from registration.models.questions import Answer, Question
from registration.models.roundtables import Roundtable
from registration.rules.verbs import Verb


def erase(*, at: datetime) -> int:
    """Delete the answers whose time is over, files included; returns how many. The history says that, and no more."""
    answered = exists().where(Answer.question_id == Question.id)
    candidates = db.session.execute(
        select(Question.id, Question.key, Question.retention_days, Roundtable.id, Roundtable.ends_at)
        .join(Roundtable, Question.roundtable_id == Roundtable.id)
        .where(Question.sensitive, Question.retention_days.is_not(None), Roundtable.ends_at <= at, answered)
    ).all()
    erased = 0
    for question_id, key, days, roundtable_id, ends_at in candidates:
        if ends_at and ends_at + timedelta(days=days or 0) <= at:
            number = _erase(question_id, at=at)
            audit.record(
                Verb.ANSWERS_ERASED,
                by=audit.SYSTEM,
                at=at,
                roundtable_id=roundtable_id,
                question=key,
                number=number,
            )
            erased += number
    return erased


def _erase(question_id: int, *, at: datetime) -> int:
    handed_in = select(Answer.file_id).where(Answer.question_id == question_id, Answer.file_id.is_not(None))
    _execute(update(File).where(File.id.in_(handed_in)).values(expires_at=at))
    number = _execute(delete(Answer).where(Answer.question_id == question_id))
    _execute(delete(File).where(File.expires_at <= at))
    return number


def _execute(statement: Update | Delete) -> int:
    done: Any = db.session.execute(statement, execution_options={"synchronize_session": False})
    number: int = done.rowcount
    return number
