"""Calendar files: the invitation that updates itself, its cancellation, and what anyone may subscribe to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from registration.documents import characters

CONFIRMED = "CONFIRMED"
CANCELLED = "CANCELLED"

REFRESH = timedelta(hours=6)

# Rules of a zone are written for the time around the meetings, so that a mail is not mostly daylight saving.
AROUND = timedelta(days=400)

# RFC 6068 §2: what may stand in a mailto address as it is.
_UNQUOTED = "@!$'*+-._~:"


@dataclass(frozen=True)
class Meeting:
    """One roundtable as a calendar shows it. Times are aware; `zone` is the IANA name they are shown in.

    `uid` stays the same for ever, `sequence` grows with each change of time or place and with a cancellation,
    `stamp` is when this version was made (RFC 5545 §3.8.4.7, §3.8.7.2, §3.8.7.4). Empty texts are left out.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    summary: str
    location: str
    description: str
    url: str
    organizer_name: str
    organizer_email: str
    stamp: datetime
    cancelled: bool = False
    private: bool = False
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attendee:
    name: str
    email: str


def invitation(meeting: Meeting, attendee: Attendee, *, product: str) -> bytes:
    """The seat of one person, already accepted (RFC 5546 §3.2.2). The MIME part says `method=REQUEST` too."""
    event = _event(meeting, CONFIRMED)
    event.add("attendee", _accepted(attendee))
    return _bytes("REQUEST", [meeting], [event], product=product)


def cancellation(meeting: Meeting, attendee: Attendee, *, product: str) -> bytes:
    """Takes the invitation out of one person's calendar (RFC 5546 §3.2.5); `sequence` has grown since.

    `uid` is the one of that person's invitation, so the whole event is cancelled, and only for them.
    """
    event = _event(meeting, CANCELLED)
    event.add("attendee", _address(attendee.name, attendee.email))
    return _bytes("CANCEL", [meeting], [event], product=product)


def publication(meetings: Sequence[Meeting], *, name: str | None, product: str) -> bytes:
    """Meetings for anyone, without attendees (RFC 5546 §3.2.1).

    With a name it is a calendar to subscribe to (RFC 7986); without, a file to add to one's own calendar.
    """
    events = [_event(meeting, CANCELLED if meeting.cancelled else CONFIRMED) for meeting in meetings]
    return _bytes("PUBLISH", meetings, events, product=product, name=name)


def _bytes(
    method: str,
    meetings: Sequence[Meeting],
    events: Iterable[Event],
    *,
    product: str,
    name: str | None = None,
) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", characters.one_line(product))
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        _add_name(calendar, characters.one_line(name))
    for zone in _zones(meetings):
        calendar.add_component(zone)
    for event in events:
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _add_name(calendar: Calendar, name: str) -> None:
    # As text, because the library escapes nothing in properties it does not know.
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{int(REFRESH.total_seconds()) // 3600}H")


def _zones(meetings: Sequence[Meeting]) -> list[Timezone]:
    """A VTIMEZONE for each zone, in the order of their names: the same meetings give the same bytes."""
    zones = sorted({meeting.zone for meeting in meetings} - {"UTC"})
    if not zones:
        return []
    first = (min(meeting.starts_at for meeting in meetings) - AROUND).date()
    last = (max(meeting.ends_at for meeting in meetings) + AROUND).date()
    return [_zone(zone, first, last) for zone in zones]


@lru_cache(maxsize=64)
def _zone(name: str, first: date, last: date) -> Timezone:
    """The same for everybody in a roundtable, and the dearest part of a letter: to be read, never changed."""
    return Timezone.from_tzid(name, first_date=first, last_date=last)


def _event(meeting: Meeting, status: str) -> Event:
    event = Event()
    event.add("uid", characters.one_line(meeting.uid))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", _aware(meeting.stamp))
    event.add("dtstart", _local(meeting.starts_at, meeting.zone))
    event.add("dtend", _local(meeting.ends_at, meeting.zone))
    event.add("summary", characters.one_line(meeting.summary))
    _add_unless_empty(event, "location", characters.one_line(meeting.location))
    _add_unless_empty(event, "description", characters.paragraphs(meeting.description))
    _add_unless_empty(event, "url", characters.one_line(meeting.url))
    event.add("organizer", _address(meeting.organizer_name, meeting.organizer_email))
    event.add("status", status)
    event.add("class", "PRIVATE" if meeting.private else "PUBLIC")
    event.add("transp", "TRANSPARENT" if status == CANCELLED else "OPAQUE")
    if meeting.categories:
        event.add("categories", [characters.one_line(category) for category in meeting.categories])
    return event


def _add_unless_empty(event: Event, name: str, text: str) -> None:
    if text:
        event.add(name, text)


def _accepted(attendee: Attendee) -> vCalAddress:
    address = _address(attendee.name, attendee.email)
    address.params.update(
        {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    )
    return address


def _address(name: str, email: str) -> vCalAddress:
    # Quoted, because the library writes an address as it is.
    address = vCalAddress("mailto:" + quote(characters.one_line(email), safe=_UNQUOTED))
    if shown := characters.one_line(name):
        address.params["CN"] = shown
    return address


def _local(at: datetime, zone: str) -> datetime:
    return _aware(at).astimezone(ZoneInfo(zone))


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("times in a calendar carry their zone")
    return at
