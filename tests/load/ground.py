"""What the measures stand on: empty databases of both kinds, durable as in production, and applications on them."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import flask_migrate
from flask import Flask

from registration import clock, create_app
from registration.actions import seed
from registration.extensions import db, transaction
from registration.settings import Environment, Settings
from tests import postgres

SECRET = "only for measuring, 0123456789 abcdefghijklmnop"
# The tests' server trades durability for speed; a measurement must not.
DURABLE = (
    "fsync=on",
    "synchronous_commit=on",
    "full_page_writes=on",
    "shared_buffers=256MB",
    "max_wal_size=4GB",
)
NO_POSTGRESQL = "no PostgreSQL on this machine"


@dataclass(frozen=True)
class Database:
    """A migrated database with the essentials in it. `kind` is sqlite or postgresql."""

    kind: str
    settings: Settings

    @contextmanager
    def application(self) -> Iterator[Flask]:
        """The application in this process, its context pushed."""
        app = create_app(self.settings)
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


@dataclass
class Ground:
    """`quick` asks for fewer rounds and smaller crowds: a look, not a figure to keep."""

    quick: bool
    folder: Path
    postgresql: postgres.Server | None = None
    _made: int = field(default=0, init=False)

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("sqlite", "postgresql") if self.postgresql else ("sqlite",)

    @property
    def rounds(self) -> int:
        return 1 if self.quick else 5

    def database(self, kind: str) -> Database:
        """A new one, empty but for the essentials."""
        self._made += 1
        folder = self.folder / f"data-{self._made}"
        folder.mkdir()
        url = ""
        if kind == "postgresql" and self.postgresql:
            self.postgresql.start()
            url = postgres.new_database(self.postgresql.folder, f"load_{self._made}")
        made = Database(kind, settings(folder, url))
        with made.application():
            flask_migrate.upgrade()
            with transaction():
                seed.essentials(clock.now())
        return made


@contextmanager
def laid(*, quick: bool) -> Iterator[Ground]:
    """A ground that is gone afterwards, with its folders and its server."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="registration-load-")))
        found = postgres.programs()
        server = postgres.Server(DurablePrograms(found.folder, found.user)) if found else None
        if server:
            stack.callback(server.stop)
        yield Ground(quick, folder, server)


def settings(folder: Path, database_url: str = "", *, port: int = 8000, processes: int = 1) -> Settings:
    """Those of production, on this machine alone."""
    return Settings(
        environment=Environment.PRODUCTION,
        base_url=f"http://127.0.0.1:{port}",
        secret_key=SECRET,
        data_dir=folder,
        database_url=database_url,
        port=port,
        web_processes=processes,
        log_level="ERROR",
    ).checked()


class DurablePrograms(postgres.Programs):
    """PostgreSQL's programs; the server keeps what it says it keeps."""

    def start(self, name: str, *arguments: str, **options: object) -> "postgres.subprocess.Popen[bytes]":
        # Of two settings of one name the last one counts.
        last = [part for setting in DURABLE for part in ("-c", setting)] if "-D" in arguments else []
        return super().start(name, *arguments, *last, **options)
