"""The demonstration's questions of roundtables' own, and what its people answer to them."""

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from registration.actions import audit, files, question_sets, questions, seats
from registration.extensions import db
from registration.models.roundtables import Roundtable
from registration.rules.questions import Kind


class Asked:
    """What is asked where, by the id of the roundtable: (id of the question, everybody's answers in turn)."""

    def __init__(self) -> None:
        self._asked: dict[int, list[tuple[int, list[Any]]]] = {}

    def ask(self, content: dict[str, Any], folder: Path, *, by: audit.By, at: datetime) -> None:
        """The shape of the content is that of `data/demo/questions.json`; files are in the folder."""
        by_key = {facts["key"]: facts for facts in content["questions"]}
        for slug, keys in content["roundtables"].items():
            roundtable = _roundtable(slug)
            room = seats.lock(roundtable.id)
            for key in keys:
                facts = {name: value for name, value in by_key[key].items() if name != "answers"}
                row = questions.add(room, _facts(facts), by=by, at=at)
                row.options = facts.get("options", [])
                given = [_value(facts["kind"], value, folder) for value in by_key[key]["answers"]]
                self._asked.setdefault(roundtable.id, []).append((row.id, given))
        question_sets.keep(_roundtable(content["kept_from"]), by=by, at=at)

    def given(self, roundtable: Roundtable, number: int) -> dict[int, object]:
        """What the person of this number answers there."""
        return {
            question_id: answers[number % len(answers)]
            for question_id, answers in self._asked.get(roundtable.id, [])
        }


def _facts(facts: dict[str, Any]) -> questions.Facts:
    typed = {**facts, "kind": Kind(facts["kind"]), "options": []}
    return questions.Facts(**({"hints": {}} | typed))


def _value(kind: str, value: Any, folder: Path) -> object:
    if kind != Kind.FILE or value is None:
        return value
    return files.checked(value, (folder / value).read_bytes())


def _roundtable(slug: str) -> Roundtable:
    return db.session.scalars(select(Roundtable).where(Roundtable.slug == slug)).one()
