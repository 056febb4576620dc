"""One application per database and run, an empty database per test, nothing of the outside world."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from sqlalchemy import Connection, Engine, event

from registration import clock, create_app
from registration.actions import seed
from registration.extensions import db, transaction
from registration.settings import Environment, Settings
from tests import offline, postgres
from tests.client import ORIGIN, Client, Writes
from tests.make import Make

pytest_plugins = ["tests.needs"]

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]

ENGINES: WeakSet[Engine] = WeakSet()
# Those of the applications that all tests share.
KEPT: set[Engine] = set()

offline.forbid_network()

# A busy machine is no fault of the code.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@event.listens_for(Engine, "connect")
def _in_no_order(connection: Any, _record: object) -> None:
    """Rows whose order nobody asked for come backwards: whoever counts on it shows here, not once in a while."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA reverse_unordered_selects = ON")


@event.listens_for(Engine, "engine_connect")
def _remember(connection: Connection) -> None:
    ENGINES.add(connection.engine)


@pytest.fixture(autouse=True)
def _nothing_left_open() -> Iterator[None]:
    """A test that makes an application of its own need not think of the connections it leaves behind."""
    before = set(ENGINES)
    yield
    for engine in set(ENGINES) - before - KEPT:
        engine.dispose()


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """The kind of database this test runs on: every test of a database runs on both."""
    kind: str = request.param
    return kind


@pytest.fixture(scope="session")
def new_database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], str]:
    """Gives the address of an empty database of a kind, for tests that need one of their own: (kind, name)."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")

    def new(kind: str, name: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp(name)}/registration.db"
        folder = request.config.stash[postgres.FOLDER]
        assert folder is not None
        return postgres.new_database(folder, f"{worker}_{name}")

    return new


def settings_for(url: str, folder: Path) -> Settings:
    return Settings(
        environment=Environment.TEST,
        base_url=ORIGIN,
        secret_key="for tests only, not a secret at all",
        data_dir=folder,
        database_url=url,
        contact_email="help@example.org",
    ).checked()


@pytest.fixture(scope="session")
def application(
    new_database_url: Callable[[str, str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], tuple[Flask, Writes]]]:
    """The application of this run on a kind of database, made when first asked for."""
    made: dict[str, tuple[Flask, Writes]] = {}

    def on(kind: str) -> tuple[Flask, Writes]:
        if kind not in made:
            app = create_app(settings_for(new_database_url(kind, "shared"), tmp_path_factory.mktemp("data")))
            app.testing = True
            _spare_the_disk(app)
            with app.app_context():
                db.create_all()
                KEPT.add(db.engine)
            made[kind] = app, Writes.watched(app)
        return made[kind]

    yield on
    for app, _ in made.values():
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(database: str, application: Callable[[str], tuple[Flask, Writes]]) -> Iterator[Flask]:
    """The application with an empty database: nothing but the stakeholder types. Its context is pushed."""
    app, _ = application(database)
    with app.app_context():
        with transaction():
            seed.essentials(clock.now())
        yield app
        db.session.remove()
        _empty()


@pytest.fixture
def client(app: Flask, database: str, application: Callable[[str], tuple[Flask, Writes]]) -> Client:
    """A visitor who checks every page visited."""
    return Client(app, application(database)[1])


@pytest.fixture
def make(app: Flask) -> Make:
    return Make()


def _empty() -> None:
    # Deleting from a score of small tables is ten times faster than truncating them.
    with db.engine.begin() as connection:
        for table in reversed(db.metadata.sorted_tables):
            connection.execute(table.delete())


def _spare_the_disk(app: Flask) -> None:
    """What these tests write need not survive a power cut: SQLite does not wait for the disk."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(
                db.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF")
            )
