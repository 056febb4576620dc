"""Options of lists, as WTForms takes them."""

from collections.abc import Iterable
from typing import Any

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # new in 3.3

from registration.i18n import LANGUAGES


def languages() -> list[Any]:
    """The six languages, each by its own name and marked as being in it."""
    return [SelectChoice(code, name, {"lang": code}) for code, name in LANGUAGES.items()]


def options(pairs: Iterable[tuple[str, object]], *, group: str | None = None) -> list[Any]:
    """(value, words) in their order, under the heading of a group if there is one."""
    return [SelectChoice(str(value), words, optgroup=group) for value, words in pairs]
