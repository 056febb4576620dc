"""How commands say no: one clear line on standard error, and a status that is not zero."""

import sys
from typing import Any, NoReturn

import click
from click.exceptions import NoArgsIsHelpError
from sqlalchemy.exc import ArgumentError, DBAPIError

from registration.settings import SettingsError, name

FAILED, MISUSED = 1, 2


class Commands(click.Group):
    """The root of all commands: every refusal passes here."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        extra["standalone_mode"] = False
        try:
            code = super().main(*args, **extra)
        except NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            sys.exit(MISUSED)
        except click.Abort:
            refuse("stopped", FAILED)
        except click.ClickException as error:
            refuse(error.format_message(), error.exit_code)
        except SettingsError as error:
            refuse(str(error), MISUSED)
        except ArgumentError:
            refuse(
                f"{name('database_url')}: must be empty, or like postgresql://user:password@host/name",
                MISUSED,
            )
        except DBAPIError as error:
            refuse(f"the database refuses: {_first_line(error.orig)}; see `registration doctor`", FAILED)
        sys.exit(code if isinstance(code, int) else 0)

    def add_version(self, version: str) -> None:
        click.version_option(version, message="registration %(version)s")(self)


def refuse(reason: str, code: int = FAILED) -> NoReturn:
    """End the command with one line."""
    click.echo(f"registration: {' '.join(reason.split())}", err=True)
    sys.exit(code)


def _first_line(error: BaseException | None) -> str:
    return (str(error).splitlines() or ["no reason given"])[0]
