"""The people of one's organizations: who may do what, and who has been invited."""

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from registration.extensions import db
from registration.models.colleagues import ColleagueInvitation
from registration.models.organizations import Organization
from registration.models.organizers import Membership, Organizer
from registration.queries import colleagues, scope
from registration.rules.permissions import Permission
from registration.rules.refusals import NotFound
from registration.web import access, languages
from registration.web.organizer import filters
from registration.web.organizer.blueprint import blueprint
from registration.words import roles


@dataclass(frozen=True)
class Group:
    """One organization with a page of its people."""

    organization: Organization
    members: list[tuple[Membership, Organizer]]
    invitations: list[ColleagueInvitation]
    number: int
    pages: int


@blueprint.get("/people")
@access.needs(Permission.PEOPLE_MANAGE)
def people() -> ResponseReturnValue:
    me = access.organizer()
    found = db.session.scalars(
        scope.managed(me, access.permission()).order_by(Organization.set_up_by_id, Organization.short_name)
    ).all()
    if not found:
        raise NotFound
    groups = [_group(organization, filters.page_number(request.args)) for organization in found]
    shown = {organizer.id for group in groups for _membership, organizer in group.members}
    return render_template(
        "organizer/colleagues/people.html",
        groups=groups,
        last_sign_ins=colleagues.last_sign_ins(shown),
        pages=max(group.pages for group in groups),
        number=max(group.number for group in groups),
        me=me,
        limits=lambda part: roles.limits(part, languages.current()),
        rights=roles.rights,
    )


@blueprint.context_processor
def in_the_bar() -> dict[str, bool]:
    """Whether the organizer has people to look after."""
    me = access.load_organizer()
    return {"has_people": me is not None and bool(scope.organizations(me, Permission.PEOPLE_MANAGE))}


def _group(organization: Organization, number: int) -> Group:
    pages = max(1, -(-colleagues.count(organization) // colleagues.PER_PAGE))
    number = min(number, pages)
    return Group(
        organization,
        colleagues.members(organization, number),
        colleagues.invitations(organization),
        number,
        pages,
    )
