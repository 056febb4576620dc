"""One's own registration: where it stands, what was answered, what can be done."""

from datetime import datetime

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, TextAreaField

from registration import clock
from registration.models.documents import Document
from registration.models.registrations import Registration
from registration.queries import documents, inquiries, joining, programme, questions
from registration.rules import fields
from registration.web.forms import Form, Own, Shown, checks, own_shown, shown
from registration.web.forms.form import lazy as _
from registration.web.my import again, person
from registration.web.my.blueprint import blueprint
from registration.web.my.standing import can_substitute, standing, successor
from registration.words.documents import KINDS

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
        rows=[
            *shown(
                found.stakeholder_type,
                found.roundtable,
                {field.key: getattr(found, field.key) for field in fields.FIELDS},
                language=language,
                on_behalf=bool(found.registrant_email),
            ),
            *_own(found, language),
        ],
        documents=_documents(found),
        kinds=KINDS,
        joining=joining.link(found, now),
        can_change=can_change(found),
        next_one=again.following(found, now),
        can_substitute=can_substitute(found, now),
        successor=successor(found, now),
        can_register_again=not found.is_live
        and found.merged_into is None
        and found.roundtable.is_public
        and listed.takes_registrations,
    )
    return html, 422 if form.errors else 200


def _own(found: Registration, language: str) -> list[Shown]:
    """The answers to what this roundtable asks of its own; files can be had back."""
    own = Own(questions.of(found.roundtable_id))
    return own_shown.shown(
        own,
        found.stakeholder_type.code,
        questions.answers(found, own.questions),
        language,
        link=lambda question: url_for("my.file", question_id=question.id),
    )


def _documents(found: Registration) -> list[tuple[Document, str]]:
    """(what this person may have, its address) in their order."""
    shown = documents.of_participant(found)
    return [(one, url_for("my.document", document_id=one.public_id)) for one in shown]


def can_change(registration: Registration) -> bool:
    """Whether anything can still be changed or withdrawn."""
    return registration.is_live and not registration.roundtable.is_over(clock.now())
