"""What has become of the attendees since a list of them was downloaded: who is new, gone, replaced, or changed.

Where everybody stood then is read from the history. Tags are the organizers' own marks: they change nobody.
"""

from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased

from registration.extensions import db
from registration.models.audit import AuditEntry
from registration.models.downloads import Download
from registration.models.organizers import Organizer
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import guest_table, scope
from registration.queries.status_history import DECIDES
from registration.rules.attendee_list import OF_PEOPLE, Change
from registration.rules.permissions import Reaches
from registration.rules.statuses import Status

# Options of a download that leave nobody out.
_NARROWS_NOTHING = {"lang", "header", "dialect", "sensitive", "sort"}
_LOOKED_THROUGH = 50


def since(organizer: Organizer, roundtable: Roundtable) -> datetime | None:
    """When the organizer last downloaded the whole list, to its end; None if never.

    What a colleague has downloaded is on somebody else's desk.
    """
    rows = db.session.execute(
        select(Download.at, Download.options)
        .where(
            Download.roundtable_id == roundtable.id,
            Download.organizer_id == organizer.id,
            Download.preset.in_(OF_PEOPLE),
            Download.rows.is_not(None),
        )
        .order_by(Download.at.desc(), Download.id.desc())
        .limit(_LOOKED_THROUGH)
    )
    return next((at for at, options in rows if not options.keys() - _NARROWS_NOTHING), None)


def count(roundtable: Roundtable, filters: guest_table.Filters, moment: datetime | None) -> int:
    """How many people a list of the changes will hold."""
    wanted = guest_table.narrowed(roundtable, filters).where(happened(moment))
    return (
        db.session.scalar(
            select(func.count()).select_from(wanted.with_only_columns(Registration.id).subquery())
        )
        or 0
    )


def happened(moment: datetime | None) -> ColumnElement[bool]:
    """Whether anything has become of a person since; without a former list every attendee is new."""
    is_in = Registration.status == Status.CONFIRMED
    if moment is None:
        return is_in
    return and_(Registration.updated_at > moment, or_(is_in, _was_in(Registration, moment)))


def change(moment: datetime | None, reaches: Reaches) -> ColumnElement[str]:
    """What has become of somebody of whom `happened` is true. Nobody outside of the reader's reach shows in it."""
    if moment is None:
        return literal(str(Change.NEW))
    former = aliased(Registration)
    replaces = exists().where(
        former.id == Registration.predecessor_id,
        former.status == Status.SUBSTITUTED,
        _was_in(former, moment),
        scope.within(reaches, former),
    )
    is_in, was_in = Registration.status == Status.CONFIRMED, _was_in(Registration, moment)
    return case(
        (and_(is_in, was_in), Change.CHANGED),
        (and_(is_in, replaces), Change.REPLACES),
        (is_in, Change.NEW),
        (Registration.status == Status.SUBSTITUTED, Change.REPLACED_BY),
        else_=Change.GONE,
    )


def _was_in(table: type[Registration], moment: datetime) -> ColumnElement[bool]:
    """Whether somebody was confirmed then. Whoever has no history is taken to have stood then as now."""
    decided = (
        select(
            case(
                *(
                    (AuditEntry.verb == verb, literal(str(status)))
                    for verb, status in DECIDES.items()
                    if status
                ),
                else_=AuditEntry.details["status"].as_string(),
            )
        )
        .where(AuditEntry.registration_id == table.id, AuditEntry.verb.in_(DECIDES), AuditEntry.at <= moment)
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(1)
        .correlate(table)
        .scalar_subquery()
    )
    undecided_since = and_(table.created_at <= moment, table.decided_at <= moment)
    standing = func.coalesce(decided, case((undecided_since, type_coerce(table.status, String))))
    return func.coalesce(standing == str(Status.CONFIRMED), false())
