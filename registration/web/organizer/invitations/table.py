"""The table of invitations: how far each has come, and for how many more there is room."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions.bulk_invitations import POSSIBLE, Deed
from registration.i18n import localized
from registration.models.invitations import Invitation
from registration.models.organizations import Organization
from registration.queries import invitation_table, occupancy, scope
from registration.queries.invitation_table import PER_PAGE, Funnel
from registration.rules.invitations import Reply
from registration.rules.permissions import Permission
from registration.web import access, languages
from registration.web.organizer import filters as guest_filters
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.invitations import filters
from registration.web.organizer.roundtable import permissions_on

# What the funnel tells, in this order.
SHOWN = (Reply.DRAFT, Reply.SENT, Reply.ACCEPTED, Reply.SUBSTITUTED, Reply.REGRETS, Reply.EXPIRED)


class Row(NamedTuple):
    """One line of the small table below the funnel; `value` is that of the filter `name`."""

    words: str
    name: str
    value: str
    numbers: Counter[Reply]


@blueprint.get("/roundtables/<slug:slug>/invitations")
@access.needs(Permission.REGISTRATIONS_VIEW)
def invitations(slug: str) -> ResponseReturnValue:
    me, now = access.organizer(), clock.now()
    found = scope.roundtable(me, slug, access.permission())
    reaches = scope.reaches(me, found, access.permission())
    contact = scope.may_about_all(me, found, Permission.REGISTRATIONS_CONTACT, reaches)
    known, may = guest_filters.known(found), permissions_on(me, found)
    wanted = filters.read(request.args, known, contact=contact, reaches=reaches)
    page = invitation_table.page(found, wanted, guest_filters.page_number(request.args))
    funnel = invitation_table.funnel(found, reaches)
    types = {kind.id: kind for kind in occupancy.stakeholder_types()}
    takes_entries = found.takes_entries(now)
    writes = may["registrations_edit"] and takes_entries
    return render_template(
        "organizer/invitations/table.html",
        roundtable=found,
        page=page,
        first=(page.number - 1) * PER_PAGE + 1,
        filters=wanted,
        address=filters.as_address(wanted),
        funnel=funnel,
        states=SHOWN,
        breakdown=[
            *_by(
                funnel,
                {key: (localized(kind.names, languages.current()), kind.code) for key, kind in types.items()},
            ),
            *_by_host(funnel, found.convenors),
        ],
        types=[types[key] for key in types if key in funnel.types],
        hosts=known.hosts,
        mail=invitation_table.latest_mail(page.rows),
        is_undelivered=invitation_table.is_undelivered,
        # Numbers about all are only for those who reach everybody.
        expectation=invitation_table.expectation(found, funnel.total) if may["seats_view"] else None,
        may=may | {"registrations_contact": contact},
        writes=writes,
        deeds=_deeds(page.rows) if writes else [],
    )


def _deeds(rows: Iterable[Invitation]) -> list[Deed]:
    """What can be done about the invitations on this page."""
    present = {row.status for row in rows}
    return [deed for deed, statuses in POSSIBLE.items() if statuses & present]


def _by(funnel: Funnel, types: dict[int, tuple[str, str]]) -> list[Row]:
    return [
        Row(words, "type", code, funnel.types[key])
        for key, (words, code) in types.items()
        if key in funnel.types
    ]


def _by_host(funnel: Funnel, convenors: Iterable[Organization]) -> list[Row]:
    """Worth a line only where somebody invites on behalf of one in particular."""
    if not set(funnel.hosts) - {None}:
        return []
    rows = [
        Row(
            _("Invited by %(organization)s", organization=one.short_name),
            "host",
            str(one.id),
            funnel.hosts[one.id],
        )
        for one in convenors
        if one.id in funnel.hosts
    ]
    nobody = funnel.hosts.get(None)
    return rows + ([Row(_("On behalf of no organization in particular"), "", "", nobody)] if nobody else [])
