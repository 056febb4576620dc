"""What organizers say in their own words, and until when something is expected of the person."""

from datetime import datetime

from registration import i18n
from registration.actions.letters import invited
from registration.extensions import db
from registration.models.inquiries import Inquiry
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.rules import schedule
from registration.rules.letters import Letter
from registration.rules.statuses import Status
from registration.words import meetings


def message(about: Message, language: str) -> list[str]:
    """The paragraphs organizers wrote for this letter, if they wrote any."""
    match about.letter:
        case Letter.ROUNDTABLE_CANCELLED if about.roundtable is not None:
            return _paragraphs(i18n.localized(about.roundtable.cancellation, language))
        case Letter.DECLINED if about.registration is not None and about.registration.reason_shown:
            return _paragraphs(about.registration.reason)
        case Letter.INQUIRY:
            inquiry = db.session.get(Inquiry, about.facts.get("inquiry"))
            return _paragraphs(inquiry.question) if inquiry else []
        case _:
            return _paragraphs(invited.words(about))


def until(about: Message, registration: Registration, language: str) -> str:
    """The end of an offer or of the time to confirm an address, by the clock of the meeting."""
    if about.letter is Letter.OFFERED:
        ends_at = datetime.fromisoformat(str(about.facts["ends_at"]))
    elif registration.status is Status.OFFERED and registration.offer_expires_at is not None:
        ends_at = registration.offer_expires_at
    elif registration.status is Status.UNVERIFIED:
        ends_at = registration.created_at + schedule.ADDRESS_CHECK_LIFE
    else:
        return ""
    return meetings.when(ends_at, None, registration.roundtable.zone, language)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n") if paragraph.strip()]
