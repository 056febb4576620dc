"""The guest table: who registered, and against which caps."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from registration import clock
from registration.actions.bulk_decisions import POSSIBLE, Deed
from registration.models.registrations import Registration
from registration.models.stakeholder_types import StakeholderType
from registration.queries import guest_table, inquiries, occupancy, programme, scope
from registration.queries.guest_table import PER_PAGE
from registration.rules.permissions import Permission, Reaches
from registration.rules.statuses import Status
from registration.web import access
from registration.web.organizer import filters
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.roundtable import permissions_on, statuses_shown


@blueprint.get("/roundtables/<slug:slug>/registrations")
@access.needs(Permission.REGISTRATIONS_VIEW)
def registrations(slug: str) -> ResponseReturnValue:
    me, now = access.organizer(), clock.now()
    found = scope.roundtable(me, slug, access.permission())
    may, reaches = permissions_on(me, found), scope.reaches(me, found, access.permission())
    contact = scope.may_about_all(me, found, Permission.REGISTRATIONS_CONTACT, reaches)
    occupied = occupancy.of(found)
    types = {of_type.stakeholder_type.code: of_type.stakeholder_type for of_type in occupied.types}
    wanted = filters.read(request.args, types=types, contact=contact, reaches=reaches)
    page = guest_table.page(found, wanted, filters.page_number(request.args))
    counts = guest_table.status_counts(found, reaches)
    takes_entries = found.takes_entries(now)
    decidable = [row for row in page.rows if scope.may_about(me, row, Permission.REGISTRATIONS_DECIDE)]
    return render_template(
        "organizer/registrations.html",
        roundtable=found,
        listed=programme.listed([found], now)[0],
        occupancy=occupied,
        page=page,
        first=(page.number - 1) * PER_PAGE + 1,
        filters=wanted,
        address=filters.as_address(wanted),
        types=[kind for kind in types.values() if _is_reached(kind, reaches)],
        counts=counts,
        tabs_shown=statuses_shown(counts),
        may=may | {"registrations_contact": contact},
        takes_entries=takes_entries,
        deeds=_deeds(decidable) if takes_entries else [],
        decidable={row.id for row in decidable},
        answered=inquiries.answered([row for row in page.rows if row.status is Status.PENDING]),
    )


def _is_reached(kind: StakeholderType, reaches: Reaches) -> bool:
    return any(reach.stakeholder_type_id in (None, kind.id) for reach in reaches)


def _deeds(rows: list[Registration]) -> list[Deed]:
    """What can be decided about the people on this page."""
    present = {row.status for row in rows}
    return [deed for deed, statuses in POSSIBLE.items() if statuses & present]
