"""Ask questions of a roundtable's own: add, change, move, retire and remove them. Under the lock of the roundtable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from registration.actions import audit, brought, seats, slugs
from registration.extensions import db
from registration.i18n import localized
from registration.models.questions import Question
from registration.queries import questions as asked
from registration.rules import questions
from registration.rules.questions import Belongs, Kind
from registration.rules.refusals import (
    ChangedMeanwhile,
    KeyTaken,
    NoLongerPossible,
    QuestionAnswered,
    QuestionNeeded,
)
from registration.rules.verbs import Verb

# What an edit can change. The key stays for ever.
_CHANGEABLE = (
    "kind", "labels", "hints", "options", "types", "required", "condition", "organizer_only", "sensitive",
    "retention_days", "belongs",
)  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """A question as an organizer wants it. Options without a code are new; codes of those to go are in `dropped`."""

    key: str
    kind: Kind
    labels: dict[str, str]
    hints: dict[str, str]
    options: Sequence[Mapping[str, Any]] = ()
    dropped: frozenset[str] = frozenset()
    types: list[str] = field(default_factory=list)
    required: bool = False
    condition: dict[str, str] = field(default_factory=dict)
    organizer_only: bool = False
    sensitive: bool = False
    retention_days: int | None = None
    belongs: Belongs = Belongs.PERSON


def add(room: seats.Room, facts: Facts, *, by: audit.By, at: datetime) -> Question:
    """A new question, the last one; without a key of its own it gets one from its label. Raises KeyTaken."""
    present = asked.rows(room.roundtable.id)
    if len(present) >= questions.MOST:
        raise NoLongerPossible
    taken = {row.key for row in present} | questions.TAKEN_KEYS
    if facts.key in taken:
        raise KeyTaken
    _check_condition(facts, present)
    row = Question(
        roundtable_id=room.roundtable.id,
        key=facts.key or questions.free_key(_code(facts.labels, "question"), taken),
        position=present[-1].position + 1 if present else 1,
        retired=False,
        version=1,
        options=[],
        **{name: getattr(facts, name) for name in _CHANGEABLE if name != "options"},
    )
    row.options = _options(row, facts)
    db.session.add(row)
    db.session.flush()
    _record(Verb.QUESTION_ADDED, row, by=by, at=at)
    return row


def edit(
    room: seats.Room, row: Question, facts: Facts, *, version: int, by: audit.By, at: datetime
) -> list[str]:
    """Change a question; returns the names of what changed. Answers stay, whatever it is called now.

    Raises ChangedMeanwhile when somebody else saved since, QuestionAnswered for another kind of a question that has
    answers, QuestionNeeded when others depend on what would go.
    """
    if row.version != version:
        raise ChangedMeanwhile
    if facts.kind is not row.kind and asked.is_answered(row.id):
        raise QuestionAnswered
    present = asked.rows(room.roundtable.id)
    _check_condition(facts, present[: [one.id for one in present].index(row.id)])
    wanted = {name: getattr(facts, name) for name in _CHANGEABLE} | {"options": _options(row, facts)}
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    _check_needed(row, present)
    if row.sensitive and "sensitive" in changed:
        brought.forget(row.roundtable_id, row.key)
    if changed:
        row.version += 1
        _record(Verb.QUESTION_EDITED, row, by=by, at=at)
    return changed


def move(room: seats.Room, row: Question, step: int, *, by: audit.By, at: datetime) -> bool:
    """One place up (-1) or down (1); whether it moved. Nothing goes before what it depends on."""
    present = asked.rows(room.roundtable.id)
    order = questions.moved([one.plain for one in present], row.key, step)
    if order is None:
        return False
    for one in present:
        one.position = order.index(one.key) + 1
    _record(Verb.QUESTION_MOVED, row, by=by, at=at)
    return True


def retire(room: seats.Room, row: Question, *, by: audit.By, at: datetime) -> None:
    """Ask it no more; its answers stay. Raises QuestionNeeded."""
    if row.retired:
        return
    row.retired, row.version = True, row.version + 1
    _check_needed(row, asked.rows(room.roundtable.id))
    _record(Verb.QUESTION_RETIRED, row, by=by, at=at)


def resume(room: seats.Room, row: Question, *, by: audit.By, at: datetime) -> None:
    """Ask it again. Raises QuestionNeeded when what it depends on is asked no more."""
    if not row.retired:
        return
    row.retired, row.version = False, row.version + 1
    for one in asked.rows(room.roundtable.id):
        _check_needed(one, [row])
    _record(Verb.QUESTION_RESUMED, row, by=by, at=at)


def remove(room: seats.Room, row: Question, *, by: audit.By, at: datetime) -> bool:
    """Delete a question that nobody has answered; whether it is gone: one with answers is retired instead."""
    if asked.is_answered(row.id):
        retire(room, row, by=by, at=at)
        return False
    brought.forget(row.roundtable_id, row.key)
    others = [one for one in asked.rows(room.roundtable.id) if one is not row]
    if questions.depending_on([one.plain for one in others], row.key):
        raise QuestionNeeded
    for one in others:
        if one.condition.get("question") == row.key:
            one.condition = {}
    _record(Verb.QUESTION_REMOVED, row, by=by, at=at)
    db.session.delete(row)
    return True


def _check_condition(facts: Facts, earlier: Sequence[Question]) -> None:
    """What a form offers may be gone when it is sent. Raises ChangedMeanwhile."""
    if facts.condition and not can_hold(
        facts.condition, [row.plain for row in earlier], facts.organizer_only
    ):
        raise ChangedMeanwhile


def can_hold(
    condition: Mapping[str, str],
    earlier: Sequence[questions.Question],
    organizer_only: bool,  # noqa: FBT001  (as the question has it)
) -> bool:
    """Whether a question after these may depend on this answer."""
    decides = next((one for one in earlier if one.key == condition["question"]), None)
    return (
        decides is not None
        and questions.can_decide(decides, organizer_only=organizer_only)
        and condition["option"] in decides.codes
    )


def _check_needed(row: Question, present: Sequence[Question]) -> None:
    """Whether the questions that depend on this one still can. Raises QuestionNeeded."""
    for other in questions.depending_on([one.plain for one in present], row.key):
        condition = {"question": row.key, "option": other.condition.option if other.condition else ""}
        if not can_hold(condition, [row.plain], other.organizer_only):
            raise QuestionNeeded


def _options(row: Question, facts: Facts) -> list[dict[str, Any]]:
    """The options as they are kept: new ones get codes; those to go are only retired when somebody chose them."""
    if facts.kind not in questions.WITH_OPTIONS:
        return []
    known = {option["code"]: option for option in row.options}
    listed = {option["code"] for option in facts.options} - facts.dropped
    gone = set(known) - listed
    chosen = asked.chosen(row.id) & gone if gone else set()
    taken, kept = set(known), []
    for option in facts.options:
        code = option["code"] if option["code"] in known else ""
        if code in gone and code not in chosen:
            continue
        if not code:
            code = questions.free_key(_code(option["labels"], "option"), taken)
            taken.add(code)
        kept.append({"code": code, "labels": dict(option["labels"]), "retired": code in gone})
    there = {option["code"] for option in kept}
    return kept + [known[code] | {"retired": True} for code in sorted(chosen - there)]


def _code(labels: Mapping[str, str], otherwise: str) -> str:
    """A key made of the words, in Latin letters."""
    made = slugs.suggested(localized(labels, "en"), otherwise=otherwise).replace("-", "_")
    made = made[: questions.LONGEST_KEY - 4].rstrip("_")
    return made if questions.is_key(made) else f"{otherwise}_{made}"[: questions.LONGEST_KEY - 4].rstrip("_")


def _record(verb: Verb, row: Question, *, by: audit.By, at: datetime) -> None:
    audit.record(verb, by=by, at=at, roundtable_id=row.roundtable_id, question=row.key)
