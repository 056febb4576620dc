"""Names that are attacks in everything that is not a page: mail, calendars, feeds, lists."""

import csv
import io
import re
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from xml.etree import ElementTree

import icalendar
import openpyxl
import pytest
from sqlalchemy import select

from registration import clock
from registration.actions import letters, mail
from registration.documents import formula_guard
from registration.extensions import db, transaction
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.rules import fields
from registration.rules.letters import Letter
from registration.rules.statuses import Status
from tests.hostile.names import ATTACKS, WORKED_OUT, dealt
from tests.make import Make

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

TYPED = {
    key: fields.BY_KEY[key].longest
    for key in ("organization", "honorific", "given_names", "family_name", "plate_name", "position")
}
# The list calls the organization a delegation.
COLUMNS = {"organization": "delegation"}
OF_ROUNDTABLES = (
    "titles",
    "summaries",
    "descriptions",
    "participation",
    "cities",
    "venues",
    "outcomes",
    "cancellation",
)
STATUS = {Letter.WAITLISTED: Status.WAITLISTED, Letter.WITHDRAWN: Status.WITHDRAWN}
LETTERS = (
    Letter.CONFIRMED,
    Letter.WAITLISTED,
    Letter.ADDED,
    Letter.CHANGED,
    Letter.WITHDRAWN,
    Letter.REPEATED,
)
HEADERS = {
    "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted",
    "X-Auto-Response-Suppress", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
}  # fmt: skip


class Addresses(HTMLParser):
    """Where a page leads, and what it is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.elements: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.addresses += [value for name, value in attrs if name in ("href", "src", "action", "background")]
        assert not [name for name, _ in attrs if name.startswith("on")]


@pytest.fixture
def attacked(make: Make) -> list[Registration]:
    """A registration for every attack, each with another one in every field."""
    roundtable = make.roundtable()
    return [
        make.registration(roundtable, email=f"person{start}@example.org", **dealt(TYPED, start))
        for start in range(len(ATTACKS))
    ]


def written(app, registration, letter):
    with transaction() as session:
        registration = session.merge(registration)
        registration.status = STATUS.get(letter, Status.CONFIRMED)
        facts = {"changed": ["position", "given_names"]} if letter is Letter.CHANGED else {}
        mail.queue(letter, registration, was_confirmed=letter is Letter.WITHDRAWN, at=clock.now(), **facts)
    message = db.session.scalars(select(Message).order_by(Message.id.desc())).first()
    return letters.compose(message, app.extensions["settings"], at=clock.now())


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_carries_no_attack(app, attacked, letter):
    for registration in attacked:
        composed = written(app, registration, letter)
        received = message_from_bytes(composed.email.as_bytes(), policy=default)

        assert set(received.keys()) <= HEADERS, composed.email.as_bytes()[:500]
        assert received.defects == []
        assert [address.addr_spec for address in received["To"].addresses] == [registration.email]
        for name in set(received.keys()):
            assert len(received.get_all(name)) == 1, name
            assert not re.search(r"[\r\n]", str(received[name])), name
        for line in composed.email.as_bytes().split(b"\r\n"):
            assert len(line) <= 998
        parts = {part.get_content_type(): part for part in received.walk() if not part.is_multipart()}
        harmless_text(parts["text/plain"].get_content())
        harmless_html(parts["text/html"].get_content())
        if "text/calendar" in parts:
            harmless_calendar(parts["text/calendar"].get_payload(decode=True), registration.email)


def harmless_text(text):
    for address in re.findall(r"(?:https?://|www\.|mailto:)\S+|[\w.]+@[\w.]+", text):
        assert "evil" not in address, text
    assert not re.search(r"\bevil[.．]example", text), text
    assert "1234000" not in text


def harmless_html(html):
    found = Addresses(html)
    assert found.elements.isdisjoint({"script", "img", "svg", "iframe", "base", "form", "link", "object"}), (
        html
    )
    assert [address for address in found.addresses if "evil" in address] == []
    for word in WORKED_OUT:
        assert word not in html
    assert not re.search(r"\bevil[.．]example", html)


def harmless_calendar(content, email):
    calendar = icalendar.Calendar.from_ical(content)
    [event] = calendar.walk("VEVENT")
    assert not calendar.walk("VALARM")
    assert str(event["ATTENDEE"]) == f"mailto:{email}"
    assert "evil" not in str(event["ORGANIZER"])
    assert event["ATTENDEE"].params.get("RSVP", "FALSE") == "FALSE"
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        assert not line.startswith((b"BCC", b"Bcc"))


def test_a_list_gives_back_what_was_typed_and_holds_no_formula(make, client, attacked):
    registrations = {registration.email: registration for registration in attacked}
    roundtable = attacked[0].roundtable
    slug = roundtable.slug
    client.sign_in(make.organizer(*roundtable.convenors))
    address = f"/organizer/roundtables/{slug}/exports/attendees"
    guarded = client.open("GET", f"{address}.csv?header=keys").get_data().decode("utf-8-sig")
    raw = client.open("GET", f"{address}.csv?header=keys&dialect=raw").get_data(as_text=True)
    book = openpyxl.load_workbook(io.BytesIO(client.open("GET", f"{address}.xlsx?header=keys").data))

    rows = list(csv.DictReader(io.StringIO(guarded, newline="")))
    assert len(rows) == len(attacked)
    for row in rows:
        for name in TYPED:
            assert (
                not row[COLUMNS.get(name, name)].lstrip().startswith(("=", "+", "-", "@", "＝", "\t", "\r"))
            ), row[COLUMNS.get(name, name)]
            assert formula_guard.unguarded(row[COLUMNS.get(name, name)]) == getattr(
                registrations[row["email"]], name
            )
    for row in csv.DictReader(io.StringIO(raw, newline="")):
        assert {name: row[COLUMNS.get(name, name)] for name in TYPED} == {
            name: getattr(registrations[row["email"]], name) for name in TYPED
        }
    header, *cells = book.active.iter_rows()
    assert len(cells) == len(attacked)
    for row in cells:
        assert {cell.data_type for cell in row} <= {"s", "d", "n"}
        values = {key.value: cell for key, cell in zip(header, row, strict=True)}
        typed = registrations[values["email"].value]
        for name in TYPED:
            assert values[COLUMNS.get(name, name)].data_type in ("s", "n")
            assert (values[COLUMNS.get(name, name)].value or "") == getattr(typed, name)
        assert not [cell for cell in row if cell.hyperlink]


def test_titles_do_no_harm_in_calendars_feeds_and_file_names(make, client):
    for start, attack in enumerate(ATTACKS):
        texts = {"en": attack}
        organization = make.organization(names=texts, short_name=attack[:40])
        make.roundtable(
            convenors=[organization],
            contact_name=attack[:120],
            series=make.series(titles=texts, descriptions=texts),
            slug=f"attack-{start}",
            **dict.fromkeys(OF_ROUNDTABLES, texts),
        )

    feed = ElementTree.fromstring(client.open("GET", "/en/feed.atom").data)
    atom = "{http://www.w3.org/2005/Atom}"
    assert sorted(title.text for title in feed.findall(f"{atom}entry/{atom}title")) == sorted(ATTACKS)
    assert not [link for link in feed.iter(f"{atom}link") if "evil" in link.attrib["href"]]

    content = client.open("GET", "/en/calendar.ics").data
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert sorted(str(event["SUMMARY"]) for event in events) == sorted(ATTACKS)
    assert not icalendar.Calendar.from_ical(content).walk("VALARM")
    assert all(set(event.keys()).isdisjoint({"ATTENDEE", "ATTACH"}) for event in events)
    assert all(str(event["ORGANIZER"]) == "mailto:contact@example.org" for event in events)

    for start in range(len(ATTACKS)):
        one = client.open("GET", f"/en/roundtables/attack-{start}/calendar.ics")
        assert one.headers["Content-Disposition"] == f'attachment; filename="attack-{start}.ics"'
        assert len(icalendar.Calendar.from_ical(one.data).walk("VEVENT")) == 1
        page = client.get(f"/en/roundtables/attack-{start}")
        assert page.heading == " ".join(ATTACKS[start].split())
        leading = [link.attributes["href"] for link in page.all("a") if "evil" in link.attributes["href"]]
        # Organizers may write links, as Markdown; a title in what is shared with friends is text.
        is_markdown = "](" in ATTACKS[start] or "<https:" in ATTACKS[start]
        assert is_markdown or not [href for href in leading if re.match(r"https?://evil", href)], leading
