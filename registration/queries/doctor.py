"""What may be wrong with an installation, and what to do about it."""

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from registration.gateways.smtp import SmtpServer
from registration.gateways.transport import DeliveryFailure
from registration.models.outbox import Delivery
from registration.queries import vitals
from registration.settings import SHORTEST_SECRET, Environment, Settings, name

# https://sqlite.org/wal.html#walresetbug: a rare corruption in 3.7.0 to 3.51.2.
_MENDED_SQLITE = (3, 51, 3)
_WITHDRAWN_SQLITE = (3, 52, 0)


class Verdict(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Finding:
    """One matter, how it stands, and what to do (or what is the case, when it is well)."""

    verdict: Verdict
    matter: str
    advice: str


def findings(settings: Settings, at: datetime, *, has_database: bool = True) -> list[Finding]:
    """Reads the database, asks the mail server for a greeting, writes nothing."""
    found = [
        *_database(settings, at, has_database=has_database),
        _mail_server(settings),
        _secret_key(settings),
        _base_url(settings),
        _zones(),
    ]
    if settings.uses_sqlite:
        found += [_folder(settings), _sqlite(sqlite3.sqlite_version_info)]
    return found


def _database(settings: Settings, at: datetime, *, has_database: bool) -> Iterator[Finding]:
    if not has_database:
        yield Finding(Verdict.FAIL, "database", "there is none yet; run `registration migrate`")
        return
    if not vitals.database_answers():
        where = "the data folder" if settings.uses_sqlite else name("database_url")
        yield Finding(Verdict.FAIL, "database", f"does not answer; check {where}")
        return
    yield Finding(Verdict.OK, "database", "SQLite answers" if settings.uses_sqlite else "PostgreSQL answers")
    if not vitals.is_up_to_date():
        yield Finding(Verdict.FAIL, "migrations", "some are missing; run `registration migrate`")
        return
    yield Finding(Verdict.OK, "migrations", "up to date")
    yield _worker(at)
    yield from _mail(at)


def _worker(at: datetime) -> Finding:
    seen_at = vitals.worker_seen_at()
    if seen_at is None:
        return Finding(
            Verdict.WARN, "worker", "never ran; start `registration serve` or `registration worker`"
        )
    if not vitals.worker_is_alive(at):
        return Finding(Verdict.FAIL, "worker", f"silent since {seen_at:%Y-%m-%d %H:%M} UTC; start it again")
    return Finding(Verdict.OK, "worker", "at work")


def _mail(at: datetime) -> Iterator[Finding]:
    waiting, overdue = vitals.messages(Delivery.QUEUED), vitals.overdue_messages(at)
    if overdue:
        yield Finding(
            Verdict.WARN,
            "mail waiting",
            f"{overdue} of {waiting} for over ten minutes; see worker and mail server",
        )
    else:
        yield Finding(Verdict.OK, "mail waiting", str(waiting))
    failed = vitals.lost_messages()
    if failed:
        yield Finding(
            Verdict.WARN, "mail failed", f"{failed}; organizers see each in its registration's history"
        )
    else:
        yield Finding(Verdict.OK, "mail failed", "none")


def _mail_server(settings: Settings) -> Finding:
    if not settings.smtp_url:
        if settings.environment is Environment.PRODUCTION:
            return Finding(Verdict.FAIL, "mail server", f"none, so mail waits; set {name('smtp_url')}")
        return Finding(Verdict.OK, "mail server", "none; mail goes to the mailbox page")
    try:
        SmtpServer.from_url(settings.smtp_url).probe()
    except ValueError as error:
        return Finding(Verdict.FAIL, "mail server", f"{error}; correct {name('smtp_url')}")
    except DeliveryFailure as error:
        return Finding(Verdict.FAIL, "mail server", f"{error}; check {name('smtp_url')}")
    return Finding(Verdict.OK, "mail server", "answers")


def _secret_key(settings: Settings) -> Finding:
    if len(settings.secret_key) >= SHORTEST_SECRET:
        return Finding(Verdict.OK, "secret key", "set")
    return Finding(Verdict.WARN, "secret key", f"not fit for production; set {name('secret_key')}")


def _base_url(settings: Settings) -> Finding:
    if not settings.base_url:
        return Finding(Verdict.WARN, "base URL", f"links in mail lead nowhere; set {name('base_url')}")
    local = urlsplit(settings.base_url).hostname in ("localhost", "127.0.0.1", "::1")
    if not settings.is_secure and not local:
        return Finding(Verdict.WARN, "base URL", "not https: names and links travel in the open")
    return Finding(Verdict.OK, "base URL", settings.base_url)


def _zones() -> Finding:
    try:
        ZoneInfo("America/New_York")
    except ZoneInfoNotFoundError:
        return Finding(Verdict.FAIL, "time zones", "no data; install the package tzdata")
    return Finding(Verdict.OK, "time zones", "known")


def _folder(settings: Settings) -> Finding:
    if os.access(settings.data_dir, os.W_OK | os.X_OK):
        return Finding(Verdict.OK, "data folder", f"{settings.data_dir.resolve()} can be written to")
    if not settings.data_dir.exists():
        return Finding(
            Verdict.WARN, "data folder", f"{settings.data_dir.resolve()} will be made by serve or migrate"
        )
    return Finding(Verdict.FAIL, "data folder", f"{settings.data_dir.resolve()} cannot be written to")


def _sqlite(version: tuple[int, ...]) -> Finding:
    written = ".".join(map(str, version))
    if version >= _MENDED_SQLITE and version != _WITHDRAWN_SQLITE:
        return Finding(Verdict.OK, "SQLite version", written)
    return Finding(
        Verdict.WARN,
        "SQLite version",
        f"{written} has a rare fault in its write-ahead log, mended in 3.51.3; "
        "keep daily backups, or use PostgreSQL",
    )
