"""Calendar files: invitations that update and cancel themselves, and feeds that name nobody."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event
from icalendar.parser import Contentline

from registration.documents.calendar import Attendee, Meeting, cancellation, invitation, publication

PRODUCT = "-//Registration//EN"
MEETING = Meeting(
    uid="reg-0190@example.org",
    sequence=2,
    starts_at=datetime(2026, 11, 23, 14, tzinfo=UTC),
    ends_at=datetime(2026, 11, 23, 16, tzinfo=UTC),
    zone="America/New_York",
    summary="Sixth roundtable; partners, peace",
    location="777 United Nations Plaza, New York",
    description="Your seat is confirmed.\nBring a grounds pass.",
    url="https://roundtables.example.org/en/roundtables/sixth",
    organizer_name="Dag & Co, Foundation",
    organizer_email="seats@example.org",
    stamp=datetime(2026, 11, 1, 8, 30, tzinfo=UTC),
    categories=("Peacebuilding, regional", "Roundtable"),
)
AMINA = Attendee("Amina Ñandú-O'Brien", "amina+seat@example.org")

HOSTILE = (
    "BEGIN:VEVENT",
    "x\r\nBEGIN:VEVENT\r\nUID:evil\r\nEND:VEVENT",
    "x\nATTENDEE:mailto:spy@example.org",
    "x\rMETHOD:CANCEL",
    "x\u2028METHOD:CANCEL\u0085y\x0bz",
    'a";ROLE=CHAIR:mailto:b',
    "a;PARTSTAT=DECLINED",
    "a,b:c\\n",
    "^n^'^^",
    "a\x00b\ud800c",
    "=1+1",
    "الاسم 李 " * 30,
)


def lines(content: bytes) -> list[str]:
    """Content lines, unfolded by hand: nothing here relies on the library that wrote them."""
    return content.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def only_event(content: bytes) -> Event:
    (event,) = Calendar.from_ical(content).events
    return event


def documents(meeting: Meeting = MEETING, attendee: Attendee = AMINA) -> Iterator[bytes]:
    yield invitation(meeting, attendee, product=PRODUCT)
    yield cancellation(meeting, attendee, product=PRODUCT)
    yield publication([meeting], name=meeting.summary, product=PRODUCT)


def test_an_invitation_is_an_accepted_seat_that_asks_for_no_reply() -> None:
    content = invitation(MEETING, AMINA, product=PRODUCT)
    assert {"METHOD:REQUEST", "VERSION:2.0", "STATUS:CONFIRMED", "CLASS:PUBLIC"} <= set(lines(content))
    attendee = only_event(content)["ATTENDEE"]
    assert attendee == "mailto:amina+seat@example.org"
    assert attendee.params == {
        "CN": AMINA.name,
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "ACCEPTED",
        "RSVP": "FALSE",
    }
    organizer = only_event(content)["ORGANIZER"]
    assert (organizer, organizer.params["CN"]) == ("mailto:seats@example.org", "Dag & Co, Foundation")


def test_texts_come_back_as_they_were_given() -> None:
    event = only_event(invitation(MEETING, AMINA, product=PRODUCT))
    assert event["SUMMARY"] == MEETING.summary
    assert event["LOCATION"] == MEETING.location
    assert event["DESCRIPTION"] == MEETING.description
    assert event["URL"] == MEETING.url
    assert tuple(str(category) for category in event["CATEGORIES"].cats) == MEETING.categories


def test_a_cancellation_finds_the_invitation_and_says_so() -> None:
    invited = only_event(invitation(MEETING, AMINA, product=PRODUCT))
    content = cancellation(replace(MEETING, sequence=3), AMINA, product=PRODUCT)
    event = only_event(content)
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:3"} <= set(lines(content))
    assert event["UID"] == invited["UID"]
    assert event["SEQUENCE"] > invited["SEQUENCE"]
    assert event["ATTENDEE"] == "mailto:amina+seat@example.org"
    assert event["ORGANIZER"] == invited["ORGANIZER"]


def test_what_everyone_may_add_names_no_attendee() -> None:
    content = publication([MEETING], name=None, product=PRODUCT)
    assert "METHOD:PUBLISH" in lines(content)
    assert b"ATTENDEE" not in content
    assert b"X-WR-CALNAME" not in content


def test_a_calendar_to_subscribe_to_has_a_name_and_says_when_to_look_again() -> None:
    cancelled = replace(MEETING, uid="other@example.org", zone="Africa/Casablanca", cancelled=True)
    content = publication([MEETING, cancelled], name="Roundtables, all", product=PRODUCT)
    assert {
        "NAME:Roundtables\\, all",
        "X-WR-CALNAME:Roundtables\\, all",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    } <= set(lines(content))
    assert [event["STATUS"] for event in Calendar.from_ical(content).events] == ["CONFIRMED", "CANCELLED"]
    assert [line for line in lines(content) if line.startswith("TZID:")] == [
        "TZID:Africa/Casablanca",
        "TZID:America/New_York",
    ]


def test_a_calendar_without_meetings_can_be_read() -> None:
    assert Calendar.from_ical(publication([], name="Roundtables", product=PRODUCT)).events == []


def test_times_are_local_to_the_meeting_and_the_stamp_is_utc() -> None:
    stamp = MEETING.stamp.astimezone(ZoneInfo("Asia/Kolkata"))
    for content in documents(replace(MEETING, stamp=stamp)):
        assert {
            "DTSTART;TZID=America/New_York:20261123T090000",
            "DTEND;TZID=America/New_York:20261123T110000",
        } <= set(lines(content))
        assert {"DTSTAMP:20261101T083000Z", "UID:reg-0190@example.org", "SEQUENCE:2"} <= set(lines(content))


def test_a_meeting_in_utc_needs_no_zone() -> None:
    content = invitation(replace(MEETING, zone="UTC"), AMINA, product=PRODUCT)
    assert "DTSTART:20261123T140000Z" in lines(content)
    assert b"VTIMEZONE" not in content


@pytest.mark.parametrize(
    "zone",
    [
        "America/New_York",
        "Europe/Dublin",
        "Africa/Casablanca",
        "Asia/Amman",
        "Asia/Kolkata",
        "America/Sao_Paulo",
        "Australia/Lord_Howe",
        "Pacific/Apia",
    ],
)
@pytest.mark.parametrize("month", [1, 3, 4, 7, 10, 11])
def test_the_zone_in_the_file_agrees_with_the_worlds_clocks(zone: str, month: int) -> None:
    starts_at = datetime(2027, month, 29, 14, tzinfo=UTC)
    meeting = replace(MEETING, zone=zone, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    calendar = Calendar.from_ical(invitation(meeting, AMINA, product=PRODUCT))
    (from_file,) = [timezone.to_tz(lookup_tzid=False) for timezone in calendar.timezones]
    local = starts_at.astimezone(ZoneInfo(zone))
    assert local.replace(tzinfo=from_file).utcoffset() == local.utcoffset()


def test_a_private_meeting_says_so() -> None:
    for content in documents(replace(MEETING, private=True)):
        assert "CLASS:PRIVATE" in lines(content)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_line_a_parameter_or_an_event(text: str) -> None:
    meeting = replace(
        MEETING,
        uid=text,
        summary=text,
        location=text,
        description=text,
        url=text,
        organizer_name=text,
        organizer_email=text,
        categories=(text, text),
    )
    hostile = list(documents(meeting, Attendee(text, text)))
    for content, harmless in zip(hostile, documents(), strict=True):
        assert [_shape(line) for line in lines(content)] == [_shape(line) for line in lines(harmless)]
        only_event(content)


def _shape(line: str) -> tuple[str, list[str]]:
    name, parameters, _ = Contentline(line).parts()
    return name, [key for key in sorted(parameters) if key != "VALUE"]


@pytest.mark.parametrize("text", HOSTILE)
def test_lines_are_folded_at_75_octets_between_whole_characters(text: str) -> None:
    meeting = replace(MEETING, summary=text, description=text, location=text)
    for content in documents(meeting, Attendee(text, text)):
        folded = content.split(b"\r\n")
        assert folded[-1] == b""
        assert max(map(len, folded)) <= 75
        for line in folded:
            assert b"\r" not in line
            assert b"\n" not in line
            line.decode()


def test_a_name_is_kept_letter_by_letter() -> None:
    for name in ('Zoë "Z" O\'Brien; PhD, LL.M.', "محمد علي", "李 小龙", "A: B", "Нина"):
        event = only_event(invitation(MEETING, Attendee(name, "a@example.org"), product=PRODUCT))
        assert event["ATTENDEE"].params["CN"] == name


def test_without_a_place_an_address_or_a_text_these_lines_are_left_out() -> None:
    content = publication(
        [replace(MEETING, location="", url="", description="", categories=())], name=None, product=PRODUCT
    )
    names = {line.partition(":")[0] for line in lines(content)}
    assert not names & {"LOCATION", "URL", "DESCRIPTION", "CATEGORIES"}


def test_a_time_without_a_zone_is_refused() -> None:
    meeting = replace(MEETING, ends_at=MEETING.ends_at.replace(tzinfo=None))
    with pytest.raises(ValueError, match="zone"):
        publication([meeting], name=None, product=PRODUCT)
