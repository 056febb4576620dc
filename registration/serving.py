"""The web server (Granian) of one machine and what it serves; `supervisor.py` watches over it."""

import gc
import os
import sys

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from registration import create_app, supervisor
from registration.settings import Settings

# Requests in progress get this long; the supervisor waits a little longer.
DRAIN_SECONDS = 25
HEADERS_WITHIN_MILLISECONDS = 10_000


def web(settings: Settings) -> None:
    """Serve until told to stop. Settings reach the processes that answer through the environment."""
    Granian(
        "registration.serving:application",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        workers=settings.web_processes,
        blocking_threads=settings.web_threads,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN_MILLISECONDS),
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=DRAIN_SECONDS,
        # Addresses hold personal links: no access log here, and Granian speaks only of trouble.
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()


def application() -> Flask:
    """What Granian calls in every process that answers."""
    supervisor.end_with(os.getppid())
    # A page asked for beside a download waits for its turn; by default ten times as long.
    sys.setswitchinterval(0.0005)
    app = create_app(Settings.load(os.environ))
    # What is here now stays: looking it through for garbage again and again would hold up readers for 0.1 s each time.
    gc.collect()
    gc.freeze()
    return app
