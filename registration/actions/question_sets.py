"""Whole sets of questions: taken over from another roundtable, kept for a series, asked at its next roundtable."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from registration.actions import audit, questions, seats
from registration.extensions import db
from registration.models.questions import Question, QuestionTemplate
from registration.models.roundtables import Roundtable
from registration.queries import questions as asked
from registration.rules.questions import MOST, TAKEN_KEYS, Belongs, Kind
from registration.rules.verbs import Verb

_COPIED = (
    "key", "kind", "labels", "hints", "options", "types", "required", "condition", "organizer_only", "sensitive",
    "retention_days", "belongs",
)  # fmt: skip


def copy_questions(source: Roundtable, target: seats.Room, *, by: audit.By, at: datetime) -> list[str]:
    """Ask at a roundtable what is asked at another one.

    Returns the keys of the questions left out: those that are there already, and those that depend on an answer that
    cannot be given there.
    """
    return _ask(target, [_facts(row) for row in asked.rows(source.id) if not row.retired], by=by, at=at)


def keep(source: Roundtable, *, by: audit.By, at: datetime) -> None:
    """Keep the questions of a roundtable for its series, in the place of those kept before."""
    kept = asked.template(source.series_id) or QuestionTemplate(series_id=source.series_id)
    kept.questions = [_facts(row) for row in asked.rows(source.id) if not row.retired]
    kept.saved_at = at
    db.session.add(kept)
    audit.record(
        Verb.QUESTIONS_KEPT,
        by=by,
        at=at,
        roundtable_id=source.id,
        series_id=source.series_id,
        number=len(kept.questions),
    )


def ask_kept(target: seats.Room, *, by: audit.By, at: datetime) -> list[str]:
    """Ask at a roundtable what its series keeps; returns the keys of the questions left out."""
    kept = asked.template(target.roundtable.series_id)
    return _ask(target, kept.questions if kept else [], by=by, at=at)


def forget(source: Roundtable, *, by: audit.By, at: datetime) -> None:
    """The series keeps no questions any more; those that are asked stay."""
    kept = asked.template(source.series_id)
    if kept is not None:
        db.session.delete(kept)
        audit.record(
            Verb.QUESTIONS_FORGOTTEN, by=by, at=at, roundtable_id=source.id, series_id=source.series_id
        )


def _facts(row: Question) -> dict[str, Any]:
    facts = {name: getattr(row, name) for name in _COPIED}
    return facts | {"options": [option for option in row.options if not option["retired"]]}


def _ask(target: seats.Room, wanted: Iterable[Mapping[str, Any]], *, by: audit.By, at: datetime) -> list[str]:
    present = asked.rows(target.roundtable.id)
    left, added = [], []
    for facts in wanted:
        there = {row.key for row in present} | TAKEN_KEYS
        condition = facts["condition"]
        possible = not condition or questions.can_hold(
            condition, [row.plain for row in present], facts["organizer_only"]
        )
        if facts["key"] in there or not possible or len(present) >= MOST:
            left.append(facts["key"])
            continue
        row = Question(
            **{**facts, "kind": Kind(facts["kind"]), "belongs": Belongs(facts["belongs"])},
            roundtable_id=target.roundtable.id,
            position=present[-1].position + 1 if present else 1,
            retired=False,
            version=1,
        )
        db.session.add(row)
        db.session.flush()
        present.append(row)
        added.append(row.key)
    if added:
        audit.record(
            Verb.QUESTIONS_COPIED, by=by, at=at, roundtable_id=target.roundtable.id, number=len(added)
        )
    return left
