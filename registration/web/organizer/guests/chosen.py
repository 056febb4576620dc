"""Whom somebody has chosen in the guest table: ticked one by one, or all that the filters leave."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.models.roundtables import Roundtable
from registration.queries import scope, selections
from registration.queries.guest_table import Filters
from registration.rules.permissions import Permission
from registration.rules.statuses import Status
from registration.web import access
from registration.web.organizer import filters
from registration.web.organizer.guests import columns


@dataclass(frozen=True)
class Chosen:
    """Public ids, each once. `words` say why nothing can be done with them."""

    ids: list[str]
    words: str = ""


def chosen(roundtable: Roundtable, statuses: Collection[Status] | None = None) -> Chosen:
    """Those of the form; of everybody only those in one of the statuses. The address says which filters stand."""
    if "everyone" not in request.form:
        found = ids("person", "waits")
        if len(found) > selections.MOST:
            return Chosen(found, _("Please select at most %(most)s people at once.", most=selections.MOST))
        return Chosen(found, "" if found else nobody())
    wanted = _filters(roundtable, access.permission())
    found = selections.matching(roundtable, wanted, statuses)
    if len(found) > selections.MOST:
        return Chosen([], _too_many())
    return Chosen(found, "" if found else _("This can be done to none of those that the filters leave."))


def ids(*names: str) -> list[str]:
    """Every identifier once; what is none is nobody's. Many may stand in one field, between blanks."""
    typed = [value for name in names for text in request.form.getlist(name) for value in text.split(" ")]
    return list(dict.fromkeys(value for value in typed if _is_id(value)))


def address(roundtable: Roundtable) -> dict[str, str]:
    """The filters and columns of the guest table, to come back to the same people."""
    wanted = filters.as_address(filters.read(request.args, filters.known(roundtable), contact=True))
    shown = columns.read(request.args.getlist("columns"), roundtable, contact=True, notes=True)
    number = filters.page_number(request.args)
    return wanted | shown.as_address() | ({"page": str(number)} if number > 1 else {})


def back(roundtable: Roundtable, words: str = "") -> ResponseReturnValue:
    """To the guest table as it was left, with a word of warning if there is one."""
    if words:
        flash(words, "warning")
    return redirect(table(roundtable, address(roundtable)), 303)


def table(roundtable: Roundtable, asked: dict[str, str]) -> str:
    """The address of the guest table with these filters and columns."""
    return url_for("organizer.registrations", slug=roundtable.slug, **asked)  # type: ignore[arg-type]


def _filters(roundtable: Roundtable, permission: Permission) -> Filters:
    """As the table searches, narrowed to those about whom one may act."""
    me = access.organizer()
    seen = scope.reaches(me, roundtable, Permission.REGISTRATIONS_VIEW)
    contact = scope.may_about_all(me, roundtable, Permission.REGISTRATIONS_CONTACT, seen)
    found = filters.read(request.args, filters.known(roundtable), contact=contact, reaches=seen)
    return replace(found, reaches=scope.reaches(me, roundtable, permission))


def nobody() -> str:
    return _("Select the people first, then choose what to do.")


def _too_many() -> str:
    return _(
        "More than %(most)s people match. Narrow the table first: at most %(most)s are dealt with at once.",
        most=selections.MOST,
    )


def _is_id(value: str) -> bool:
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False
