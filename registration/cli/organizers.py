"""`registration organizers …`: accounts, and what each may do for which organization."""

from typing import Any

import click
from email_validator import EmailNotValidError, validate_email

from registration import clock, links
from registration.actions import audit, memberships
from registration.actions import organizations as organization_actions
from registration.actions import organizers as actions
from registration.actions import second_factors as factor_actions
from registration.cli import rights, setup
from registration.cli.refusing import refuse
from registration.extensions import transaction
from registration.models.organizations import Organization
from registration.models.organizers import Organizer
from registration.queries import accounts
from registration.rules.refusals import LastOwner, NotFound, OrganizationUnknown, OrganizerExists


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


_ORGANIZATION = click.option(
    "--organization",
    "slug",
    required=True,
    help="The organization's short address, for instance peace-institute.",
)


@organizers.command("add")
@click.argument("email", type=EmailAddress())
@_ORGANIZATION
@click.option("--create-organization", "organization_name", help="Create the organization under this name.")
@click.option("--name", default="", help="The person's name.")
@rights.options(required=False)
def add_organizer(email: str, slug: str, organization_name: str | None, name: str, **wanted: Any) -> None:
    """Give a person a part in an organization.

    Prints a link to sign in, for one use within three days; a password is chosen there.
    """
    now = clock.now()
    with setup.current_application():
        try:
            with transaction():
                organization = _organization(slug, organization_name)
                organizer = actions.of_address(email) or actions.create(email, name=name, at=now)
                memberships.add(organizer, organization, rights.grant(**wanted), by=audit.OPERATOR, at=now)
                secret = actions.mint_sign_in(organizer, at=now)
        except OrganizerExists:
            refuse(f"{email} is already an organizer of {slug}; see registration organizers change and link")
        click.echo(_said(email, slug))
        _print_link(secret)


@organizers.command("change")
@click.argument("email", type=EmailAddress())
@_ORGANIZATION
@rights.options(required=True)
def change_organizer(email: str, slug: str, **wanted: Any) -> None:
    """Change what a person may do for an organization.

    What is not named is not granted, and who is not limited reaches everybody.
    """
    with setup.current_application():
        try:
            with transaction():
                organization, organizer = _organization(slug, None), _known(email)
                memberships.change(
                    organizer, organization, rights.grant(**wanted), by=audit.OPERATOR, at=clock.now()
                )
        except NotFound:
            refuse(f"{email} is not an organizer of {slug}; add the person with: registration organizers add")
        except LastOwner:
            refuse(f"{email} is the only owner of {slug}; make somebody else owner first")
        click.echo(_said(email, slug))


@organizers.command("remove")
@click.argument("email", type=EmailAddress())
@_ORGANIZATION
def remove_organizer(email: str, slug: str) -> None:
    """Take a person's part in an organization away.

    It counts at once; the person is told by mail.
    """
    with setup.current_application():
        try:
            with transaction():
                organization, organizer = _organization(slug, None), _known(email)
                memberships.remove(organizer, organization, by=audit.OPERATOR, at=clock.now())
        except NotFound:
            refuse(f"{email} is not an organizer of {slug}; see registration organizers list")
        except LastOwner:
            refuse(f"{email} is the only owner of {slug}; make somebody else owner first")
        click.echo(f"{email} is no longer an organizer of {slug}.")


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


def _known(email: str) -> Organizer:
    organizer = actions.of_address(email)
    if organizer is None:
        raise NotFound
    return organizer


def _said(email: str, slug: str) -> str:
    """What a person may do in an organization, as it is stored now."""
    held = next(held for held in _known(email).memberships if held.organization.slug == slug)
    return f"{email} is {rights.sentence(held)}"


def _described(organizer: Organizer) -> str:
    parts = ", ".join(rights.described(held) for held in organizer.memberships)
    state = "" if organizer.active else " [inactive]"
    return f"{organizer.email}{state}: {parts or 'no organization'}"


def _print_link(secret: str) -> None:
    click.echo(f"Sign-in link, for one use within three days: {links.sign_in(secret)}")
