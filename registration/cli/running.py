"""`registration serve`, `web` and `worker`: the processes of an installation."""

import os
import signal
import threading
from functools import partial

import click
import structlog

from registration import listening, serving
from registration import worker as mail_worker
from registration.cli import setup
from registration.cli.refusing import refuse
from registration.queries import vitals
from registration.settings import Settings
from registration.supervisor import Child, NeverReady, Supervisor

log = structlog.get_logger()


@click.command()
@click.option("--worker/--no-worker", "with_worker", default=True, help="Whether to send mail from here too.")
def serve(*, with_worker: bool) -> None:
    """Serve the site and send its mail.

    Until stopped by SIGTERM or Ctrl-C; what dies is started again. Brings a SQLite database up to date first.
    """
    settings = setup.settings_from_environment()
    _prepare(settings)
    if found := listening.obstacle(settings.host, settings.port):
        refuse(f"{found}; see REGISTRATION_HOST and REGISTRATION_PORT")
    children = processes(with_worker=with_worker)
    try:
        Supervisor(children, dict(os.environ)).run(
            is_ready=lambda: listening.answers(settings),
            when_ready=lambda: log.info("ready", where=settings.base_url, port=settings.port),
        )
    except NeverReady as error:
        refuse(f"the site did not start: {error}")


@click.command()
def web() -> None:
    """Serve the site only.

    Without worker and supervision: for containers and larger installations.
    """
    serving.web(setup.settings_from_environment())


@click.command()
def worker() -> None:
    """Send mail and fill freed seats only.

    Until stopped. Several workers may share one PostgreSQL.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with setup.current_application() as app:
        mail_worker.run(app, stop=stop)


def processes(*, with_worker: bool = True) -> list[Child]:
    """The children of a supervisor: commands of this very program."""
    program = click.get_current_context().find_root().command
    names = ["web", "worker"] if with_worker else ["web"]
    return [Child(name, partial(program.main, [name])) for name in names]


def _prepare(settings: Settings) -> None:
    """SQLite is brought up to date here; a shared PostgreSQL only by whoever decides to."""
    setup.prepare_folder(settings)
    with setup.application(settings):
        if vitals.is_up_to_date():
            return
        if not settings.uses_sqlite:
            refuse("the database is not up to date: run `registration migrate` first")
        setup.bring_up_to_date()
