"""The calendar entry that travels with a letter: it puts a seat into a calendar, moves it, and takes it out again."""

from datetime import datetime, timedelta

from registration import links
from registration.actions.letters import harmless, meetings
from registration.documents import calendar
from registration.documents.calendar import Attendee
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Attribution, Roundtable
from registration.rules.letters import Calendar
from registration.settings import Settings
from registration.version import __version__

# How long an entry lasts when nobody has said when the meeting ends.
WITHOUT_END = timedelta(hours=1)


def calendar_file(message: Message, settings: Settings, *, at: datetime) -> bytes | None:
    """The iCalendar text, or None for a letter without an entry or a meeting without a date."""
    registration = message.registration
    if message.calendar is Calendar.NONE or registration is None or registration.roundtable.starts_at is None:
        return None
    meeting = _meeting(registration, message, settings, starts_at=registration.roundtable.starts_at, at=at)
    attendee = Attendee(harmless.name(registration.full_name), registration.email)
    write = calendar.invitation if message.calendar is Calendar.REQUEST else calendar.cancellation
    return write(meeting, attendee, product=f"-//{settings.host_name}//registration {__version__}//EN")


def _meeting(
    registration: Registration, message: Message, settings: Settings, *, starts_at: datetime, at: datetime
) -> calendar.Meeting:
    roundtable, language = registration.roundtable, message.language
    found = meetings.meeting(roundtable, language, mode=registration.mode)
    return calendar.Meeting(
        uid=f"{registration.public_id}@{links.host_name()}",
        sequence=message.calendar_sequence,
        starts_at=starts_at,
        ends_at=roundtable.ends_at or starts_at + WITHOUT_END,
        zone=roundtable.zone,
        # Calendars are shared with assistants and screens: what is off the record is not named there.
        summary=found.series if found.unnamed else found.title,
        location=found.place,
        description="" if found.unnamed else found.attribution_rule,
        url="" if found.unnamed else found.page,
        organizer_name=_organizer_name(roundtable, settings),
        organizer_email=_organizer_email(roundtable, settings),
        stamp=at,
        cancelled=message.calendar is Calendar.CANCEL,
        private=roundtable.attribution is not Attribution.PUBLIC,
    )


def _organizer_name(roundtable: Roundtable, settings: Settings) -> str:
    return roundtable.contact_name or settings.site_name


def _organizer_email(roundtable: Roundtable, settings: Settings) -> str:
    return roundtable.contact_email or settings.contact_email or settings.sender
