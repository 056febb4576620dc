"""One deed about the invitations somebody has chosen: first a preview, then the deed, in units of a few each."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from registration import clock
from registration.actions import audit, seats
from registration.actions.bulk_invitations import AT_ONCE, POSSIBLE, Deed, Fate, Order, carry_out
from registration.extensions import transaction
from registration.models.roundtables import Roundtable
from registration.queries import invitation_table, scope
from registration.queries.invitation_table import MOST
from registration.rules.invitations import Reply
from registration.rules.permissions import Permission
from registration.web import access
from registration.web.organizer import filters as guest_filters
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.invitation_deeds import FORMS, DeedForm
from registration.web.organizer.guests import chosen
from registration.web.organizer.invitations import filters, reports


@dataclass(frozen=True)
class Choice:
    """The public ids of those chosen; `words` say what stands in the way, or what is left for another time."""

    ids: list[str]
    words: str = ""


@blueprint.post("/roundtables/<slug:slug>/invitations/deeds")
@access.needs(Permission.REGISTRATIONS_EDIT)
def deal_with_invitations(slug: str) -> ResponseReturnValue:
    """A first sending names invitations and the deed and is answered by a preview; that one is sent back to act."""
    found = scope.roundtable(access.organizer(), slug, access.permission())
    deed = _deed()
    choice = _choice(found, deed) if deed else Choice([])
    if deed is None or not choice.ids:
        return _back(
            found, choice.ids, choice.words or _("Select the invitations first, then choose what to do.")
        )
    # From its own page one invitation is sent by one button.
    at_once = bool(_alone(choice.ids)) and deed in (Deed.SEND, Deed.RESEND)
    decided = at_once or "decided" in request.form
    form = FORMS[deed]() if decided else FORMS[deed](formdata=None)
    form.measure(found, clock.now())
    if not (decided and form.is_sent_in_order()):
        return _page(found, deed, form, choice), 422 if form.errors else 200
    fates = _act(slug, form.order(deed), choice.ids)
    for words, category in reports.said(found, fates):
        flash(words, category)
    return _back(found, choice.ids)


def _act(slug: str, order: Order, ids: list[str]) -> list[Fate]:
    """In units, each under the lock of its own; what is done stays done if a later one fails."""
    fates: list[Fate] = []
    for start in range(0, len(ids), AT_ONCE):
        with transaction():
            me, at = access.organizer(), clock.now()
            room = seats.lock(scope.roundtable(me, slug, access.permission()).id)
            reaches = scope.reaches(me, room.roundtable, access.permission())
            some = invitation_table.of(room.roundtable, ids[start : start + AT_ONCE], reaches)
            fates += carry_out(room, some, order, by=audit.organizer(me.id), at=at)
    return fates


def _page(found: Roundtable, deed: Deed, form: DeedForm, choice: Choice) -> str:
    reaches = scope.reaches(access.organizer(), found, access.permission())
    some = invitation_table.of(found, choice.ids, reaches)
    parts = reports.preview(found, some, Order(deed), clock.now())
    return render_template(
        "organizer/invitations/deed.html",
        roundtable=found,
        deed=deed,
        form=form,
        parts=parts,
        acting=" ".join(one.public_id for part in parts if part.acts for one in part.invitations),
        words=choice.words,
        alone=_alone(choice.ids),
        address=_address(found),
    )


def _choice(roundtable: Roundtable, deed: Deed) -> Choice:
    if "everyone" not in request.form:
        found = chosen.ids("invitation")
        if len(found) > MOST:
            return Choice([], _("Please select at most %(most)s invitations at once.", most=MOST))
        return Choice(found)
    me = access.organizer()
    seen = scope.reaches(me, roundtable, access.permission())
    contact = scope.may_about_all(me, roundtable, Permission.REGISTRATIONS_CONTACT, seen)
    wanted = filters.read(request.args, guest_filters.known(roundtable), contact=contact, reaches=seen)
    # Nobody sends anew to many whose invitation was taken back on purpose.
    statuses = POSSIBLE[deed] - {Reply.REVOKED}
    found = invitation_table.matching(roundtable, wanted, statuses)
    if not found:
        return Choice([], _("This can be done to none of those that the filters leave."))
    if len(found) > MOST:
        words = ngettext(
            "Only the first %(num)s is dealt with now. Do the same once more for the others.",
            "Only the first %(num)s are dealt with now. Do the same once more for the others.",
            MOST,
        )
        return Choice(found[:MOST], words)
    return Choice(found)


def _deed() -> Deed | None:
    named = request.form.get("deed", "")
    return Deed(named) if named in set(Deed) else None


def _alone(ids: list[str]) -> str:
    """The one that it is about, where it began on its own page."""
    return ids[0] if "alone" in request.form and len(ids) == 1 else ""


def _address(roundtable: Roundtable) -> dict[str, Any]:
    known = guest_filters.known(roundtable)
    number = guest_filters.page_number(request.args)
    wanted = filters.as_address(filters.read(request.args, known, contact=True))
    return wanted | ({"page": str(number)} if number > 1 else {})


def _back(roundtable: Roundtable, ids: list[str], words: str = "") -> ResponseReturnValue:
    """To where it began, with a word of warning if there is one."""
    if words:
        flash(words, "warning")
    if one := _alone(ids):
        return redirect(url_for("organizer.invitation", slug=roundtable.slug, invitee_id=one), 303)
    return redirect(url_for("organizer.invitations", slug=roundtable.slug, **_address(roundtable)), 303)
