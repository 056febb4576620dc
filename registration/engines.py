"""How connections behave on SQLite: our own BEGIN, durable commits, foreign keys."""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, event

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=8000", "secure_delete=ON")


def prepare(engine: Engine) -> None:
    """Install the transaction recipe. PostgreSQL needs none: READ COMMITTED is its default."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _give_up_connections)


def _configure(dbapi_connection: Any, _record: object) -> None:
    # The driver's own transaction handling would run reads outside the transaction that writes.
    dbapi_connection.isolation_level = None
    for pragma in PRAGMAS:
        dbapi_connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A read that later wants to write fails at once whatever the timeout, so writers say so first.
    connection.exec_driver_sql("BEGIN " + connection.get_execution_options().get("sqlite_begin", "DEFERRED"))


def _give_up_connections(context: ExceptionContext) -> None:
    """SQLite remembers that a file was closed to writing as long as any connection of the process is open: close all,
    and what they still hold. Then the next attempt finds the file as it is.
    """
    if getattr(context.original_exception, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_READONLY:
        return
    context.is_disconnect = True
    if context.execution_context is not None:
        context.execution_context.cursor.close()
    if context.engine is not None:
        context.engine.dispose()
