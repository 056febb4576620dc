"""A SQLite database as a file: copy it while in use, check a copy, put one in place of another."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from registration.settings import Settings


class Unusable(Exception):
    """The file is not a sound database of this program; the text says why."""


def of(settings: Settings) -> Path:
    """Where the database is."""
    return Path(make_url(settings.database_uri).database or "")


def copy(source: Path, target: Path) -> int:
    """A consistent copy (SQLite's online backup), checked; returns its size in bytes. Raises Unusable."""
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    try:
        # Made first and for its owner only: it holds personal data.
        unfinished.touch(mode=0o600)
        with closing(_opened(source)) as reader, closing(sqlite3.connect(unfinished)) as writer:
            reader.backup(writer)
            # A copy is one file, without the companions of write-ahead logging.
            writer.execute("PRAGMA journal_mode=DELETE")
        check(unfinished)
        _to_disk(unfinished)
        unfinished.rename(target)
    except sqlite3.DatabaseError as error:
        raise Unusable(f"{source} cannot be copied: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return target.stat().st_size


def check(file: Path) -> None:
    """Raises Unusable for a file that is damaged, or is not a database of this program."""
    try:
        with closing(_opened(file)) as database:
            if database.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise Unusable(f"{file} is damaged")
            if database.execute("PRAGMA foreign_key_check").fetchone():
                raise Unusable(f"{file} has rows that point nowhere")
            tables = {
                row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            }
    except sqlite3.DatabaseError as error:
        raise Unusable(f"{file} is not a database that can be read: {error}") from error
    if not {"alembic_version", "roundtables", "registrations"} <= tables:
        raise Unusable(f"{file} is not a database of this program")


def replace(present: Path, file: Path, *, at: datetime) -> Path | None:
    """Put a copy of the file where the present database is; returns where that one is kept now."""
    arriving = present.with_name(present.name + ".arriving")
    arriving.unlink(missing_ok=True)
    copy(file, arriving)
    kept = _moved_aside(present, f"before-restore-{at:%Y%m%dT%H%M%SZ}") if present.exists() else None
    arriving.rename(present)
    return kept


def mail_waiting(file: Path) -> int:
    with closing(_opened(file)) as database:
        found = database.execute(
            "SELECT count(*) FROM messages WHERE delivery IN ('queued', 'sending')"
        ).fetchone()
    return int(found[0])


def _moved_aside(present: Path, suffix: str) -> Path:
    kept = present.with_name(f"{present.name}.{suffix}")
    for companion in ("", "-wal", "-shm"):
        part = present.with_name(present.name + companion)
        if part.exists():
            part.rename(kept.with_name(kept.name + companion))
    return kept


def _opened(file: Path) -> sqlite3.Connection:
    """For reading. Not `mode=ro`: a database in use keeps its latest writes in a log that must be joined."""
    if not file.is_file():
        raise Unusable(f"{file} does not exist")
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True, timeout=10)


def _to_disk(file: Path) -> None:
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
