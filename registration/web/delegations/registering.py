"""Register one person of the delegation; the focal point is the one who registers."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from registration import clock
from registration.actions import registrations, seats
from registration.actions.wishes import Wish
from registration.extensions import transaction
from registration.models.focal_points import FocalPoint
from registration.queries import questions as own
from registration.queries import submissions
from registration.rules.questions import Kind
from registration.web import throttling
from registration.web.delegations import visit
from registration.web.delegations.blueprint import blueprint
from registration.web.forms import Details, Own, asked, form_of
from registration.words.statuses import STATUSES

PER_NETWORK, EVERYONE, PER_DELEGATION = 300, 4000, 100


@blueprint.route("/mine/registration", methods=["GET", "POST"])
def register(language: str) -> ResponseReturnValue:
    found, key = visit.current(), sending()
    if key is None:
        # In the address from the start: a second click and going back are the same sending.
        return redirect(url_for(".register", sending=uuid4()))
    sent = submissions.sent(key)
    if request.method == "GET" and sent is not None:
        return redirect(url_for(".mine"), 303)
    form = _form(found, language)
    if form.is_sent_in_order():
        limit(found)
        status = send(wish_of(found, form.answers(), str(form["language"].data), form.own_answers()), key)
        flash(_("The registration is received: %(status)s.", status=STATUSES[status]))
        return redirect(url_for(".mine"), 303)
    if sent is None and (refusal := visit.closed(found)) is not None:
        raise refusal
    page = render_template(
        "delegations/register.html", form=form, focal_point=found, roundtable=found.roundtable
    )
    return page, 422 if form.errors else 200


def sending() -> str | None:
    try:
        return str(UUID(request.args.get("sending", "")))
    except ValueError:
        return None


def limit(found: FocalPoint) -> None:
    throttling.limit(
        "delegation",
        per_network=PER_NETWORK,
        everyone=EVERYONE,
        subject=found.public_id,
        per_subject=PER_DELEGATION,
    )


def wish_of(
    found: FocalPoint, answers: Mapping[str, object], language: str, own: Mapping[int, object] | None = None
) -> Wish:
    """The delegation is known; nobody can be registered for another one here."""
    return Wish(
        found.stakeholder_type,
        {**answers, **found.answers},
        language=language,
        registrant_name=found.name,
        registrant_email=found.email,
        own=own or {},
    )


def send(wish: Wish, key: str) -> str:
    """Once for each key; what has become of it, as anybody would be told. Raises the refusals of registering."""
    try:
        return _send(wish, key)
    except IntegrityError:
        # A reference or a person that came into being meanwhile: the second look finds it.
        return _send(wish, key)


def _send(wish: Wish, key: str) -> str:
    with transaction():
        room = seats.lock(visit.current().roundtable_id)
        return registrations.register(room, wish, key=key, at=clock.now()).shown_status


def _form(found: FocalPoint, language: str) -> Details:
    kind = found.stakeholder_type
    fields = tuple(field for field in asked(kind, found.roundtable) if field.key not in found.answers)
    # A file is handed in on the own page, once there is a registration.
    asks = tuple(one for one in own.of(found.roundtable_id) if one.kind is not Kind.FILE)
    return form_of(kind, fields, language=language, on_behalf=True, own=Own(asks))()
