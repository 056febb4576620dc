"""The guest table: who registered, and against which caps."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from registration import clock
from registration.actions.bulk_decisions import POSSIBLE, Deed
from registration.data import countries
from registration.models.organizers import Organizer
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.queries import (
    changes,
    guest_table,
    inquiries,
    notes,
    occupancy,
    programme,
    scope,
    tags,
    views,
)
from registration.queries.guest_table import PER_PAGE
from registration.rules.permissions import Permission, Reaches
from registration.rules.statuses import Status
from registration.web import access, languages
from registration.web.organizer import filters
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.guests import columns, undoing
from registration.web.organizer.guests.chips import chips
from registration.web.organizer.roundtable import permissions_on, statuses_shown


@blueprint.get("/roundtables/<slug:slug>/registrations")
@access.needs(Permission.REGISTRATIONS_VIEW)
def registrations(slug: str) -> ResponseReturnValue:
    me, now = access.organizer(), clock.now()
    found = scope.roundtable(me, slug, access.permission())
    may, reaches = permissions_on(me, found), scope.reaches(me, found, access.permission())
    contact = scope.may_about_all(me, found, Permission.REGISTRATIONS_CONTACT, reaches)
    decides = scope.may_about_all(me, found, Permission.REGISTRATIONS_DECIDE, reaches)
    occupied, known = occupancy.of(found), filters.known(found)
    types = {of_type.stakeholder_type.code: of_type.stakeholder_type for of_type in occupied.types}
    wanted = filters.read(request.args, known, contact=contact, reaches=reaches)
    shown = columns.read(request.args.getlist("columns"), found, contact=contact, notes=decides)
    page = guest_table.page(found, wanted, filters.page_number(request.args))
    counts = guest_table.status_counts(found, reaches)
    decidable = [row for row in page.rows if scope.may_about(me, row, Permission.REGISTRATIONS_DECIDE)]
    takes_entries = found.takes_entries(now)
    return render_template(
        "organizer/registrations.html",
        roundtable=found,
        listed=programme.listed([found], now)[0],
        occupancy=occupied,
        page=page,
        first=(page.number - 1) * PER_PAGE + 1,
        filters=wanted,
        chips=chips(wanted, known, types, found),
        known=known,
        countries=countries.choices(languages.current()),
        address=filters.as_address(wanted) | shown.as_address(),
        columns=shown,
        label=columns.label,
        cell=columns.text,
        types=[kind for kind in types.values() if _is_reached(kind, reaches)],
        counts=counts,
        tabs_shown=statuses_shown(counts),
        views=views.of(found, me),
        tags=tags.of_people(page.rows) if "tags" in shown.shown else {},
        notes=notes.latest(page.rows) if columns.NOTES in shown.shown else {},
        undo=undoing.offer(found, me, now),
        changed=_changed(me, found) if may["lists_export"] else 0,
        may=may | {"registrations_contact": contact},
        takes_entries=takes_entries,
        deeds=_deeds(decidable) if takes_entries else [],
        tags_people=bool(decidable),
        pickable={row.id for row in (page.rows if may["lists_export"] else decidable)},
        mailing=_mailing(found, may, filters.as_address(wanted)),
        answered=inquiries.answered([row for row in page.rows if row.status is Status.PENDING]),
    )


def _changed(me: Organizer, roundtable: Roundtable) -> int:
    """How many people a list that was downloaded tells wrongly by now."""
    since = changes.since(me, roundtable)
    if since is None:
        return 0
    reached = scope.reaches(me, roundtable, Permission.LISTS_EXPORT)
    return changes.count(roundtable, guest_table.Filters(reaches=reached), since)


def _is_reached(kind: StakeholderType, reaches: Reaches) -> bool:
    return any(reach.stakeholder_type_id in (None, kind.id) for reach in reaches)


def _deeds(rows: list[Registration]) -> list[Deed]:
    """What can be decided about the people on this page."""
    present = {row.status for row in rows}
    return [deed for deed, statuses in POSSIBLE.items() if statuses & present]


def _mailing(roundtable: Roundtable, may: dict[str, bool], address: dict[str, str]) -> str:
    """Where a mail to those chosen is begun, for those who may write to them."""
    if not may["registrations_mail"]:
        return ""
    return url_for("organizer.new_mailing", slug=roundtable.slug, **address)  # type: ignore[arg-type]
