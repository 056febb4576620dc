"""`registration organizations …`: who can convene roundtables."""

import click

from registration import clock
from registration.actions import audit, second_factors
from registration.actions import organizations as actions
from registration.cli import setup
from registration.cli.refusing import refuse
from registration.extensions import transaction
from registration.rules.refusals import OrganizationUnknown, SlugTaken


@click.group()
def organizations() -> None:
    """Organizations that convene roundtables."""


@organizations.command("add")
@click.argument("slug")
@click.argument("name")
@click.option("--short-name", default="", help="An acronym, for instance IPI.")
@click.option("--url", help="The organization's public site.")
def add_organization(slug: str, name: str, short_name: str, url: str | None) -> None:
    """Add an organization.

    SLUG is its short address in lower-case letters, such as peace-institute.
    """
    if url and not url.startswith(("https://", "http://")):
        raise click.BadParameter("must begin with https:// or http://", param_hint="--url")
    with setup.current_application():
        try:
            with transaction():
                actions.add(slug, {"en": name}, short_name=short_name, url=url)
        except SlugTaken:
            refuse(f"another organization has the short address {slug}")
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="SLUG") from error
    click.echo(f"{name} is there as {slug}.")


@organizations.command("change")
@click.argument("slug")
@click.option(
    "--second-factor/--no-second-factor",
    "required",
    required=True,
    help="Whether its members must show a passkey or a code of an app when they sign in.",
)
def change_organization(slug: str, *, required: bool) -> None:
    """Change what an organization asks of its members."""
    with setup.current_application():
        try:
            with transaction():
                found = actions.known(slug)
                second_factors.require(found, required=required, by=audit.OPERATOR, at=clock.now())
        except OrganizationUnknown:
            refuse(f"there is no organization {slug!r}")
    click.echo(f"Members of {slug} {'need' if required else 'do not need'} a second factor.")
