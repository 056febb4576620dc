"""`registration backup FILE` and `restore FILE`: a consistent copy of a SQLite database, while it is in use."""

from datetime import timedelta
from pathlib import Path

import click

from registration import clock
from registration.cli import setup, sqlite_files
from registration.cli.refusing import refuse
from registration.cli.sqlite_files import Unusable
from registration.queries import vitals
from registration.settings import Settings

# A worker reports every five seconds.
JUST_NOW = timedelta(seconds=20)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Copy the SQLite database to FILE.

    FILE must not exist yet. The site may be running.
    """
    settings = _sqlite_settings("pg_dump --format=custom")
    if file.exists():
        refuse(f"{file} exists; nothing was overwritten")
    try:
        size = sqlite_files.copy(sqlite_files.of(settings), file)
    except (Unusable, OSError) as error:
        refuse(f"no backup was made: {error}")
    click.echo(
        f"{file}: {size // 1024} KiB, checked. It holds personal data: keep it as safe as the database."
    )


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def restore(file: Path) -> None:
    """Put the copy in FILE in place of the database.

    Stop the site first. The present database is kept beside the restored one.
    """
    settings = _sqlite_settings("pg_restore")
    present = sqlite_files.of(settings)
    setup.prepare_folder(settings)
    try:
        sqlite_files.check(file)
    except Unusable as error:
        refuse(f"nothing was restored: {error}")
    if present.exists() and _is_running(settings):
        refuse("the site is running, or was a moment ago: stop it, and try again in half a minute")
    try:
        kept = sqlite_files.replace(present, file, at=clock.now())
    except (Unusable, OSError) as error:
        refuse(f"nothing was restored: {error}")
    if kept:
        click.echo(f"The database before was kept as {kept}.")
    click.echo(f"{file} was checked and restored.")
    waiting = sqlite_files.mail_waiting(present)
    if waiting:
        click.echo(
            f"{waiting} mails wait in it and are sent once the site runs, those that went out since included."
        )
    click.echo("Next: registration migrate, registration check, then start the site.")


def _sqlite_settings(postgresql_tool: str) -> Settings:
    settings = setup.settings_from_environment()
    if not settings.uses_sqlite:
        refuse(f"this is for SQLite; for PostgreSQL use its own {postgresql_tool}")
    return settings


def _is_running(settings: Settings) -> bool:
    """By the worker's sign of life. A database that cannot be read is not in use by a site that works."""
    try:
        sqlite_files.check(sqlite_files.of(settings))
    except Unusable:
        return False
    with setup.application(settings):
        return vitals.worker_is_alive(clock.now(), within=JUST_NOW)
