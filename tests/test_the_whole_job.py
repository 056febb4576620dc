"""The main job, end to end: 300 people register at a real server, each gets a mail, the lists hold what was typed."""

import csv
import io
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from registration.data import collation, entities, states
from registration.documents import formula_guard
from registration.rules import attendee_list
from registration.rules.attendee_list import Preset
from tests.gateways.sink import Sink
from tests.guests import TYPES, Guest, three_hundred
from tests.page import Page
from tests.visitor import Visitor

SLUG = "partnerships-for-peace"
TYPED = (
    "honorific",
    "given_names",
    "family_name",
    "plate_name",
    "position",
    "email",
    "phone",
    "represented_by",
    "delegation_role",
    "department",
    "duty_station",
    "ecosoc_status",
    "language",
)


class Site:
    """A running `registration serve` with a database and a mail server of its own."""

    def __init__(self, folder: Path, database_url: str, mail: Sink) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.origin = f"http://127.0.0.1:{port}"
        self.environment = {
            **os.environ,
            "REGISTRATION_BASE_URL": self.origin,
            "REGISTRATION_PORT": str(port),
            "REGISTRATION_SECRET_KEY": secrets.token_urlsafe(48),
            "REGISTRATION_DATA_DIR": str(folder),
            "REGISTRATION_DATABASE_URL": database_url,
            "REGISTRATION_SMTP_URL": mail.url,
            "REGISTRATION_MAIL_FROM": "no-reply@example.org",
        }
        self.command("migrate")
        self.process = subprocess.Popen([sys.executable, "-m", "registration", "serve"], env=self.environment)

    def command(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "registration", *words],
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return done.stdout

    def wait(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with suppress(OSError):
                if Visitor(self.origin).request("GET", "/health/live").status == 200:
                    return
            time.sleep(0.1)
        raise AssertionError("the site did not start")

    def stop(self) -> None:
        self.process.terminate()
        assert self.process.wait(40) == 0


@pytest.fixture
def mail() -> Iterator[Sink]:
    with Sink() as sink:
        yield sink


@pytest.fixture
def site(tmp_path: Path, database: str, new_database_url: object, mail: Sink) -> Iterator[Site]:
    url = "" if database == "sqlite" else new_database_url(database, "whole_job")  # type: ignore[operator]
    running = Site(tmp_path, url, mail)
    try:
        running.wait()
        yield running
        running.stop()
    finally:
        running.process.kill()


def test_three_hundred_people_register_and_the_organizer_downloads_what_they_typed(
    site: Site, mail: Sink
) -> None:
    organizer = signed_in(site)
    publish(organizer)
    guests = three_hundred()

    with ThreadPoolExecutor(8) as crowd:
        references = list(crowd.map(lambda guest: register(site, guest), guests))

    assert len(set(references)) == 300
    assert everyone_has_one_mail(mail, guests)
    assert sorted(lists(organizer)) == ["csv", "raw", "xlsx"]
    expected = [expected_row(guest) for guest in guests]
    for kind, rows in lists(organizer).items():
        found = [comparable(row) for row in rows]
        assert sorted(found, key=everything) == sorted(expected, key=everything), kind
        assert [place(row) for row in found] == sorted(place(row) for row in found), kind
    assert Counter(row["reference"] for row in lists(organizer)["raw"]) == Counter(references)
    assert "consistent" in site.command("check")


def signed_in(site: Site) -> Visitor:
    """An organizer, added by the operator, who follows the printed link."""
    printed = site.command(
        "organizers",
        "add",
        "ana@example.org",
        "--organization",
        "dhf",
        "--role",
        "owner",
        "--create-organization",
        "Dag Hammarskjöld Foundation",
        "--export",
    )
    link = re.search(r"http\S+/organizer/sign-in/\S+", printed)
    assert link, printed
    visitor = Visitor(site.origin)
    visitor.submit(visitor.get(link[0]), {}, ending=link[0].rpartition("/")[2])
    return visitor


def publish(organizer: Visitor) -> None:
    starts_at = datetime.now(UTC) + timedelta(days=30)
    page = organizer.get("/organizer/roundtables/new")
    own = next(
        option.attributes["value"]
        for option in page.one("select", name="convenors-0-organization").all("option")
        if option.attributes.get("value")
    )
    page = organizer.submit(
        page,
        {
            "titles-en": "Partnerships for peace",
            "new_series-en": "Sustaining peace",
            "slug": SLUG,
            "starts_at": f"{starts_at:%Y-%m-%d}T09:00",
            "ends_at": f"{starts_at:%Y-%m-%d}T11:00",
            "cities-en": "New York",
            "convenors-0-organization": own,
            "convenors-0-place": "1",
            "contact_name": "Secretariat",
            "contact_email": "contact@example.org",
            "caps-total": "400",
        },
        ending="/new",
    )
    assert page.status == 200, page.text
    page = organizer.submit(organizer.get(f"/organizer/roundtables/{SLUG}"), {}, ending="/publication")
    assert page.status == 200, page.text


def register(site: Site, guest: Guest) -> str:
    """The three pages of the form; returns the reference on the last one."""
    visitor = Visitor(site.origin)
    page = visitor.get(f"/en/roundtables/{SLUG}/register")
    page = visitor.submit(page, {"stakeholder_type": guest.stakeholder_type}, ending="/register")
    page = in_order(visitor.submit(page, guest.answers, ending="/details"))
    page = in_order(visitor.submit(page, {}, ending="/check"))
    assert "/done" in page.url
    reference = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", page.text)
    assert reference, page.text
    return reference[0]


def in_order(page: Page) -> Page:
    assert page.status == 200, f"{page.url}: {page.text}"
    return page


def everyone_has_one_mail(mail: Sink, guests: list[Guest]) -> bool:
    """Waits for the worker, then for a mail too many."""
    expected = Counter(guest.answers["email"] for guest in guests)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and len(mail.recipients) < len(guests):
        time.sleep(0.2)
    time.sleep(1)
    identifiers = [message["Message-ID"] for message in mail.messages]
    return Counter(mail.recipients) == expected and len(set(identifiers)) == len(guests)


def lists(organizer: Visitor) -> dict[str, list[dict[str, str]]]:
    """The attendees in three kinds of file, each as rows by column key with codes."""
    address = f"/organizer/roundtables/{SLUG}/exports/attendees"
    plain = download(organizer, f"{address}.csv?header=keys").decode("utf-8-sig")
    raw = download(organizer, f"{address}.csv?dialect=raw&header=keys").decode()
    sheet = openpyxl.load_workbook(io.BytesIO(download(organizer, f"{address}.xlsx?header=keys"))).active
    assert sheet is not None
    header, *rows = [
        ["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)
    ]
    columns = list(attendee_list.columns(Preset.ATTENDEES))
    assert header == columns
    guarded = csv.DictReader(io.StringIO(plain, newline=""))
    assert guarded.fieldnames == columns
    return {
        "csv": [{key: formula_guard.unguarded(value) for key, value in row.items()} for row in guarded],
        "raw": list(csv.DictReader(io.StringIO(raw, newline=""))),
        "xlsx": [dict(zip(header, row, strict=True)) for row in rows],
    }


def download(organizer: Visitor, address: str) -> bytes:
    answer = organizer.request("GET", address)
    assert answer.status == 200, answer.body[:300]
    assert re.search(rf"{SLUG}_attendees_\d{{8}}-\d{{4}}Z\.(csv|xlsx)", answer.headers["Content-Disposition"])
    return answer.body


def expected_row(guest: Guest) -> dict[str, str]:
    answers = guest.answers
    country = answers.get("country") or answers.get("state", "")
    return {
        "stakeholder_type": guest.stakeholder_type,
        "delegation": answers.get("state") or answers.get("un_entity") or answers["organization"],
        "iso3": country,
        "country": country,
        **{key: answers.get(key, "") for key in TYPED},
    }


def comparable(row: dict[str, str]) -> dict[str, str]:
    return {key: row[key] for key in ("stakeholder_type", "delegation", "iso3", "country", *TYPED)}


def delegation(row: dict[str, str]) -> str:
    """The name behind the code, by which people are put in order."""
    if row["stakeholder_type"] == "member_state":
        return states.name(row["delegation"], "en")
    if row["stakeholder_type"] == "un_staff":
        return entities.entity_name(row["delegation"], "en")
    return row["delegation"]


def place(row: dict[str, str]) -> tuple[int, str, str, str]:
    """The contract's order: stakeholder type, delegation, family name."""
    given, family = row["given_names"], row["family_name"]
    return (
        TYPES.index(row["stakeholder_type"]),
        collation.key(delegation(row)),
        collation.key(family or given),
        collation.key(given),
    )


def everything(row: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(row.items())
