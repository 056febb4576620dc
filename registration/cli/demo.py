"""`registration demo`: the whole system with a sample series; no settings, account, network or mail server needed."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from registration import clock, listening
from registration.actions import seed_demo
from registration.cli import running, setup, sqlite_files
from registration.cli.refusing import refuse
from registration.extensions import transaction
from registration.settings import PREFIX, Settings, name
from registration.supervisor import NeverReady, Supervisor

HOST, PORT = "127.0.0.1", 8000
# Marks a database file as a demonstration: SQLite keeps this number for its applications. "DEMO" in ASCII.
MARK = 0x44454D4F


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), help=f"Port; without it {PORT}, or a free one if that is taken."
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to keep the data in; without it a temporary one that is removed at the end.",
)
def demo(port: int | None, data: Path | None) -> None:
    """Show the whole system with a sample series.

    Needs no settings, account, network or mail server. The people are fictional; mail goes to a page of the site.
    Stop it with Ctrl-C.
    """
    port = _port(port)
    with _folder(data) as folder:
        environment = _environment(folder, port)
        settings = Settings.load(environment)
        secret = _prepare(settings)
        try:
            Supervisor(running.processes(), environment).run(
                is_ready=lambda: listening.answers(settings), when_ready=lambda: _announce(settings, secret)
            )
        except NeverReady as error:
            refuse(f"the demonstration did not start: {error}")


def _port(wanted: int | None) -> int:
    if wanted is None:
        return listening.any_free(HOST) if listening.obstacle(HOST, PORT) else PORT
    if wanted and (found := listening.obstacle(HOST, wanted)):
        refuse(f"{found}; leave out --port to take a free one")
    return wanted or listening.any_free(HOST)


@contextmanager
def _folder(data: Path | None) -> Iterator[Path]:
    if data is not None:
        yield data
        return
    with tempfile.TemporaryDirectory(prefix="registration-demo-") as folder:
        yield Path(folder)


def _environment(folder: Path, port: int) -> dict[str, str]:
    """The settings of the demonstration; those of the machine play no part."""
    others = {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)}
    return others | {
        name("environment"): "demo",
        name("base_url"): f"http://{HOST}:{port}",
        name("data_dir"): str(folder),
        name("host"): HOST,
        name("port"): str(port),
        name("contact_email"): "roundtables@example.org",
        name("log_level"): "WARNING",
    }


def _prepare(settings: Settings) -> str:
    """A filled database; returns the secret of the sign-in link."""
    setup.prepare_folder(settings)
    _claim(sqlite_files.of(settings))
    with setup.application(settings):
        setup.bring_up_to_date()
        now = clock.now()
        with transaction():
            if not seed_demo.is_filled():
                seed_demo.fill(settings, now)
            secret = seed_demo.sign_in_secret(now)
    return secret


def _claim(file: Path) -> None:
    """Mark a new database as a demonstration, refuse to touch any other."""
    is_new = not file.exists()
    try:
        with closing(sqlite3.connect(file)) as database:
            if is_new:
                database.execute(f"PRAGMA application_id = {MARK}")
            mark = database.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.DatabaseError as error:
        refuse(f"{file} cannot be opened: {error}")
    if mark != MARK:
        refuse(f"{file} is not a demonstration; give --data another folder")


def _announce(settings: Settings, secret: str) -> None:
    """Three lines for people and scripts."""
    click.echo(f"Public site: {settings.base_url}/")
    click.echo(f"Organizer sign-in: {settings.base_url}/organizer/sign-in/{secret}")
    click.echo(f"Mailbox: {settings.base_url}/mailbox")
