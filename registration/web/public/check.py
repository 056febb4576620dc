"""Third step: all answers once more, then they are sent."""

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from wtforms import StringField
from wtforms.validators import ValidationError

from registration import clock
from registration.actions import registrations, seats
from registration.actions.wishes import Wish
from registration.extensions import transaction
from registration.queries import submissions
from registration.web import throttling
from registration.web.forms import Form, own_shown, shown
from registration.web.forms.form import lazy as _
from registration.web.public import prospects, started
from registration.web.public.blueprint import blueprint

# A mission or a network registers many people from one office.
PER_NETWORK = 600
EVERYONE = 6000


class SendForm(Form):
    left_empty = StringField(_("Leave this field empty"))

    def validate_left_empty(self, field: StringField) -> None:
        # Only a program fills in what nobody sees.
        if field.data:
            raise ValidationError(str(_("Leave the last field of the page empty, then send again")))


@blueprint.get("/<language:language>/roundtables/<slug:slug>/register/check")
def check(language: str, slug: str) -> ResponseReturnValue:
    now = clock.now()
    found = started.load(started.roundtable(slug, now))
    sent = submissions.sent(found.public_id) is not None
    if not sent:
        started.check_open(found.listed, now)
        if not found.is_open(now):
            return started.back_to_the_group(found)
    return _page(found, language, SendForm(), sent=sent)


@blueprint.post("/<language:language>/roundtables/<slug:slug>/register/check")
def send(language: str, slug: str) -> ResponseReturnValue:
    throttling.limit("registration", per_network=PER_NETWORK, everyone=EVERYONE)
    now = clock.now()
    found = started.load(started.roundtable(slug, now))
    if not found.is_open(now) and submissions.sent(found.public_id) is None:
        started.check_open(found.listed, now)
        return started.back_to_the_group(found)
    details = found.filled_form(language)
    form = SendForm()
    if not form.is_sent_in_order() or not details.validate():
        return _page(found, language, form)
    wish, roundtable_id = found.wish(details), found.roundtable.id
    try:
        _register(roundtable_id, wish, found.public_id)
    except IntegrityError:
        # A reference or a person that came into being meanwhile: the second look finds it.
        _register(roundtable_id, wish, found.public_id)
    return redirect(url_for(".done", slug=slug, draft=found.public_id), 303)


def _register(roundtable_id: int, wish: Wish, key: str) -> None:
    with transaction():
        room = seats.lock(roundtable_id)
        registrations.register(room, wish, key=key, at=clock.now())


def _page(
    found: started.Started, language: str, form: SendForm, *, sent: bool = False
) -> ResponseReturnValue:
    details = found.filled_form(language)
    if not found.typed or not details.validate():
        return _back_to_details(found)
    expected = prospects.prospects(found, details.answers())
    if not sent:
        prospects.check_room(found, expected)
    page = render_template(
        "public/registration/check.html",
        form=form,
        started=found,
        expected=expected,
        rows=[
            *shown(
                found.kind, found.roundtable, details.answers(), language=language, on_behalf=found.on_behalf
            ),
            *own_shown.shown(found.own, found.kind.code, details.own_by_key(), language),
        ],
        entry=found.listed,
    )
    return page, 422 if form.errors else 200


def _back_to_details(found: started.Started) -> Response:
    response = redirect(url_for(".details", slug=found.roundtable.slug, draft=found.public_id), 303)
    assert isinstance(response, Response)
    return response
