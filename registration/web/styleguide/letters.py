"""Every letter in every language, as text and as a page. They are written and taken back: nothing is stored."""

from email.message import EmailMessage

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from registration import clock, i18n
from registration.actions import sample_letters
from registration.actions.letters import Composed
from registration.extensions import transaction
from registration.rules.letters import Letter
from registration.rules.refusals import NotFound
from registration.settings import Settings
from registration.web import letter_pages
from registration.web.styleguide.blueprint import blueprint


@blueprint.get("/mail")
def mail() -> ResponseReturnValue:
    named = [(letter, _name_in_address(letter)) for letter in Letter]
    return render_template("styleguide/mail.html", letters=named, languages=i18n.LANGUAGES)


@blueprint.get("/mail/<language:language>/<slug:name>")
def letter(language: str, name: str) -> ResponseReturnValue:
    kind = _letter(name)
    written = [(one, _part(one.email, "text/plain"), _part(one.email, "text/calendar"))
               for one in _written(kind, language)]  # fmt: skip
    return render_template("styleguide/letter.html", letter=kind, name=name, written=written)


@blueprint.get("/mail/<language:language>/<slug:name>/<row:number>")
def letter_page(language: str, name: str, number: int) -> ResponseReturnValue:
    """The letter as mail programs show it: 1 is the one to the person, 2 the one to whoever registered them."""
    written = _written(_letter(name), language)
    if not 1 <= number <= len(written):
        raise NotFound
    return letter_pages.letter_page(_part(written[number - 1].email, "text/html"))


def _written(kind: Letter, language: str) -> list[Composed]:
    settings: Settings = current_app.extensions["settings"]
    with transaction() as session:
        written = sample_letters.write(kind, language, settings, at=clock.now())
        session.rollback()
    return written


def _name_in_address(kind: Letter) -> str:
    return kind.replace("_", "-")


def _letter(name: str) -> Letter:
    for kind in Letter:
        if _name_in_address(kind) == name:
            return kind
    raise NotFound


def _part(email: EmailMessage, content_type: str) -> str:
    """The first part of this type; empty when there is none."""
    for part in email.walk():
        if part.get_content_type() == content_type and isinstance(part, EmailMessage):
            return str(part.get_content())
    return ""
