"""One registration as its bare statements: recorded once, then sent again by the driver alone, for other people."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, event

# What has to differ from person to person, and the one value that a statement gets from another.
OWN = frozenset({"public_id", "reference", "email", "email_key", "name_key", "key", "message_id", "subject"})
REGISTRATION = frozenset({"registration_id", "registrations_id"})


@dataclass
class Statement:
    """What the driver was given: one set of parameters or a list of sets, which stays as it is.

    `own` and `referring` are the places of parameters that change, `makes_id` says that others need its id.
    """

    text: str
    parameters: Any
    own: list[Any]
    referring: list[Any]
    makes_id: bool

    def run(self, cursor: Any, mark: str, registration_id: int | None) -> int | None:
        """Send it with `mark` for every value of one's own; returns the id of the registration so far."""
        if isinstance(self.parameters, list):
            cursor.executemany(self.text, self.parameters)
            return registration_id
        changed = list(self.parameters) if isinstance(self.parameters, tuple) else dict(self.parameters)
        for place in self.own:
            changed[place] = mark
        for place in self.referring:
            changed[place] = registration_id
        cursor.execute(self.text, changed)
        if cursor.description is None:
            return cursor.lastrowid if self.makes_id else registration_id
        rows = cursor.fetchall()
        return rows[0][0] if self.makes_id else registration_id


@dataclass
class Recording:
    """The statements of one unit, in order."""

    statements: list[Statement] = field(default_factory=list)

    def replay(self, cursor: Any, mark: str) -> None:
        registration_id: int | None = None
        for statement in self.statements:
            registration_id = statement.run(cursor, mark, registration_id)


@contextmanager
def recorded(engine: Engine) -> Iterator[Recording]:
    """Everything that is sent to the database meanwhile."""
    recording = Recording()

    def add(_c: Connection, _cursor: object, text: str, parameters: Any, context: Any, _many: bool) -> None:
        recording.statements.append(_statement(text, parameters, context))

    event.listen(engine, "before_cursor_execute", add)
    try:
        yield recording
    finally:
        event.remove(engine, "before_cursor_execute", add)


def _statement(text: str, parameters: Any, context: Any) -> Statement:
    places = _places(parameters, context)
    if isinstance(parameters, list):
        return Statement(text, parameters, [], [], makes_id=False)
    # The key of a count is shared; every other key is somebody's own.
    shared = " counts" in text
    own = [place for name, place in places.items() if name.removesuffix("_1") in OWN and not shared]
    referring = [place for name, place in places.items() if name in REGISTRATION]
    return Statement(text, parameters, own, referring, text.startswith("INSERT INTO registrations"))


def _places(parameters: Any, context: Any) -> dict[str, Any]:
    """Where each named parameter stands: under its name, or at a position."""
    if isinstance(parameters, Mapping):
        return {name: name for name in parameters}
    names: Sequence[str] = (context.compiled.positiontup or ()) if context and context.compiled else ()
    # A list of values stands under one name: its positions cannot be told, and none of them changes.
    return {name: place for place, name in enumerate(names)} if len(names) == len(parameters) else {}
