"""A PostgreSQL of one test's own, which can crash and come back, and keeps what it has acknowledged."""

import signal

from tests import postgres

# The tests' own server forgets the last moment in a crash, on purpose: it is quicker. This one must not.
DURABLE = tuple(setting for setting in postgres.SETTINGS if setting != "synchronous_commit=off")


class Crashing(postgres.Server):
    def start(self) -> None:
        super().start()
        postgres.new_database(self.folder, "site")
        self.crash(signal.SIGINT)
        self.come_back()
        postgres.wait_for(self.folder)

    def crash(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """At once, without tidying up; SIGINT tidies up, but waits for nobody either."""
        assert self._process is not None
        self._process.send_signal(how)
        self._process.wait(postgres.PATIENCE)

    def come_back(self) -> None:
        settings = [part for setting in DURABLE for part in ("-c", setting)]
        with (self.folder / "log").open("ab") as log:
            self._process = self.programs.start(
                "postgres",
                "-D",
                str(self.folder / "data"),
                "-k",
                str(self.folder),
                *settings,
                stdout=log,
                stderr=log,
            )

    @property
    def url(self) -> str:
        return f"postgresql://{postgres.OWNER}@/site?host={self.folder}"
