"""One's own registration: where it stands, what was answered, what can be done."""

from datetime import datetime

from flask import render_template
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, TextAreaField

from registration import clock
from registration.models.registrations import Registration
from registration.queries import inquiries, programme
from registration.rules import fields
from registration.web.forms import Form, checks, shown
from registration.web.forms.form import lazy as _
from registration.web.my import again, person
from registration.web.my.blueprint import blueprint
from registration.web.my.standing import can_substitute, standing, successor

LONGEST_ANSWER = 2000


class AnswerForm(Form):
    """The answer to the question of the organizers that this page shows."""

    question = HiddenField()
    answer = TextAreaField(
        _("Your answer"),
        validators=[
            checks.NoLongerThan(LONGEST_ANSWER),
            checks.Printable(lines=True),
            checks.Given(_("Write an answer to the organizers")),
        ],
    )


@blueprint.get("/registration")
def registration(language: str) -> ResponseReturnValue:
    return page(person.own(), AnswerForm(), language, clock.now())


def page(found: Registration, form: AnswerForm, language: str, now: datetime) -> ResponseReturnValue:
    """The whole page, with what was typed as an answer to the organizers."""
    listed = programme.listed([found.roundtable], now)[0]
    html = render_template(
        "my/registration.html",
        registration=found,
        roundtable=found.roundtable,
        standing=standing(found, now, language),
        inquiries=inquiries.of(found),
        form=form,
        rows=shown(
            found.stakeholder_type,
            found.roundtable,
            {field.key: getattr(found, field.key) for field in fields.FIELDS},
            language=language,
            on_behalf=bool(found.registrant_email),
        ),
        can_change=can_change(found),
        next_one=again.following(found, now),
        can_substitute=can_substitute(found, now),
        successor=successor(found, now),
        can_register_again=not found.is_live and found.roundtable.is_public and listed.takes_registrations,
    )
    return html, 422 if form.errors else 200


def can_change(registration: Registration) -> bool:
    """Whether anything can still be changed or withdrawn."""
    return registration.is_live and not registration.roundtable.is_over(clock.now())
