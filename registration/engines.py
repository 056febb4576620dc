"""How connections behave on SQLite: our own BEGIN, durable commits, foreign keys."""

from typing import Any

from sqlalchemy import Connection, Engine, event

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=8000", "secure_delete=ON")


def prepare(engine: Engine) -> None:
    """Install the transaction recipe. PostgreSQL needs none: READ COMMITTED is its default."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)


def _configure(dbapi_connection: Any, _record: object) -> None:
    # The driver's own transaction handling would run reads outside the transaction that writes.
    dbapi_connection.isolation_level = None
    for pragma in PRAGMAS:
        dbapi_connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A read that later wants to write fails at once whatever the timeout, so writers say so first.
    connection.exec_driver_sql("BEGIN " + connection.get_execution_options().get("sqlite_begin", "DEFERRED"))
