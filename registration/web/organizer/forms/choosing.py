"""Options of lists, as WTForms takes them."""

from collections.abc import Iterable
from typing import Any

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # new in 3.3


def options(pairs: Iterable[tuple[str, object]], *, group: str | None = None) -> list[Any]:
    """(value, words) in their order, under the heading of a group if there is one."""
    return [SelectChoice(str(value), words, optgroup=group) for value, words in pairs]
