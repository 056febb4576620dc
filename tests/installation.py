"""An installation as an operator has it: settings in the environment, commands on the command line."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner, Result

from registration import cli
from registration.settings import Settings


@dataclass
class Installation:
    """Runs commands in this process, with nothing but its own settings."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.settings = {
            "REGISTRATION_ENVIRONMENT": "test",
            "REGISTRATION_BASE_URL": "http://localhost",
            "REGISTRATION_SECRET_KEY": "for tests only, not a secret at all",
            "REGISTRATION_DATA_DIR": str(self.folder / "data"),
        } | self.settings

    @property
    def database(self) -> Path:
        return self.folder / "data" / "registration.db"

    def loaded(self) -> Settings:
        return Settings.load(self.settings)

    def run(self, *words: str) -> Result:
        """The command's result. A traceback fails the test."""
        foreign = {name: None for name in os.environ if name.startswith("REGISTRATION_")}
        result = CliRunner().invoke(
            cli.commands, words, env={**foreign, **self.settings}, prog_name="registration"
        )
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def must(self, *words: str) -> str:
        """What a command prints that has to succeed."""
        result = self.run(*words)
        assert result.exit_code == 0, result.output
        return result.stdout

    def refused(self, *words: str) -> str:
        """The one line of a command that has to refuse."""
        result = self.run(*words)
        assert result.exit_code in (1, 2), result.output
        assert result.stderr.count("\n") == 1, result.stderr
        if "doctor" not in words and "check" not in words:
            assert result.stdout == ""
        return result.stderr.removeprefix("registration: ").strip()
