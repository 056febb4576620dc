"""Merge two registrations of one person: both side by side, and for each answer which of the two stays."""

from typing import Any, NamedTuple, cast
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.actions import merging
from registration.models.registrations import Registration
from registration.queries import scope
from registration.rules import fields
from registration.rules.permissions import Permission
from registration.rules.refusals import AlreadyRegistered, ChangedMeanwhile, ChangeWouldNotFit, NotFound
from registration.web import access, languages
from registration.web.forms import Form, shown
from registration.web.organizer import deciding, groups
from registration.web.organizer.blueprint import blueprint
from registration.words.refusals import REFUSALS

OTHER = "other"


class Row(NamedTuple):
    """An answer of both. `differs`: somebody has to say which one stays."""

    key: str
    label: str
    kept: str
    ended: str
    differs: bool
    takes_other: bool


@blueprint.route(
    "/roundtables/<slug:slug>/registrations/<uuid:registration_id>/merging/<uuid:other_id>",
    methods=["GET", "POST"],
)
@access.needs(Permission.REGISTRATIONS_EDIT)
def merge(slug: str, registration_id: UUID, other_id: UUID) -> ResponseReturnValue:
    """The one with the better standing goes on; only answers are chosen."""
    kept, ended = merging.in_order(_one(slug, registration_id), _one(slug, other_id))
    form = Form()
    if not form.is_sent_in_order():
        return _page(form, kept, ended)
    try:
        with deciding.under_the_lock(slug, registration_id) as case:
            other = _one(slug, other_id)
            survivor = merging.merge(
                case.room,
                case.registration,
                other,
                _answers(*merging.in_order(case.registration, other)),
                seen=request.form.get("seen", ""),
                tells=request.form.get("tells") != "no",
                by=case.by,
                at=case.at,
            )
            name, public_id = survivor.full_name, survivor.public_id
    except ChangeWouldNotFit as refusal:
        limit = groups.shown(kept.roundtable, kept).limit(cast(dict[str, Any], refusal.facts["decision"]))
        form.form_errors.append(f"{REFUSALS[refusal.code].sentences} {limit}")
    except (AlreadyRegistered, ChangedMeanwhile) as refusal:
        form.form_errors.append(REFUSALS[refusal.code].sentences)
    else:
        done = _("The two registrations of %(name)s are one now.", name=name)
        return deciding.done(slug, UUID(public_id), done)
    kept, ended = merging.in_order(_one(slug, registration_id), _one(slug, other_id))
    return _page(form, kept, ended), 409


def _one(slug: str, public_id: UUID) -> Registration:
    return scope.registration(access.organizer(), slug, str(public_id), access.permission())


def _answers(kept: Registration, ended: Registration) -> dict[str, object]:
    """Of the one that ends, those that were chosen."""
    return {
        row.key: getattr(ended, row.key)
        for row in _rows(kept, ended)
        if row.differs and request.form.get(row.key) == OTHER
    }


def _rows(kept: Registration, ended: Registration) -> list[Row]:
    """Every question the type of the one that goes on is asked; what is chosen already stays chosen."""
    if kept.roundtable_id != ended.roundtable_id:
        raise NotFound
    words = [_words(kept, kept), _words(kept, ended)]
    return [
        Row(
            one.key,
            one.label,
            one.words,
            other.words,
            getattr(kept, one.key) != getattr(ended, one.key),
            request.form.get(one.key) == OTHER,
        )
        for one, other in zip(*words, strict=True)
    ]


def _words(kept: Registration, person: Registration) -> list[Any]:
    """As the type of the one that goes on is asked. Whom somebody brings along stays as it was there."""
    given = {field.key: getattr(person, field.key) for field in fields.FIELDS}
    rows = shown(kept.stakeholder_type, kept.roundtable, given, language=languages.current(), terse=True)
    return [row for row in rows if row.key != fields.ACCOMPANYING.key]


def _page(form: Form, kept: Registration, ended: Registration) -> str:
    return render_template(
        "organizer/guests/merging.html",
        roundtable=kept.roundtable,
        form=form,
        kept=kept,
        ended=ended,
        rows=_rows(kept, ended),
        seen=merging.versions(kept, ended),
        tells=request.form.get("tells") != "no",
    )
