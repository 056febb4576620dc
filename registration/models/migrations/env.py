"""How a migration reaches the database: by the application's own connection, all or nothing, one process at a time."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Enum, text

from registration.extensions import UtcDateTime, db

ONE_AT_A_TIME = 7_306_021  # any number of our own: the key of PostgreSQL's advisory lock


def migrate() -> None:
    with db.engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection:
        sqlite = connection.dialect.name == "sqlite"
        # SQLite changes a table by copying and dropping it: dropping would take along what refers to its rows.
        _enforce_references(connection, on=not sqlite)
        try:
            with connection.begin():
                if not sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
                _run(connection)
                if sqlite and (dangling := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                    raise RuntimeError(f"the migration leaves a reference to nothing in {dangling[0]}")
        finally:
            _enforce_references(connection, on=True)


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
        render_item=_rendered,
    )
    context.run_migrations()


def _enforce_references(connection: Connection, *, on: bool) -> None:
    # Past SQLAlchemy: inside a transaction the pragma does nothing.
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def _rendered(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Migrations know columns, not our code, which will have moved on by the time they run again."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


migrate()
