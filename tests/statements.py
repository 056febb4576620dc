"""How many statements something sends to the database."""

from collections.abc import Callable

from sqlalchemy import event

from registration.extensions import db


def statements(deed: Callable[[], object]) -> int:
    sent: list[str] = []

    def remember(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", remember)
    try:
        deed()
    finally:
        event.remove(db.engine, "before_cursor_execute", remember)
    return len(sent)
