"""Read for a letter what it needs, from the row of the outbox and what that is about."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from registration import i18n
from registration import links as addresses
from registration.actions.letters import (
    accounts,
    answers,
    corrections,
    digests,
    entries,
    focal,
    harmless,
    invited,
    meetings,
    own_words,
    roles,
    said,
)
from registration.actions.letters.answers import Fact
from registration.actions.letters.links import PersonalLinks
from registration.actions.letters.meetings import Meeting
from registration.actions.letters.values import Contents
from registration.extensions import db
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.rules import names
from registration.rules.letters import Letter
from registration.settings import Settings
from registration.words import choices
from registration.words.statuses import STATUSES

# Letters by which a person can go on; the others end something, or go to somebody who may not be that person.
_WITH_LINK = frozenset(
    {
        Letter.CONFIRM_ADDRESS,
        Letter.PENDING,
        Letter.INQUIRY,
        Letter.CONFIRMED,
        Letter.WAITLISTED,
        Letter.OFFERED,
        Letter.PROMOTED,
        Letter.ADDED,
        Letter.REPEATED,
        Letter.SUBSTITUTED,
        Letter.SUCCEEDED,
        Letter.CHANGED,
        Letter.JOINING,
        Letter.MERGED,
        Letter.ROUNDTABLE_CHANGED,
    }
)

# Letters whose first sentence does not say it already.
_SHOWS_STATUS = frozenset({Letter.REPEATED, Letter.CHANGED, Letter.MERGED, Letter.ROUNDTABLE_CHANGED})


def contents(message: Message, links: PersonalLinks, settings: Settings, *, at: datetime) -> Contents:
    """Read what the letter needs; the reader's language is in force already."""
    language = message.language
    values: dict[str, Any] = {
        "language": language,
        "direction": i18n.direction(language),
        "site_name": settings.site_name,
        "programme": addresses.programme(language),
        "ask_for_link": addresses.ask_for_link(language),
        "greeting_name": harmless.name(message.recipient_name),
        "participant": _("the participant"),
        "calendar": message.calendar,
        "contact_email": settings.contact_email,
        "into": str(message.facts.get("into", "")),
        "changed": answers.changed(corrections.only_named(message.facts), message.roundtable, language),
    }
    if message.roundtable is not None:
        values |= _of_roundtable(message.roundtable, message, language)
        values["other"] = invited.other(message)
    if message.letter is Letter.ACCOUNT_CHANGED:
        values |= accounts.of_account(message)
    values |= _what(message, values, links, language)
    return Contents(**values | _linked(message, links, at=at))


def _what(message: Message, values: dict[str, Any], links: PersonalLinks, language: str) -> dict[str, Any]:
    """What the letter is about: a person, an invitation, or neither."""
    match message.letter:
        case Letter.PASSED_ON:
            return _of_attempt(message, values["meeting"])
        case Letter.MAILING_TEST:
            return _of_test(message, links)
        case Letter.FOCAL_POINT_LINK | Letter.FOCAL_POINT_NOTE:
            return focal.of_delegation(message, values["meeting"], language)
        case Letter.DIGEST:
            return {"digest": digests.parts(message.facts, language)}
        case _:
            return _whom(message, values, links, language)


def _whom(message: Message, values: dict[str, Any], links: PersonalLinks, language: str) -> dict[str, Any]:
    if message.invitation is not None:
        return invited.of_invitation(message.invitation, values["meeting"], language)
    if message.registration is None:
        return {}
    found = _of_registration(message.registration, message, language)
    if message.letter in own_words.LETTERS and message.mailing is not None:
        found |= own_words.written(message.mailing, message.registration, message, links)
    return found


def _of_roundtable(roundtable: Roundtable, message: Message, language: str) -> dict[str, Any]:
    person = None if message.letter is Letter.PASSED_ON else message.registration or message.invitation
    found = meetings.meeting(roundtable, language, mode=person.mode if person else None)
    return {
        "meeting": found,
        "about": found.title,
        "contact_name": " ".join(roundtable.contact_name.split()),
        **({"contact_email": roundtable.contact_email} if roundtable.contact_email else {}),
        "changes": meetings.changes(message.facts["before"], roundtable, language)
        if "before" in message.facts
        else corrections.changes(message.facts, language),
        "message": said.message(message, language),
        "approved": bool(message.facts.get("approved")),
    }


def _of_registration(registration: Registration, message: Message, language: str) -> dict[str, Any]:
    found = meetings.meeting(registration.roundtable, language, mode=registration.mode)
    status = str(STATUSES[registration.status])
    facts = [Fact(_("When"), found.when), Fact(_("Where"), found.place)]
    if registration.roundtable.hybrid:
        facts.append(Fact(answers.label("mode"), str(choices.MODES[registration.mode])))
    if message.letter in _SHOWS_STATUS:
        facts.append(Fact(_("Status"), status))
    facts.append(Fact(_("Reference"), registration.reference))
    return {
        "participant": harmless.name(registration.full_name) or _("the participant"),
        "is_copy": names.email_key(message.recipient) != registration.email_key,
        "about": _about(found, registration.reference),
        "reference": registration.reference,
        "status": str(registration.status),
        "status_words": status,
        "facts": facts,
        "answers": answers.given(registration, language),
        "until": said.until(message, registration, language),
        "needs_pass": registration.roundtable.grounds_pass_asked
        and registration.grounds_pass is False
        and registration.mode == "in_person",
        "joins_online": registration.mode == "online",
    }


def _of_test(message: Message, links: PersonalLinks) -> dict[str, Any]:
    """What one recipient would read; nothing else of that person goes to the organizer."""
    registration = message.registration or db.session.get_one(Registration, message.facts["registration"])
    assert message.mailing is not None
    return own_words.written(message.mailing, registration, message, links)


def _of_attempt(message: Message, meeting: Meeting) -> dict[str, Any]:
    """What somebody may know who registered another person a second time: what they saw on the page."""
    reference = str(message.facts["reference"])
    facts = [] if meeting.unnamed else [Fact(_("When"), meeting.when), Fact(_("Where"), meeting.place)]
    return {
        "is_copy": True,
        "about": _about(meeting, reference),
        "reference": reference,
        "facts": [*facts, Fact(_("Reference"), reference)],
    }


def _about(meeting: Meeting, reference: str) -> str:
    return _("registration %(reference)s", reference=reference) if meeting.unnamed else meeting.title


def _linked(message: Message, links: PersonalLinks, *, at: datetime) -> dict[str, Any]:
    """The personal links of the letter, each kind for the letters that may carry it."""
    registration = message.registration
    if message.letter is Letter.LINKS:
        return {"entries": entries.entries(message, links, at=at)}
    if message.letter is Letter.SIGN_IN and message.organizer is not None:
        return {"link": links.sign_in(message.organizer, at=at)}
    if message.letter is Letter.CONFIRM_CODE and message.organizer is not None:
        return {"code": links.confirm_code(message.organizer, at=at)}
    if message.letter in roles.ABOUT_ROLES:
        return roles.said(message, links, at=at)
    if message.letter is Letter.ADDRESS_CHECK and registration is not None:
        return {"link": links.check_address(registration, message.recipient)}
    if message.letter in invited.WITH_LINK | focal.LETTERS:
        return {"link": focal.link(message, links) or invited.link(message, links)}
    if message.letter in _WITH_LINK and registration is not None:
        joining = links.joining(registration, at=at) if message.letter is Letter.JOINING else ""
        return {"link": entries.own_link(registration, message, links), "joining": joining}
    return {}
