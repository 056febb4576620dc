"""A sentence of the history, with places for names."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Sentence:
    """`plain` names nobody who did it; `by` is of an organizer, %(actor)s; `themselves` of the person it is about.

    %(person)s is who registered, %(organizer)s whose account it is about.
    """

    plain: Any
    by: Any = None
    themselves: Any = None
