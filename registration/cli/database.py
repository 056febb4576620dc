"""`registration migrate`: bring the database to the shape this version needs."""

import click

from registration.cli import setup
from registration.queries import vitals


@click.command()
def migrate() -> None:
    """Bring the database up to date.

    Creates the tables and the stakeholder types where they are missing. Doing it twice does no harm.
    """
    settings = setup.settings_from_environment()
    setup.prepare_folder(settings)
    with setup.application(settings):
        was_current = vitals.is_up_to_date()
        created = setup.bring_up_to_date()
    click.echo("The database was up to date." if was_current else "The database is up to date.")
    if created:
        click.echo(f"{created} stakeholder types created.")
