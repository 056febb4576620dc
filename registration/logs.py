"""Logs: one JSON line per event, facts as fields, from a list of allowed keys. Nothing personal, no tokens."""

import logging
import sys
from contextlib import suppress

import structlog
from structlog.typing import EventDict, WrappedLogger

from registration.settings import Environment, Settings

ALLOWED = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "logger",
        "message",
        "letter",
        "attempts",
        "delivery",
        "error",
        "status",
        "method",
        "endpoint",
        "milliseconds",
        "error_id",
        "roundtable",
        "preset",
        "rows",
        "count",
        "process",
        "code",
        "version",
        "setting",
        "port",
        "exception",
        "where",
    }
)


def configure(settings: Settings) -> None:
    """Send structured lines to standard error."""
    level = logging.getLevelNamesMapping().get(settings.log_level.upper(), logging.INFO)
    if settings.environment is Environment.TEST:
        level = logging.CRITICAL
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(_StandardError()),  # type: ignore[arg-type]
        cache_logger_on_first_use=False,
    )
    # Flask's own lines quote the address of what failed, which may be a personal link, and what people typed.
    flask = logging.getLogger("registration")
    flask.handlers = [logging.NullHandler()]
    flask.propagate = False


class _StandardError:
    """Where lines go. A full disk must not break the answer that a line tells of."""

    def write(self, text: str) -> None:
        with suppress(OSError):
            sys.stderr.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


def only_allowed(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drop every key that is not on the list: a new one has to be thought about."""
    return {key: value for key, value in event.items() if key in ALLOWED}
