"""All mail to many of a roundtable, and the beginning of a new one."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, mailings
from registration.actions.mailings import Whom
from registration.extensions import transaction
from registration.queries import guest_table, occupancy, scope, selections
from registration.queries import mailings as stored
from registration.queries.guest_table import Filters
from registration.rules import statuses
from registration.rules.permissions import Permission
from registration.web import access, languages
from registration.web.organizer import filters
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.mailings import GREETING
from registration.web.organizer.guests import chosen as ticked
from registration.web.organizer.mailings import audience


@blueprint.get("/roundtables/<slug:slug>/mailings")
@access.needs(Permission.REGISTRATIONS_MAIL)
def mailings_of(slug: str) -> ResponseReturnValue:
    roundtable = scope.roundtable(access.organizer(), slug, access.permission())
    found = stored.of(roundtable)
    return render_template(
        "organizer/mailings/list.html",
        roundtable=roundtable,
        mailings=found,
        progress=stored.progress(found),
        in_words=audience.in_words,
    )


@blueprint.route("/roundtables/<slug:slug>/mailings/new", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_MAIL)
def new_mailing(slug: str) -> ResponseReturnValue:
    """For whom the filters name, or for those ticked in the guest table; a draft, so nothing has left yet."""
    me = access.organizer()
    roundtable = scope.roundtable(me, slug, access.permission())
    wanted = _filters(roundtable.slug)
    if request.method == "GET":
        counts = guest_table.status_counts(roundtable, wanted.reaches)
        return render_template(
            "organizer/mailings/new.html",
            roundtable=roundtable,
            filters=wanted,
            address=filters.as_address(wanted),
            types=occupancy.stakeholder_types(),
            counts=counts,
            live=sum(counts.get(one, 0) for one in statuses.LIVE),
        )
    chosen = () if "everyone" in request.form else tuple(ticked.ids("person"))
    if len(chosen) > selections.MOST:
        flash(_("Please select at most %(most)s people at once.", most=selections.MOST), "warning")
        back: dict[str, Any] = {"slug": slug, **filters.as_address(wanted)}
        return redirect(url_for("organizer.registrations", **back), 303)
    ended = wanted.status is not None and wanted.status not in statuses.LIVE
    whom = Whom({} if chosen else filters.as_address(wanted), chosen, ended_too=ended and not chosen)
    with transaction():
        me, at = access.organizer(), clock.now()
        roundtable = scope.roundtable(me, slug, access.permission())
        texts = {languages.current(): str(GREETING)}
        begun = mailings.begin(roundtable, whom, subjects={}, texts=texts, by=audit.organizer(me.id), at=at)
        mailing_id = begun.id
    return redirect(url_for("organizer.write_mailing", slug=slug, mailing_id=mailing_id), 303)


def _filters(slug: str) -> Filters:
    """Those of the guest table's address; the fields of the form come before it."""
    me = access.organizer()
    roundtable = scope.roundtable(me, slug, access.permission())
    typed = {**request.args.to_dict(), **request.form.to_dict()}
    reaches = scope.reaches(me, roundtable, access.permission())
    return filters.read(typed, filters.known(roundtable), contact=True, reaches=reaches)
