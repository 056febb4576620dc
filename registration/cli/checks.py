"""`registration check` and `registration doctor`: is the data right, is the installation well."""

import click

from registration import clock
from registration.cli import setup
from registration.cli.refusing import FAILED
from registration.queries import doctor as diagnosis
from registration.queries import invariants
from registration.queries.doctor import Verdict


@click.command()
@click.pass_context
def check(context: click.Context) -> None:
    """Recount seats, people, mail and histories.

    Prints each broken promise, one a line; the exit status is then 1.
    """
    with setup.current_application():
        found = invariants.broken(clock.now())
        for finding in found:
            click.echo(str(finding))
        broken = [finding for finding in found if not finding.note]
        if not broken:
            click.echo(f"All {invariants.roundtables()} roundtables are consistent.")
    context.exit(FAILED if broken else 0)


@click.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Look at the installation and say what to do.

    One line per matter: ok, warn or fail. The exit status is 1 if something fails.
    """
    settings = setup.settings_from_environment()
    with setup.application(settings):
        findings = diagnosis.findings(settings, clock.now(), has_database=setup.exists(settings))
    for finding in findings:
        click.echo(f"{finding.verdict:<4} {finding.matter}: {finding.advice}")
    context.exit(FAILED if any(finding.verdict is Verdict.FAIL for finding in findings) else 0)
