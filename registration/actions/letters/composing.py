"""Make the mail of a message: its words, its headers (RFC 5322), its parts (RFC 2046, RFC 6047)."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage

from email_validator import EmailNotValidError, validate_email
from flask_babel import force_locale

from registration.actions.letters import harmless, rendering
from registration.actions.letters.contents import contents
from registration.actions.letters.entry import calendar_file
from registration.actions.letters.headers import POLICY
from registration.actions.letters.links import NoLinks, PersonalLinks
from registration.actions.letters.rendering import Rendered
from registration.actions.letters.values import Contents
from registration.models.mailings import Mailing
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.rules.letters import Calendar, Letter
from registration.rules.own_words import Paragraph
from registration.settings import Settings

_FILE_NAMES = {Calendar.REQUEST: "invitation.ics", Calendar.CANCEL: "cancellation.ics"}


@dataclass(frozen=True)
class Preview:
    """A letter to somebody else, for whoever looks at it: no personal link is in it."""

    registration: Registration
    language: str
    direction: str
    subject: str
    paragraphs: list[Paragraph]
    text: str
    html: str


@dataclass(frozen=True)
class Composed:
    """A mail ready to be handed over, and what may be read of it afterwards: no personal link is in `text`."""

    email: EmailMessage
    sender: str
    recipient: str
    subject: str
    text: str


def compose(message: Message, settings: Settings, *, at: datetime) -> Composed:
    """Write the letter in its reader's language, as things are now.

    Only reads, except for links that are for one use: those letters have to be composed in a transaction. Nothing is
    stored of any link; whoever composes again makes the same personal links, and new ones where they are for one use.
    """
    with force_locale(message.language):
        kind = NoLinks if message.letter is Letter.MAILING_TEST else PersonalLinks
        links = kind(message.language)
        values = contents(message, links, settings, at=at)
        rendered = rendering.render(message.letter, values)
        calendar = calendar_file(message, settings, at=at)
        kept = links.hidden(rendered.text)
    recipient = deliverable(message.recipient)
    email = EmailMessage(policy=POLICY)
    _add_parts(email, rendered, calendar, message.calendar)
    email["From"] = Address(harmless.header_name(values.site_name), addr_spec=settings.sender)
    email["To"] = Address(harmless.header_name(harmless.name(message.recipient_name)), addr_spec=recipient)
    _add_headers(email, message, rendered, values, at=at)
    return Composed(email, settings.sender, recipient, rendered.subject, kept)


def preview(
    mailing: Mailing, registration: Registration, recipient: str, settings: Settings, *, at: datetime
) -> Preview:
    """A mailing as it would be for one person, for somebody else to look at: nothing is stored."""
    looked_at = Message(
        letter=Letter.MAILING_TEST,
        recipient=recipient,
        recipient_name="",
        language=registration.language,
        facts={},
        calendar=Calendar.NONE,
        message_id="<preview@invalid>",
        roundtable=registration.roundtable,
        registration=registration,
        mailing=mailing,
    )
    links = NoLinks(looked_at.language)
    with force_locale(looked_at.language):
        values = contents(looked_at, links, settings, at=at)
        rendered = rendering.render(Letter.MAILING_TEST, values)
    return Preview(
        registration,
        values.own_language,
        values.own_direction,
        values.own_subject,
        values.own_paragraphs,
        rendered.text,
        rendered.html,
    )


def deliverable(address: str) -> str:
    """The address as servers compare it: its domain in ASCII (RFC 5891); the part before the @ is never changed."""
    try:
        domain = validate_email(address, check_deliverability=False, test_environment=True).ascii_domain
    except EmailNotValidError:
        return address
    return f"{address.rpartition('@')[0]}@{domain}"


def _add_headers(
    email: EmailMessage, message: Message, rendered: Rendered, values: Contents, *, at: datetime
) -> None:
    if values.contact_email:
        name = harmless.header_name(values.contact_name)
        email["Reply-To"] = Address(name, addr_spec=deliverable(values.contact_email))
    email["Subject"] = harmless.header(rendered.subject)
    email["Date"] = at
    email["Message-ID"] = message.message_id
    # After the parts: making a part takes the Content- headers along.
    email["Content-Language"] = message.language
    # Written by a program, so that no program answers (RFC 3834 §5.1, MS-OXCMAIL §2.2.3.2.14).
    email["Auto-Submitted"] = "auto-generated"
    email["X-Auto-Response-Suppress"] = "OOF, AutoReply"


def _add_parts(email: EmailMessage, rendered: Rendered, calendar: bytes | None, kind: Calendar) -> None:
    """mixed(alternative(plain, html, calendar), ics): programs look for the entry in one place or the other."""
    email.set_content(rendered.text)
    email.add_alternative(rendered.html, subtype="html")
    if calendar is None:
        return
    email.add_alternative(calendar.decode(), subtype="calendar", params={"method": kind.upper()})
    email.add_attachment(calendar, maintype="application", subtype="ics", filename=_FILE_NAMES[kind])
