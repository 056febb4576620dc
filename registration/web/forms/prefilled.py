"""Answers that are known as they would have been typed."""

from collections.abc import Mapping
from typing import Any

from registration.models.registrations import Registration
from registration.rules import fields
from registration.rules.fields import Asks, Field
from registration.web.forms import options


def typed_from(registration: Registration) -> dict[str, Any]:
    """Values by field name: give them to a form as `data`."""
    return {field.key: _typed(field, getattr(registration, field.key)) for field in fields.FIELDS}


def typed_of(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The same of answers by field key, as far as they are known."""
    return {
        field.key: _typed(field, answers[field.key])
        for field in fields.FIELDS
        if answers.get(field.key) is not None
    }


def _typed(field: Field, value: Any) -> Any:
    if field.asks is Asks.YES_NO:
        return {True: options.YES, False: options.NO}.get(value, "")
    if field.asks is Asks.CONSENT:
        return bool(value)
    if field.asks is Asks.COUNT:
        return str(value)
    return value or ""
