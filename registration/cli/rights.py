"""What a person may do for an organization, as options of commands and in the lines they print."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from registration.actions import organizations
from registration.models.organizers import Membership
from registration.queries import occupancy
from registration.rules.permissions import Grant, Role
from registration.rules.refusals import OrganizationUnknown

Command = TypeVar("Command", bound=Callable[..., Any])


def options(*, required: bool) -> Callable[[Command], Command]:
    """The options that say what a person may do for an organization, and about whom."""
    wanted = (
        click.option(
            "--role",
            type=click.Choice([role.value for role in Role]),
            required=required,
            default=None if required else Role.MANAGER.value,
            show_default=not required,
            help="What the person may do for the organization.",
        ),
        click.option(
            "--export/--no-export",
            "may_export",
            required=required,
            default=None if required else False,
            show_default=not required,
            help="Whether the person may download lists.",
        ),
        click.option(
            "--sensitive/--no-sensitive",
            "sees_sensitive",
            default=False,
            show_default=True,
            help="Whether the person sees answers to sensitive questions.",
        ),
        click.option(
            "--limit-type",
            "type_code",
            metavar="CODE",
            help="Limit an approver to one stakeholder type, for instance civil_society.",
        ),
        click.option(
            "--limit-allotment",
            "host_slug",
            metavar="SLUG",
            help="Limit an approver to the allotment of one convening organization.",
        ),
    )

    def with_options(command: Command) -> Command:
        for option in reversed(wanted):
            command = option(command)
        return command

    return with_options


def grant(
    *, role: str, may_export: bool, sees_sensitive: bool, type_code: str | None, host_slug: str | None
) -> Grant:
    """Raises click's errors for a limit that cannot be meant."""
    if (type_code or host_slug) and role != Role.APPROVER:
        raise click.UsageError(
            "only an approver can be limited: leave out --limit-type and --limit-allotment"
        )
    return Grant(
        Role(role),
        may_export,
        sees_sensitive,
        _type_id(type_code) if type_code else None,
        _host_id(host_slug) if host_slug else None,
    )


def _type_id(code: str) -> int:
    types = {kind.code: kind.id for kind in occupancy.stakeholder_types()}
    if code not in types:
        raise click.BadParameter(
            f"there is no stakeholder type {code!r}; choose one of: {', '.join(types)}",
            param_hint="--limit-type",
        )
    return types[code]


def _host_id(slug: str) -> int:
    try:
        return organizations.known(slug).id
    except OrganizationUnknown as error:
        raise click.BadParameter(
            f"there is no organization {slug!r}", param_hint="--limit-allotment"
        ) from error


def described(held: Membership) -> str:
    """A part in an organization for a list: "approver of peace-institute (only civil_society)"."""
    notes = "; ".join([*_limits(held), *_granted(held)])
    return f"{_part(held)}{f' ({notes})' if notes else ''}"


def sentence(held: Membership) -> str:
    """The same as the end of a sentence."""
    return " and ".join([", ".join([_part(held), *_limits(held)]), *_granted(held)]) + "."


def _part(held: Membership) -> str:
    return f"{held.role} of {held.organization.slug}"


def _limits(held: Membership) -> list[str]:
    found = []
    if held.stakeholder_type is not None:
        found.append(f"only {held.stakeholder_type.code}")
    if held.host is not None:
        found.append(f"only the allotment of {held.host.slug}")
    return found


def _granted(held: Membership) -> list[str]:
    granted = {"may download lists": held.may_export, "sees sensitive answers": held.sees_sensitive}
    return [words for words, given in granted.items() if given]
