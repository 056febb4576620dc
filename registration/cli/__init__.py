"""The command line: what an operator does. Each command reads its input, calls one action, answers in plain lines."""

from registration.cli import backups, checks, database, demo, organizations, organizers, running
from registration.cli.refusing import Commands
from registration.version import __version__

commands = Commands(
    "registration",
    help="Event registration for policy roundtables.\n\n"
    "Settings come from the environment; the README lists them. Begin with: registration demo",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
commands.add_version(__version__)

for command in (
    demo.demo,
    running.serve,
    running.web,
    running.worker,
    database.migrate,
    checks.check,
    checks.doctor,
    organizers.organizers,
    organizations.organizations,
    backups.backup,
    backups.restore,
):
    commands.add_command(command)


def main() -> None:
    """The console script."""
    commands()
