"""Record a reply that came by phone or note verbale: they come, somebody else comes, or nobody does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import TextAreaField

from registration import clock
from registration.actions import audit, invitations, replies, seats
from registration.actions.wishes import Wish
from registration.extensions import transaction
from registration.models.invitations import Invitation
from registration.queries import scope
from registration.rules.invitations import TAKES_REPLIES, Reply
from registration.rules.permissions import Permission
from registration.rules.questions import usable
from registration.rules.refusals import (
    ChangeWouldNotFit,
    InvitationOver,
    RoundtableFull,
    SubstitutionNotPossible,
)
from registration.rules.substitutions import CARRIED_OVER
from registration.web import access
from registration.web.forms import Form
from registration.web.forms.checks import MayBeEmpty, NoLongerThan, Printable
from registration.web.forms.form import lazy
from registration.web.organizer import groups, own_questions
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.entry import entry_form
from registration.words.refusals import REFUSALS


class Regrets(Form):
    word = TextAreaField(
        lazy("What they say"), validators=[MayBeEmpty(), NoLongerThan(1000), Printable(lines=True)]
    )


@dataclass(frozen=True)
class Case:
    """An invitation to be answered, under the lock of the roundtable."""

    room: seats.Room
    invitation: Invitation
    by: audit.By
    at: datetime


@blueprint.get("/roundtables/<slug:slug>/invitations/<uuid:invitee_id>/reply")
@access.needs(Permission.REGISTRATIONS_EDIT)
def record_reply(slug: str, invitee_id: UUID) -> ResponseReturnValue:
    found = _answerable(slug, invitee_id)
    return render_template(
        "organizer/invitations/reply.html",
        roundtable=found.roundtable,
        invitation=found,
        came=invitations.came(found),
    )


@blueprint.route("/roundtables/<slug:slug>/invitations/<uuid:invitee_id>/regrets", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_EDIT)
def record_regrets(slug: str, invitee_id: UUID) -> ResponseReturnValue:
    found, form = _answerable(slug, invitee_id), Regrets()
    if not form.is_sent_in_order():
        page = render_template(
            "organizer/invitations/regrets.html",
            roundtable=found.roundtable,
            invitation=found,
            form=form,
            came=invitations.came(found),
        )
        return page, 422 if form.errors else 200
    with _under_the_lock(slug, invitee_id) as case:
        replies.regret(case.room, case.invitation, form.word.data or "", by=case.by, at=case.at)
    return _done(slug, invitee_id, _("The regrets are on record."))


@blueprint.route("/roundtables/<slug:slug>/invitations/<uuid:invitee_id>/acceptance", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_EDIT)
def record_acceptance(slug: str, invitee_id: UUID) -> ResponseReturnValue:
    """The form of a registration, filled in with what is known; with `instead` only with what is of the delegation."""
    found, instead = _answerable(slug, invitee_id), request.args.get("instead") == "yes"
    kind, roundtable = found.stakeholder_type, found.roundtable
    known = found.answers | {"mode": found.mode}
    if instead:
        known = {key: value for key, value in known.items() if key in CARRIED_OVER}
    own = own_questions.asking(roundtable)
    form = entry_form(
        kind,
        roundtable,
        own,
        given=usable(own.questions, found.own_answers, invitee=not instead),
        typed=known | {"host": str(found.host_id or "")},
        bringing=found.accompanying,
    )
    if not form.is_sent_in_order():
        return _page(found, form, instead=instead), 422 if form.errors else 200
    wish = Wish(
        kind, form.answers(), language=form["language"].data, host_id=form.host_id, own=form.own_answers()
    )
    try:
        with _under_the_lock(slug, invitee_id) as case:
            deed = replies.nominate if instead else replies.accept
            added = deed(case.room, case.invitation, wish, by=case.by, at=case.at)
            name = added.full_name
    except ChangeWouldNotFit as refusal:
        limit = groups.shown(roundtable, found).limit(cast(dict[str, Any], refusal.facts["decision"]))
        form.form_errors.append(f"{REFUSALS[refusal.code].sentences} {limit}".strip())
        return _page(found, form, instead=instead), 409
    except (InvitationOver, RoundtableFull, SubstitutionNotPossible) as refusal:
        form.form_errors.append(_reason(refusal))
        return _page(found, form, instead=instead), 409
    return _done(slug, invitee_id, _("The reply is on record; %(name)s is being told by mail.", name=name))


def _reason(refusal: InvitationOver | RoundtableFull | SubstitutionNotPossible) -> str:
    """Why this cannot be the reply, for organizers."""
    match refusal:
        case InvitationOver():
            return _("As many have come as were invited, or the invitation was taken back or sent anew.")
        case SubstitutionNotPossible():
            return _("Only somebody of the same delegation or organization can come instead.")
        case _:
            return REFUSALS[refusal.code].sentences


def _page(invitation: Invitation, form: Form, *, instead: bool) -> str:
    return render_template(
        "organizer/invitations/acceptance.html",
        roundtable=invitation.roundtable,
        invitation=invitation,
        form=form,
        instead=instead,
    )


def _answerable(slug: str, invitee_id: UUID) -> Invitation:
    """Raises NotFound; InvitationOver for one that takes no reply, not even a late one."""
    found = scope.invitation(access.organizer(), slug, str(invitee_id), access.permission())
    takes = TAKES_REPLIES | {Reply.EXPIRED}
    if found.status not in takes or not found.roundtable.takes_entries(clock.now()):
        raise InvitationOver
    return found


@contextmanager
def _under_the_lock(slug: str, invitee_id: UUID) -> Iterator[Case]:
    """One unit of work about this invitation."""
    with transaction():
        me, at = access.organizer(), clock.now()
        found = scope.invitation(me, slug, str(invitee_id), access.permission())
        yield Case(invitations.lock_of(found), found, audit.organizer(me.id), at)


def _done(slug: str, invitee_id: UUID, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("organizer.invitation", slug=slug, invitee_id=invitee_id), 303)
