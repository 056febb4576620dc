"""`registration organizers …` and `registration organizations …`: accounts and the organizations they belong to."""

import click
from email_validator import EmailNotValidError, validate_email

from registration import clock, links
from registration.actions import audit
from registration.actions import organizations as organization_actions
from registration.actions import organizers as actions
from registration.actions import second_factors as factor_actions
from registration.cli import setup
from registration.cli.refusing import refuse
from registration.extensions import transaction
from registration.models.organizations import Organization
from registration.models.organizers import Organizer
from registration.queries import accounts
from registration.rules.permissions import Role
from registration.rules.refusals import NotFound, OrganizationUnknown, OrganizerExists, SlugTaken


class EmailAddress(click.ParamType[str]):
    """An address that could receive mail; nothing is looked up."""

    name = "email"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return validate_email(value, check_deliverability=False).normalized
        except EmailNotValidError:
            self.fail(f"{value!r} is not an e-mail address", param, ctx)


@click.group()
def organizers() -> None:
    """Accounts of those who organize roundtables."""


@organizers.command("add")
@click.argument("email", type=EmailAddress())
@click.option(
    "--organization",
    "slug",
    required=True,
    help="The organization's short address, for instance peace-institute.",
)
@click.option("--create-organization", "organization_name", help="Create the organization under this name.")
@click.option("--name", default="", help="The person's name.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.MANAGER.value,
    show_default=True,
    help="What the person may do for the organization.",
)
@click.option(
    "--export/--no-export",
    "may_export",
    default=False,
    show_default=True,
    help="Whether the person may download lists.",
)
def add_organizer(
    email: str, slug: str, organization_name: str | None, name: str, role: str, *, may_export: bool
) -> None:
    """Give a person a part in an organization.

    Prints a link to sign in, for one use within three days; a password is chosen there.
    """
    now = clock.now()
    with setup.current_application():
        try:
            with transaction():
                organization = _organization(slug, organization_name)
                grant = actions.Grant(organization, Role(role), may_export)
                organizer = actions.add(email, grant, name=name, by=audit.OPERATOR, at=now)
                secret = actions.mint_sign_in(organizer, at=now)
        except OrganizerExists:
            refuse(f"{email} is already an organizer of {slug}; see registration organizers change and link")
        click.echo(f"{email} is {role} of {slug}{' and may download lists' if may_export else ''}.")
        _print_link(secret)


@organizers.command("change")
@click.argument("email", type=EmailAddress())
@click.option("--organization", "slug", required=True, help="The organization's short address.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    required=True,
    help="What the person may do for the organization.",
)
@click.option(
    "--export/--no-export", "may_export", required=True, help="Whether the person may download lists."
)
def change_organizer(email: str, slug: str, role: str, *, may_export: bool) -> None:
    """Change what a person may do for an organization."""
    with setup.current_application():
        try:
            with transaction():
                grant = actions.Grant(_organization(slug, None), Role(role), may_export)
                organizer = actions.of_address(email)
                if organizer is None:
                    raise NotFound
                actions.change(organizer, grant, by=audit.OPERATOR, at=clock.now())
        except NotFound:
            refuse(f"{email} is not an organizer of {slug}; add the person with: registration organizers add")
        click.echo(f"{email} is {role} of {slug}{' and may download lists' if may_export else ''}.")


@organizers.command("list")
def list_organizers() -> None:
    """Print every account with its organizations."""
    with setup.current_application():
        for organizer in accounts.organizers():
            click.echo(_described(organizer))


@organizers.command("link")
@click.argument("email", type=EmailAddress())
def link_organizer(email: str) -> None:
    """Print a new link to sign in.

    It is for one use within three days.
    """
    with setup.current_application():
        organizer = actions.of_address(email)
        if organizer is None or not organizer.active:
            refuse(f"no organizer has the address {email}; add one with: registration organizers add")
        with transaction():
            secret = actions.mint_sign_in(organizer, at=clock.now())
        _print_link(secret)


@organizers.command("remove-second-factors")
@click.argument("email", type=EmailAddress())
def remove_second_factors(email: str) -> None:
    """Take away passkeys, authenticator app and recovery codes.

    For somebody who has lost them all: make sure who is asking. Every visit of the account ends, its owner is told by
    mail, and signs in by password or link.
    """
    with setup.current_application():
        with transaction():
            organizer = actions.of_address(email)
            if organizer is not None:
                factor_actions.remove_all(organizer, by=audit.OPERATOR, at=clock.now())
        if organizer is None:
            refuse(f"no organizer has the address {email}")
        click.echo(f"{email} has no second factors any more; see registration organizers link")


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
                organization_actions.add(slug, {"en": name}, short_name=short_name, url=url)
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
                found = organization_actions.known(slug)
                factor_actions.require(found, required=required, by=audit.OPERATOR, at=clock.now())
        except OrganizationUnknown:
            refuse(f"there is no organization {slug!r}")
    click.echo(f"Members of {slug} {'need' if required else 'do not need'} a second factor.")


def _organization(slug: str, name: str | None) -> Organization:
    """The one that exists, or a new one when a name for it was given."""
    try:
        if name and organization_actions.find(slug) is None:
            return organization_actions.add(slug, {"en": name})
        return organization_actions.known(slug)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--organization") from error
    except OrganizationUnknown as error:
        raise click.BadParameter(
            f"there is no organization {slug!r}; create it along with the option --create-organization NAME",
            param_hint="--organization",
        ) from error


def _described(organizer: Organizer) -> str:
    parts = ", ".join(
        f"{held.role} of {held.organization.slug}{' (may download lists)' if held.may_export else ''}"
        for held in organizer.memberships
    )
    state = "" if organizer.active else " [inactive]"
    return f"{organizer.email}{state}: {parts or 'no organization'}"


def _print_link(secret: str) -> None:
    click.echo(f"Sign-in link, for one use within three days: {links.sign_in(secret)}")
