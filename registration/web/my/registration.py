"""One's own registration: where it stands, what was answered, what can be done."""

from flask import render_template
from flask.typing import ResponseReturnValue

from registration import clock
from registration.models.registrations import Registration
from registration.queries import programme
from registration.rules import fields
from registration.web.forms import shown
from registration.web.my import person
from registration.web.my.blueprint import blueprint


@blueprint.get("/registration")
def registration(language: str) -> ResponseReturnValue:
    now = clock.now()
    found = person.own()
    listed = programme.listed([found.roundtable], now)[0]
    return render_template(
        "my/registration.html",
        registration=found,
        roundtable=found.roundtable,
        rows=shown(
            found.stakeholder_type,
            found.roundtable,
            {field.key: getattr(found, field.key) for field in fields.FIELDS},
            language=language,
            on_behalf=bool(found.registrant_email),
        ),
        can_change=can_change(found),
        can_register_again=not found.is_live and found.roundtable.is_public and listed.takes_registrations,
    )


def can_change(registration: Registration) -> bool:
    """Whether anything can still be changed or withdrawn."""
    return registration.is_live and not registration.roundtable.is_over(clock.now())
