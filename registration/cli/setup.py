"""What commands stand on: settings from the environment, the application, a database of today's shape."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import flask_migrate
from flask import Flask

from registration import clock, create_app
from registration.actions import seed
from registration.cli import sqlite_files
from registration.cli.refusing import refuse
from registration.extensions import db, transaction
from registration.queries import vitals
from registration.settings import Settings, SettingsError


def settings_from_environment() -> Settings:
    """Raises SettingsError."""
    return Settings.load(os.environ)


@contextmanager
def application(settings: Settings | None = None) -> Iterator[Flask]:
    """The application with its context, its connections closed at the end."""
    app = create_app(settings or settings_from_environment())
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


@contextmanager
def current_application() -> Iterator[Flask]:
    """The application on a database that is up to date; refuses with one line when it is not."""
    settings = settings_from_environment()
    if not exists(settings):
        refuse("there is no database yet: run `registration migrate` first")
    with application(settings) as app:
        if not vitals.is_up_to_date():
            refuse("the database is not up to date: run `registration migrate` first")
        db.session.rollback()
        yield app


def exists(settings: Settings) -> bool:
    """Whether there is a database to look at; opening a SQLite database that is missing would create it."""
    return not settings.uses_sqlite or sqlite_files.of(settings).is_file()


def bring_up_to_date() -> int:
    """Apply the missing migrations and create the essentials; returns how many rows of those are new."""
    flask_migrate.upgrade()
    with transaction():
        return seed.essentials(clock.now())


def prepare_folder(settings: Settings) -> None:
    """The folder of the SQLite database, for its owner only. Raises SettingsError when it cannot be used."""
    if not settings.uses_sqlite:
        return
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"the data folder {settings.data_dir} cannot be made: {error.strerror}"
        ) from error
    if not os.access(settings.data_dir, os.W_OK | os.X_OK):
        raise SettingsError(f"the data folder {settings.data_dir} cannot be written to")
