"""Answers that are otherwise now: what they were, and what they are, as they were when the letter was queued."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _

from registration.actions.letters import answers
from registration.actions.letters.meetings import Change
from registration.extensions import db
from registration.i18n import localized
from registration.models.stakeholder_types import StakeholderType
from registration.rules import fields


def changes(facts: Mapping[str, Any], language: str) -> list[Change]:
    """From what `edits.py` keeps with the letter: [key, before, now] of each."""
    corrected: Iterable[tuple[str, Any, Any]] = facts.get("corrected", [])
    return [
        Change(answers.label(key), _words(key, before, language), _words(key, now, language))
        for key, before, now in corrected
    ]


def _words(key: str, value: Any, language: str) -> str:
    if key == "stakeholder_type":
        kind = db.session.get(StakeholderType, value)
        return localized(kind.names, language) if kind else ""
    return answers.in_words_of_letter(fields.BY_KEY[key], value, language) or _("Not given")


def only_named(facts: Mapping[str, Any]) -> list[str]:
    """The keys of answers of which the letter knows no more than that they changed."""
    told = {key for key, *_ in facts.get("corrected", [])}
    return [key for key in facts.get("changed", []) if key not in told]
