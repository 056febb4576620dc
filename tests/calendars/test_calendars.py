"""Calendars as they leave the house, in mails and feeds: read by the letter of the RFCs, and by another library."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import vobject
from sqlalchemy import select

from registration.actions import audit, letters, publication, registrations, rescheduling, seats
from registration.documents.calendar import publication as feed_of
from registration.extensions import db, transaction
from registration.i18n import LANGUAGES
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Attribution, Mode
from registration.web.public import meetings
from tests.calendars import rfc5545
from tests.documents.test_calendar import MEETING

NEW_YORK = ZoneInfo("America/New_York")
# The clocks of New York go back on 7 November 2027.
BEFORE_WINTER = datetime(2027, 10, 30, 13, 0, tzinfo=UTC)
IN_WINTER = datetime(2027, 11, 9, 14, 0, tzinfo=UTC)
ZONES = (
    "America/New_York",
    "Europe/Zurich",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "America/Santiago",
    "Asia/Beirut",
)


class Person:
    """Somebody with a place, and the mails that reach them about it."""

    def __init__(self, app, make, **facts) -> None:
        self.settings = app.extensions["settings"]
        self.make = make
        facts = {"starts_at": BEFORE_WINTER, "zone": "America/New_York", **facts}
        self.roundtable_id = make.roundtable(**facts).id
        self.read: set[int] = set()
        with transaction():
            room = seats.lock(self.roundtable_id)
            wish = make.wish(given_names="Zoë; PhD, “née” O'Brien", family_name="李", email="zoe@example.org")
            registrations.register(room, wish, key=str(uuid4()), at=make.now())

    def move(self, **facts) -> None:
        with transaction():
            roundtable = seats.lock(self.roundtable_id).roundtable
            before = rescheduling.Meeting.of(roundtable)
            for name, value in facts.items():
                setattr(roundtable, name, value)
            db.session.flush()
            rescheduling.tell(roundtable, before, at=self.make.now())

    def withdraw(self) -> None:
        with transaction():
            room = seats.lock(self.roundtable_id)
            registrations.withdraw(room, self.registration, by=audit.PERSON, at=self.make.now())

    def is_told_it_was_cancelled(self) -> None:
        with transaction():
            publication.cancel(seats.lock(self.roundtable_id), {}, by=audit.OPERATOR, at=self.make.now())

    @property
    def registration(self) -> Registration:
        return db.session.scalars(
            select(Registration).where(Registration.roundtable_id == self.roundtable_id)
        ).one()

    def mail(self) -> EmailMessage:
        """The one mail that has come since the last look, as it travels."""
        with transaction():
            new = [
                one
                for one in db.session.scalars(select(Message).order_by(Message.id))
                if one.id not in self.read
            ]
            (message,) = new
            self.read.add(message.id)
            composed = letters.compose(message, self.settings, at=self.make.now())
        found = message_from_bytes(bytes(composed.email), policy=default)
        assert isinstance(found, EmailMessage)
        return found


@pytest.fixture
def person(app, make):
    return lambda **facts: Person(app, make, **facts)


def entries(mail: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """(method in the MIME header, file) of each part that is a calendar."""
    for part in mail.walk():
        if part.get_content_type() == "text/calendar":
            yield str(part.get_param("method")), part.get_payload(decode=True)
        elif part.get_content_type() == "application/ics":
            yield "", part.get_payload(decode=True)


def entry(mail: EmailMessage) -> tuple[rfc5545.Component, rfc5545.Component]:
    """(calendar, event), after everything that has to hold for a calendar in a mail."""
    (method, inside), (_, beside) = entries(mail)
    # A text part of a mail ends its lines as the mail does.
    assert inside.replace(b"\r\n", b"\n") == beside.replace(b"\r\n", b"\n")
    calendar = rfc5545.read(beside)
    # RFC 6047 §2.4: programs look at one or the other.
    assert method.upper() == calendar.one("METHOD").value
    (event,) = calendar.parts("VEVENT")
    assert vobject.readOne(beside.decode()).vevent.uid.value == event.one("UID").value
    return calendar, event


def test_one_life_of_a_place_in_a_calendar(person):
    """Confirmed, moved, moved to another city, withdrawn: one entry that changes and goes."""
    somebody = person()
    told = [entry(somebody.mail())]
    somebody.move(starts_at=IN_WINTER, ends_at=IN_WINTER + timedelta(hours=2))
    told.append(entry(somebody.mail()))
    somebody.move(cities={"en": "Geneva"}, zone="Europe/Zurich")
    told.append(entry(somebody.mail()))
    somebody.withdraw()
    told.append(entry(somebody.mail()))

    assert [calendar.one("METHOD").value for calendar, _ in told] == [
        "REQUEST",
        "REQUEST",
        "REQUEST",
        "CANCEL",
    ]
    assert len({event.one("UID").value for _, event in told}) == 1
    assert len({event.one("ORGANIZER").value for _, event in told}) == 1
    assert len({event.one("ATTENDEE").value for _, event in told}) == 1
    sequences = [int(event.one("SEQUENCE").value) for _, event in told]
    assert sequences == sorted(set(sequences))
    stamps = [event.one("DTSTAMP").value for _, event in told]
    assert stamps == sorted(stamps)
    assert [event.one("STATUS").value for _, event in told] == ["CONFIRMED"] * 3 + ["CANCELLED"]


def test_a_cancelled_roundtable_leaves_every_calendar(person):
    somebody = person()
    _, before = entry(somebody.mail())
    somebody.is_told_it_was_cancelled()
    calendar, after = entry(somebody.mail())

    assert calendar.one("METHOD").value == "CANCEL"
    assert after.one("UID").value == before.one("UID").value
    assert int(after.one("SEQUENCE").value) > int(before.one("SEQUENCE").value)


@pytest.mark.parametrize("starts_at", [BEFORE_WINTER, IN_WINTER])
@pytest.mark.parametrize("zone", ZONES)
def test_the_time_is_right_for_whoever_knows_only_the_file(person, zone, starts_at):
    """Before and after the clocks change, by our reader and by another library."""
    mail = person(starts_at=starts_at, zone=zone).mail()
    calendar, event = entry(mail)

    assert event.one("DTSTART").parameters == {"TZID": zone}
    assert rfc5545.moment(event, "DTSTART", calendar) == starts_at
    assert rfc5545.moment(event, "DTEND", calendar) == starts_at + timedelta(hours=2)
    (_, inside), *_ = entries(mail)
    read_elsewhere = vobject.readOne(inside.decode()).vevent
    assert read_elsewhere.dtstart.value.astimezone(UTC) == starts_at
    assert read_elsewhere.dtend.value.astimezone(UTC) == starts_at + timedelta(hours=2)


@pytest.mark.parametrize("zone", ZONES)
def test_the_rules_of_a_zone_are_those_of_the_worlds_clocks_all_year(zone):
    """Every hour around each change is tried, but for those that the clocks show twice or never."""
    meeting = replace(MEETING, zone=zone, starts_at=datetime(2027, 1, 15, 9, tzinfo=UTC),
                      ends_at=datetime(2027, 12, 15, 9, tzinfo=UTC))  # fmt: skip
    calendar = rfc5545.read(feed_of([meeting], name=None, product="-//Test//EN"))
    (rules,) = [rfc5545.Zone.of(one) for one in calendar.parts("VTIMEZONE")]
    at = datetime(2027, 1, 1, tzinfo=UTC)
    while at.year == 2027:
        local = at.astimezone(ZoneInfo(zone))
        other = local.replace(fold=1 - local.fold)
        if other.utcoffset() == local.utcoffset():
            assert rules.offset(local.replace(tzinfo=None)) == local.utcoffset(), local
        at += timedelta(hours=1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_feed_is_read_without_complaint(client, make, language):
    series = make.series(titles={"en": "A; series, of “five”\nlines", "ar": "سلسلة"})
    make.roundtable(
        series=series, mode=Mode.ONLINE, summaries={"en": "Lines\nand \\ signs; of, all kinds " * 9}
    )
    make.roundtable(series=series, zone="Asia/Kathmandu", titles={"ar": "مائدة", "zh": "圆桌" * 40})
    single = make.roundtable(
        series=series, ends_at=None, zone="UTC", starts_at=make.now() + timedelta(days=9)
    )
    make.roundtable(series=series, attribution=Attribution.OFF_THE_RECORD)
    for path, count in (
        ("calendar.ics", 3),
        (f"series/{series.slug}/calendar.ics", 3),
        (f"roundtables/{single.slug}/calendar.ics", 1),
    ):
        answer = client.open("GET", f"/{language}/{path}")
        calendar = rfc5545.read(answer.data)

        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert calendar.one("METHOD").value == "PUBLISH"
        assert len(calendar.parts("VEVENT")) == count
        assert len(vobject.readOne(answer.text).vevent_list) == count
        uids = [event.one("UID").value for event in calendar.parts("VEVENT")]
        assert len(set(uids)) == count


def test_a_feed_moves_its_entries_as_mails_do(client, person):
    """Whoever subscribed sees the same entry with a higher number."""
    somebody = person()
    address = "/en/calendar.ics"
    before = rfc5545.read(client.open("GET", address).data)
    somebody.move(starts_at=IN_WINTER, ends_at=IN_WINTER + timedelta(hours=2))
    after = rfc5545.read(client.open("GET", address).data)
    (then,), (now,) = before.parts("VEVENT"), after.parts("VEVENT")

    assert then.one("UID").value == now.one("UID").value
    assert int(now.one("SEQUENCE").value) == int(then.one("SEQUENCE").value) + 1
    assert rfc5545.moment(now, "DTSTART", after) == IN_WINTER


def test_what_is_off_the_record_is_named_in_no_calendar(person):
    facts = {"titles": {"en": "Between us"}, "summaries": {"en": "Frank words"}}
    somebody = person(attribution=Attribution.OFF_THE_RECORD, **facts)
    _, event = entry(somebody.mail())
    roundtable = somebody.registration.roundtable
    anyones = meetings.meeting(roundtable, "en")

    assert event.one("SUMMARY").text == anyones.summary == roundtable.series.titles["en"]
    assert event.one("CLASS").value == "PRIVATE"
    assert event.all("DESCRIPTION") == event.all("URL") == []
    assert (anyones.description, anyones.url, anyones.private) == ("", "", True)


def test_names_and_texts_come_back_letter_by_letter(person):
    _, event = entry(person(titles={"en": "Water; land, and\\or “peace”: ونحن"}).mail())

    assert event.one("SUMMARY").text == "Water; land, and\\or “peace”: ونحن"
    assert "Zoë" in event.one("ATTENDEE").parameters["CN"]


@pytest.mark.parametrize(
    "broken",
    [
        lambda text: text.replace(b"\r\n", b"\n"),
        lambda text: text.replace(b"DTSTAMP", b"X-STAMP"),
        lambda text: text.replace(b"\r\nUID:", b"\r\nUID:a\r\nUID:"),
        lambda text: text.replace(b"SUMMARY:", b"SUMMARY:a,b;"),
        lambda text: text.replace(b"END:VEVENT\r\n", b""),
        lambda text: text.replace(b"BEGIN:VTIMEZONE", b"BEGIN:VTODO").replace(b"END:VTIMEZONE", b"END:VTODO"),
        lambda text: text.replace(b"METHOD:PUBLISH", b"METHOD:REQUEST"),
        lambda text: text.replace(b"SUMMARY:", b"SUMMARY:" + b"x" * 80),
    ],
    ids=["ends of lines", "no stamp", "two names", "bare comma", "no end", "no zone", "no attendee", "long line"],
)  # fmt: skip
def test_the_reader_is_strict(broken):
    content = feed_of([MEETING], name=None, product="-//Test//EN")
    rfc5545.read(content)

    with pytest.raises((AssertionError, KeyError)):
        rfc5545.read(broken(content))
