"""A letter in the organizers' own words: a mailing, a reminder, a test of one."""

from collections.abc import Mapping
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from registration import i18n
from registration import links as addresses
from registration.actions.letters import harmless, meetings
from registration.actions.letters.entries import own_link
from registration.actions.letters.links import PersonalLinks
from registration.models.mailings import Mailing
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Attribution
from registration.rules import own_words
from registration.rules.letters import Letter
from registration.rules.own_words import Placeholder
from registration.words.statuses import STATUSES

LETTERS = frozenset({Letter.MAILING, Letter.REMINDER, Letter.MAILING_TEST})


def language_of(mailing: Mailing, language: str) -> str:
    """The language in which a reader gets it: their own if it is written, else the first of the usual order."""
    written = mailing.languages
    return next((code for code in (language, *i18n.FALLBACK) if code in written), language)


def written(
    mailing: Mailing, registration: Registration, message: Message, links: PersonalLinks
) -> dict[str, Any]:
    """Subject and paragraphs for this reader, in the language that was found for them."""
    code = language_of(mailing, message.language)
    with force_locale(code):
        values = _values(registration, message, links, code)
        subject = own_words.filled(mailing.subjects.get(code, ""), _in_subject(values, registration))
        paragraphs = own_words.paragraphs(
            mailing.texts.get(code, ""), values, frozenset({Placeholder.PERSONAL_LINK})
        )
    return {
        "own_subject": subject,
        "own_paragraphs": paragraphs,
        "own_language": code,
        "own_direction": i18n.direction(code),
        "sent_by": _sender(mailing),
    }


def _values(
    registration: Registration, message: Message, links: PersonalLinks, language: str
) -> dict[str, str]:
    found = meetings.meeting(registration.roundtable, language, mode=registration.mode)
    full_name = harmless.name(registration.full_name) or _("the participant")
    return {
        Placeholder.TITLE: harmless.text(registration.honorific),
        Placeholder.GIVEN_NAMES: harmless.name(registration.given_names) or full_name,
        Placeholder.FAMILY_NAME: harmless.name(registration.family_name) or full_name,
        Placeholder.FULL_NAME: full_name,
        Placeholder.DELEGATION: harmless.text(registration.delegation_label(language)),
        Placeholder.STATUS: str(STATUSES[registration.status]),
        Placeholder.REFERENCE: registration.reference,
        Placeholder.ROUNDTABLE: found.title,
        Placeholder.DATE: found.when,
        Placeholder.PLACE: found.place,
        Placeholder.PERSONAL_LINK: own_link(registration, message, links) or addresses.ask_for_link(language),
    }


def _in_subject(values: Mapping[str, str], registration: Registration) -> dict[str, str]:
    """What is off the record is not named in a subject line."""
    if registration.roundtable.attribution is not Attribution.OFF_THE_RECORD:
        return dict(values)
    about = _("registration %(reference)s", reference=registration.reference)
    return {**values, Placeholder.ROUNDTABLE: about}


def _sender(mailing: Mailing) -> str:
    """Who wrote it; nobody's name where the clock sends it."""
    if mailing.is_reminder or mailing.organizer is None:
        return ""
    return harmless.name(mailing.organizer.name)
