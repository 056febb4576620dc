"""The demonstration's mailbox: every mail that would have been sent, newest first. Open to anyone on this machine."""

import re
from dataclasses import dataclass
from email.message import EmailMessage

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import i18n
from registration.gateways.mailbox import MailboxFolder
from registration.queries import accounts
from registration.rules.refusals import NotFound
from registration.settings import Settings
from registration.web import languages, letter_pages
from registration.words import roles

blueprint = Blueprint("demo", __name__)

# Accounts shown; the demonstration begins with five.
MOST = 12
_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Piece:
    """Part of a line; `link` is empty for plain words."""

    words: str
    link: str = ""


@blueprint.get("/mailbox")
def mailbox() -> ResponseReturnValue:
    folder = _folder()
    return render_template(
        "demo/mailbox.html", mails=folder.newest(), count=folder.count(), others=_organizers()
    )


@blueprint.get("/mailbox/<string:name>")
def letter(name: str) -> ResponseReturnValue:
    found = _found(name)
    language = str(found["Content-Language"])
    return render_template(
        "demo/letter.html",
        name=name,
        subject=str(found["Subject"]),
        recipient=str(found["To"]),
        sender=str(found["From"]),
        sent_at=found["Date"].datetime,
        letter_language=language,
        letter_direction=i18n.direction(language),
        paragraphs=_paragraphs(_part(found, "text/plain") or ""),
        has_calendar=_part(found, "text/calendar") is not None,
    )


@blueprint.get("/mailbox/<string:name>/page")
def letter_page(name: str) -> ResponseReturnValue:
    """The letter as mail programs show it."""
    return letter_pages.letter_page(_needed(name, "text/html"))


@blueprint.get("/mailbox/<string:name>/calendar.ics")
def letter_calendar(name: str) -> ResponseReturnValue:
    answer = Response(_needed(name, "text/calendar"), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = "attachment; filename=invitation.ics"
    return answer


def _organizers() -> list[tuple[str, str]]:
    """The address of everybody who may sign in, and what each may do."""
    language = languages.current()
    return [
        (
            account.email,
            _(", ").join(dict.fromkeys(roles.in_words(held, language) for held in account.memberships)),
        )
        for account in accounts.organizers()[:MOST]
    ]


def _folder() -> MailboxFolder:
    settings: Settings = current_app.extensions["settings"]
    return MailboxFolder.within(settings.data_dir)


def _found(name: str) -> EmailMessage:
    message = _folder().read(name)
    if message is None:
        raise NotFound
    return message


def _needed(name: str, content_type: str) -> str:
    content = _part(_found(name), content_type)
    if content is None:
        raise NotFound
    return content


def _part(message: EmailMessage, content_type: str) -> str | None:
    for part in message.walk():
        if part.get_content_type() == content_type and isinstance(part, EmailMessage):
            return str(part.get_content())
    return None


def _paragraphs(text: str) -> list[list[list[Piece]]]:
    """Paragraphs, their lines, the pieces of a line: so that the template escapes all of it."""
    return [
        [_pieces(line) for line in paragraph.splitlines()]
        for paragraph in re.split(r"\r?\n\s*\n", text.strip())
    ]


def _pieces(line: str) -> list[Piece]:
    pieces, end = [], 0
    for match in _LINK.finditer(line):
        pieces += [Piece(line[end : match.start()]), Piece(match.group(), match.group())]
        end = match.end()
    return [*pieces, Piece(line[end:])]
