"""What letters say, in six languages, and what they never say."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from typing import Any

import icalendar
import pytest
from flask import Flask
from sqlalchemy import delete, select

from registration import links
from registration.actions import audit, colleagues, letters, mail, mailings, organizers, sending, spooling
from registration.actions.letters import Composed, focal, harmless, own_words
from registration.extensions import db, transaction
from registration.i18n import LANGUAGES
from registration.models.inquiries import Inquiry
from registration.models.invitations import Invitation
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Attribution, Mode
from registration.rules.letters import Calendar, Letter
from registration.rules.mailings import MailingState
from registration.rules.permissions import Grant, Role
from registration.rules.statuses import Status
from registration.settings import Settings
from tests.make import Make

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
STARTS = datetime(2026, 12, 14, 14, 0, tzinfo=UTC)

BEFORE = {
    "starts_at": "2026-12-11T14:00:00+00:00",
    "ends_at": "2026-12-11T16:00:00+00:00",
    "zone": "America/New_York",
    "mode": "in_person",
    "cities": {"en": "New York"},
    "venues": {"en": "Old hall"},
}
ABOUT_ROLES = (Letter.ROLE_CHANGED, Letter.ROLE_ENDED, Letter.CONVENING_CHANGED)
TO_ORGANIZER = (
    Letter.SIGN_IN,
    Letter.CONFIRM_CODE,
    Letter.ACCOUNT_CHANGED,
    Letter.COLLEAGUE_INVITED,
    Letter.DIGEST,
    *ABOUT_ROLES,
)
FACTS: dict[Letter, dict[str, Any]] = {
    Letter.CHANGED: {"changed": ["position", "mode", "email"]},
    Letter.MERGED: {"changed": ["position"], "corrected": [["position", "Adviser", "Chair of evil.example"]]},
    Letter.MERGED_AWAY: {"into": "7KQ2-M9DX"},
    Letter.ROUNDTABLE_CHANGED: {"before": BEFORE},
    Letter.PASSED_ON: {"reference": "7KQ2-M9DX"},
    Letter.ACCOUNT_CHANGED: {
        "notice": "passkey_added",
        "happened_at": "2026-11-23T09:00:00+00:00",
        "name": "Laptop",
    },
    Letter.OFFERED: {"ends_at": "2026-12-03T15:00:00+00:00"},
}
STATUS = {
    Letter.CONFIRM_ADDRESS: Status.UNVERIFIED,
    Letter.ADDRESS_LAPSED: Status.WITHDRAWN,
    Letter.PENDING: Status.PENDING,
    Letter.INQUIRY: Status.PENDING,
    Letter.DECLINED: Status.DECLINED,
    Letter.OFFERED: Status.OFFERED,
    Letter.OFFER_LAPSED: Status.WITHDRAWN,
    Letter.WAITLISTED: Status.WAITLISTED,
    Letter.MERGED_AWAY: Status.MERGED,
    Letter.SUBSTITUTED: Status.SUBSTITUTED,
    Letter.WITHDRAWN: Status.WITHDRAWN,
    Letter.WITHDRAWN_BY_ORGANIZER: Status.WITHDRAWN,
    Letter.ROUNDTABLE_CANCELLED: Status.CANCELLED,
}
OF_INVITATION = (
    Letter.INVITATION,
    Letter.INVITATION_REMINDER,
    Letter.INVITATION_EXTENDED,
    Letter.INVITATION_REVOKED,
    Letter.REGRETS_RECEIVED,
    Letter.SUBSTITUTE_NAMED,
)
TO_ADDRESS = (Letter.LINKS, Letter.ADDRESS_CHECK, Letter.ADDRESS_LEFT, Letter.PASSED_ON)

HOSTILE = [
    "https://evil.example",
    "http://evil.example/?a=1",
    "www.evil.example",
    "evil.example",
    "EVIL．example",
    "[Click](https://evil.example)",
    "<a href=//evil.example>x</a>",
    "mail@evil.example",
    "{{ 1234*1000 }}",
    "{event.__class__}",
    "%(about)s %s %",
    "<b>bold</b> & 'quoted'",
    "Anna\r\nBcc: all@evil.example",
    "Anna\u2028\u2028New paragraph",
    "A" * 100,
]


@pytest.fixture
def settings(app: Flask) -> Settings:
    found: Settings = app.extensions["settings"]
    return found


@pytest.fixture
def write(make: Make, settings: Settings) -> Iterator[Any]:
    """Queues a letter and composes it, as the worker does."""

    def written(
        letter: Letter = Letter.CONFIRMED,
        *,
        language: str = "en",
        roundtable: dict[str, Any] | None = None,
        facts: dict[str, Any] | None = None,
        was_confirmed: bool = True,
        **answers: Any,
    ) -> Composed:
        meeting = make.roundtable(starts_at=STARTS, zone="America/New_York", **(roundtable or {}))
        registration = make.registration(
            meeting, language=language, status=STATUS.get(letter, Status.CONFIRMED), facts=facts, **answers
        )
        return composed(letter, registration, settings, make, was_confirmed=was_confirmed)

    return written


def queue_to_organizer(letter: Letter, registration: Registration, make: Make) -> None:
    house, language = make.organization(), registration.language
    if letter is Letter.COLLEAGUE_INVITED:
        grant = Grant(Role.MANAGER)
        colleagues.invite(house, "new@example.org", grant, language=language, by=audit.OPERATOR, at=AT)
        return
    organizer = make.organizer(house, language=language)
    facts = {"organization": house.id} if letter in ABOUT_ROLES else FACTS.get(letter, {})
    if letter is Letter.DIGEST:
        one = {"roundtable": registration.roundtable_id, "new": 2, "full": [["total", ""]]}
        facts = {"roundtables": [one]}
    roundtable = registration.roundtable if letter is Letter.CONVENING_CHANGED else None
    facts |= {"convenes": True} if roundtable else {}
    mail.queue_to_organizer(letter, organizer, at=AT, roundtable=roundtable, **facts)


def composed(
    letter: Letter, registration: Registration, settings: Settings, make: Make, *, was_confirmed: bool = True
) -> Composed:
    if letter in focal.LETTERS:
        return composed_to_focal_point(letter, registration, settings, make)
    if letter in OF_INVITATION:
        return composed_invitation(letter, registration, settings, make)
    with transaction():
        registration = db.session.get_one(Registration, registration.id)
        if letter in TO_ORGANIZER:
            queue_to_organizer(letter, registration, make)
        elif letter in own_words.LETTERS:
            queue_mailing(letter, registration, make)
        elif letter in TO_ADDRESS:
            mail.queue_to_address(
                letter,
                registration.email if letter is Letter.LINKS else "new@example.org",
                version=1,
                at=AT,
                language=registration.language,
                registration=None if letter is Letter.LINKS else registration,
                **FACTS.get(letter, {}),
            )
        else:
            facts = FACTS.get(letter, {})
            if letter is Letter.INQUIRY:
                facts = {"inquiry": asked(registration)}
            mail.queue(letter, registration, at=AT, was_confirmed=was_confirmed, **facts)
        db.session.flush()
        message = db.session.scalars(select(Message).order_by(Message.id)).all()[-1]
        return letters.compose(message, settings, at=AT)


def composed_to_focal_point(
    letter: Letter, registration: Registration, settings: Settings, make: Make, *, name: str = "Noor de Wit"
) -> Composed:
    """A letter to somebody who looks after the delegation; the registration is that of whoever comes now."""
    found = make.focal_point(registration, name=name)
    facts = {"comes": registration.id, "instead_of": registration.id}
    with transaction():
        mail.queue_focal_point(letter, db.session.merge(found), at=AT, **facts)
        db.session.flush()
        message = db.session.scalars(select(Message).order_by(Message.id)).all()[-1]
        return letters.compose(message, settings, at=AT)


def queue_mailing(letter: Letter, registration: Registration, make: Make) -> None:
    starts_at = registration.roundtable.starts_at if letter is Letter.REMINDER else None
    mailing = make.mailing(registration.roundtable, meeting_at=starts_at)
    if letter is Letter.MAILING_TEST:
        mailings.test(mailing, registration, make.organizer(), at=AT)
        return
    mailing.state = MailingState.QUEUED
    db.session.flush()
    sending.freeze(mailing, select(Registration).where(Registration.id == registration.id))
    db.session.flush()
    spooling.go_on(mailing.id, at=AT)


def composed_invitation(
    letter: Letter, registration: Registration, settings: Settings, make: Make, **terms: Any
) -> Composed:
    """A letter to somebody who is invited; the registration is that of whoever was named."""
    facts: dict[Letter, dict[str, Any]] = {
        Letter.INVITATION_REMINDER: {"words": "We make up the list."},
        Letter.SUBSTITUTE_NAMED: {"registration": registration.id},
    }
    known = {key: getattr(registration, key) for key in ("given_names", "family_name", "organization")}
    terms = {
        "language": registration.language,
        "answers": known,
        "words": "Do come.\n\nBring questions.",
        **terms,
    }
    invitation = make.invitation(registration.roundtable, **terms)
    with transaction():
        mail.queue_invitation(letter, db.session.merge(invitation), at=AT, **facts.get(letter, {}))
        db.session.flush()
        message = db.session.scalars(select(Message).order_by(Message.id)).all()[-1]
        return letters.compose(message, settings, at=AT)


def asked(registration: Registration) -> int:
    inquiry = Inquiry(registration=registration, question="Will you bring anybody?", asked_at=AT)
    db.session.add(inquiry)
    db.session.flush()
    return inquiry.id


def arrived(letter: Composed) -> EmailMessage:
    """The mail as a mail program reads it, from its bytes."""
    found = message_from_bytes(letter.email.as_bytes(), policy=default)
    assert isinstance(found, EmailMessage)
    return found


def part(letter: Composed, content_type: str) -> str:
    for found in arrived(letter).walk():
        if found.get_content_type() == content_type:
            return str(found.get_content()).replace("\r\n", "\n")
    raise AssertionError(f"no {content_type}")


def plain(letter: Composed) -> str:
    return part(letter, "text/plain")


def html(letter: Composed) -> str:
    return part(letter, "text/html")


class Read(HTMLParser):
    """Words and links of an HTML part."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.words = ""
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.words += data


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("letter", Letter)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_is_complete_in_every_language(write: Any, letter: Letter, language: str) -> None:
    written = write(letter, language=language)
    found = arrived(written)
    assert len(found["Subject"].splitlines()) == 1
    assert found["Subject"] == written.subject
    assert found["Content-Language"] == language
    for text in (written.subject, plain(written), html(written)):
        assert text.strip()
        assert not re.search(r"\{[{%]|[}%]\}|%\(|%s|\bNone\b|Undefined", text)
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html(written)


@pytest.mark.parametrize("letter", Letter)
def test_the_plain_text_and_the_page_say_the_same(write: Any, letter: Letter) -> None:
    written = write(
        letter, roundtable={"mode": Mode.HYBRID, "cancellation": {"en": "We are sorry.\n\nUntil soon."}}
    )
    page = Read(html(written))
    said = squeezed(page.words)
    for line in filter(None, map(squeezed, plain(written).splitlines())):
        if line.startswith("http"):
            assert line in page.links
        else:
            label, _, value = line.removeprefix("- ").partition(": ")
            assert label in said, line
            assert value in said, line


@pytest.mark.parametrize("letter", Letter)
def test_links_lead_to_this_site_only(write: Any, letter: Letter) -> None:
    written = write(letter)
    base = links.absolute("/")
    page = Read(html(written))
    for link in [*re.findall(r"\w+://\S+", plain(written)), *page.links]:
        assert link.startswith((base, "mailto:contact@example.org", "mailto:help@example.org")), link
    assert page.tags.isdisjoint({"img", "script", "iframe", "form", "object", "link"})


@pytest.mark.parametrize("letter", Letter)
def test_no_personal_link_is_in_what_is_kept(write: Any, letter: Letter) -> None:
    written = write(letter)
    personal = [
        link
        for link in re.findall(r"\S+://\S+", plain(written))
        if re.search(r"/my/.|/invitations/.|/delegations/.|/organizer/(sign-in|join)/", link)
    ]
    assert bool(personal) is (
        letter
        not in (
            Letter.MERGED_AWAY,
            Letter.WITHDRAWN,
            Letter.WITHDRAWN_BY_ORGANIZER,
            Letter.DECLINED,
            Letter.OFFER_LAPSED,
            Letter.ADDRESS_LAPSED,
            Letter.ROUNDTABLE_CANCELLED,
            Letter.ADDRESS_LEFT,
            Letter.CONFIRM_CODE,
            Letter.ACCOUNT_CHANGED,
            Letter.PASSED_ON,
            Letter.MAILING_TEST,
            Letter.DIGEST,
            Letter.ROLE_CHANGED,
            Letter.ROLE_ENDED,
            Letter.CONVENING_CHANGED,
            Letter.INVITATION_REVOKED,
            Letter.SUBSTITUTE_NAMED,
        )
    )
    assert not re.search(r"/my/.|/invitations/.|/delegations/.|/sign-in/|/join/", written.text)
    hidden = 1 if letter is Letter.MAILING_TEST else len(personal)
    assert written.text.count("‹personal link›") == hidden


@pytest.mark.parametrize("attribution", [Attribution.PUBLIC, Attribution.OFF_THE_RECORD])
def test_a_letter_about_a_second_attempt_tells_nothing_of_the_first(
    write: Any, attribution: Attribution
) -> None:
    answers = {"given_names": "Zubaida", "position": "Rapporteur", "mode": "online"}
    written = write(Letter.PASSED_ON, roundtable={"mode": Mode.HYBRID, "attribution": attribution}, **answers)
    registration = db.session.scalars(select(Registration)).one()
    for text in (written.subject, plain(written), html(written)):
        assert not re.search(rf"Zubaida|Rapporteur|Confirmed|{registration.reference}|/my/", text)
        assert (registration.roundtable.titles["en"] in text) is (attribution is Attribution.PUBLIC)
    assert "7KQ2-M9DX" in plain(written)
    assert "Online" not in plain(written)


@pytest.mark.parametrize(
    ("letter", "statement"),
    [
        (Letter.CONFIRMED, "Your place is confirmed."),
        (Letter.WAITLISTED, "You are on the waiting list. This is not a confirmation."),
        (Letter.PROMOTED, "A place has become free. Your place is now confirmed."),
        (Letter.ADDED, "The organizers have registered you. Your place is confirmed."),
        (Letter.PENDING, "Your registration has arrived and awaits approval. This is not a confirmation."),
        (
            Letter.CONFIRM_ADDRESS,
            "Please confirm that you read mail at this address. Only then does the registration count.",
        ),
        (Letter.DECLINED, "The organizers have had to take back your place."),
        (Letter.INQUIRY, "The organizers have a question before they decide about your registration."),
        (Letter.REPEATED, "You were registered already. Nothing was changed."),
        (Letter.WITHDRAWN, "Your registration is withdrawn."),
        (Letter.SUBSTITUTED, "Somebody else has taken over your place."),
        (Letter.SUCCEEDED, "Your place is confirmed."),
        (Letter.REGRETS_RECEIVED, "Thank you for your reply. We are sorry that nobody can come."),
        (Letter.SUBSTITUTE_NAMED, "Amina Diallo was named in reply to this invitation, and comes instead."),
        (Letter.ROUNDTABLE_CANCELLED, "This roundtable is cancelled."),
    ],
)
def test_the_first_sentence_says_what_is_the_case(write: Any, letter: Letter, statement: str) -> None:
    paragraphs = plain(write(letter, given_names="Amina", family_name="Diallo")).split("\n\n")
    assert paragraphs[:2] == ["Dear Amina Diallo,", statement]


def test_whoever_never_had_a_place_is_not_told_that_it_is_taken_back(write: Any) -> None:
    text = plain(write(Letter.DECLINED, was_confirmed=False))
    assert "The organizers were not able to approve your registration." in text
    assert "calendar" not in text


@pytest.mark.parametrize("letter", [Letter.REPEATED, Letter.CHANGED, Letter.ROUNDTABLE_CHANGED])
@pytest.mark.parametrize(
    ("status", "facts", "said"),
    [
        (Status.PENDING, {}, "Status: Awaiting approval"),
        (
            Status.OFFERED,
            {"offer_expires_at": STARTS - timedelta(days=5)},
            "The seat is held until Wednesday 9",
        ),
        (Status.UNVERIFIED, {"created_at": AT}, "The link works until Tuesday 24 November 2026, 04:00"),
    ],
)
def test_a_letter_says_what_is_to_be_done_in_the_status_of_now(
    make: Make, settings: Settings, letter: Letter, status: Status, facts: dict[str, Any], said: str
) -> None:
    meeting = make.roundtable(starts_at=STARTS, zone="America/New_York")
    registration = make.registration(meeting, status=status, facts=facts)
    text = plain(composed(letter, registration, settings, make, was_confirmed=False))
    token = links.address_token(registration.public_id, 1, registration.email)
    assert said in text
    assert (token in text) is (status is Status.UNVERIFIED)
    assert (links.personal_token(registration.public_id, 1) in text) is (status is not Status.UNVERIFIED)


@pytest.mark.parametrize("letter", [Letter.CONFIRM_ADDRESS, Letter.REPEATED, Letter.LINKS])
def test_whoever_registered_another_cannot_confirm_that_persons_address(
    make: Make, settings: Settings, letter: Letter
) -> None:
    facts = {"registrant_name": "Noor", "registrant_email": "noor@example.org"}
    registration = make.registration(status=Status.UNVERIFIED, facts=facts)
    with transaction():
        if letter is Letter.LINKS:
            mail.queue_to_address(letter, "noor@example.org", language="en", version=1, at=AT)
        else:
            mail.queue(letter, db.session.get_one(Registration, registration.id), at=AT)
        message = db.session.scalars(select(Message).where(Message.recipient == "noor@example.org")).one()
        written = letters.compose(message, settings, at=AT)
    assert "/my/" not in plain(written)
    assert registration.reference in plain(written)


def test_the_letter_of_links_confirms_the_address_of_its_reader(make: Make, settings: Settings) -> None:
    registration = make.registration(status=Status.UNVERIFIED)
    text = plain(composed(Letter.LINKS, registration, settings, make))
    assert links.address_token(registration.public_id, 1, registration.email) in text
    assert "Confirm this address" in text


def test_nobody_to_accompany_one_is_no_line_of_a_letter(make: Make, settings: Settings) -> None:
    meeting = make.roundtable()
    make.policy(meeting, "civil_society", accompanying=2)
    alone, two = (plain(composed(Letter.CONFIRMED, make.registration(meeting, accompanying=number), settings, make))
                  for number in (0, 2))  # fmt: skip
    assert "Accompanying" not in alone
    assert "Accompanying persons: 2" in two


def test_somebody_added_to_the_waiting_list_is_not_told_of_a_confirmation(
    make: Make, settings: Settings
) -> None:
    registration = make.registration(status=Status.WAITLISTED)
    written = composed(Letter.ADDED, registration, settings, make)
    text = plain(written)
    assert written.subject.startswith("On the waiting list: ")
    assert "This is not a confirmation." in text
    assert "confirmed" not in text


def test_whoever_registered_another_person_reads_about_that_person(make: Make, settings: Settings) -> None:
    registration = make.registration(
        given_names="Amina",
        family_name="Diallo",
        facts={"registrant_name": "Jo Park", "registrant_email": "jo@example.org"},
    )
    written = composed(Letter.CONFIRMED, registration, settings, make)
    assert written.recipient == "jo@example.org"
    assert "Dear Jo Park," in plain(written)
    assert "The place of Amina Diallo is confirmed." in plain(written)
    assert "Your place" not in plain(written)


def test_the_time_is_that_of_the_city(write: Any) -> None:
    assert "When: Monday 14 December 2026, 09:00–11:00 (New York time, UTC-5)" in plain(write())


def test_a_change_names_the_answers_that_changed(write: Any) -> None:
    text = plain(write(Letter.CHANGED))
    assert "- Position\n- Attendance mode\n- E-mail address\n" in text


def test_a_moved_roundtable_says_what_was_and_what_is(write: Any) -> None:
    place = {"venues": {"en": "New hall"}, "cities": {"en": "New York"}}
    text = plain(write(Letter.ROUNDTABLE_CHANGED, roundtable=place))
    assert (
        "When\nBefore: Friday 11 December 2026, 09:00–11:00 (New York time, UTC-5)\n"
        "Now: Monday 14 December 2026, 09:00–11:00 (New York time, UTC-5)"
    ) in text
    assert "Where\nBefore: Old hall, New York\nNow: New hall, New York" in text


def test_what_stayed_the_same_is_not_announced_as_new(write: Any) -> None:
    place = {"venues": {"en": "Old hall"}, "cities": {"en": "New York"}}
    text = plain(write(Letter.ROUNDTABLE_CHANGED, roundtable=place))
    assert text.count("Before:") == 1


def test_a_cancellation_carries_the_organizers_words(write: Any) -> None:
    text = plain(
        write(
            Letter.ROUNDTABLE_CANCELLED,
            language="fr",
            roundtable={"cancellation": {"en": "Sorry.", "fr": "Nous regrettons.\n\nÀ bientôt."}},
        )
    )
    assert "Nous regrettons.\n\nÀ bientôt." in text


def test_links_are_listed_for_each_live_registration_of_the_address(make: Make, settings: Settings) -> None:
    one = make.registration(email="anna@example.org")
    other = make.registration(facts={"registrant_email": "Anna@example.org"})
    make.registration(email="anna@example.org", status=Status.WITHDRAWN)
    make.registration(make.roundtable(starts_at=AT - timedelta(days=60)), email="anna@example.org")
    make.registration()
    text = plain(composed(Letter.LINKS, one, settings, make))
    assert text.count("/my/") == 2
    for registration in (one, other):
        assert links.personal(registration.public_id, 1, "en") in text


def test_an_address_without_registrations_is_told_so_kindly(make: Make, settings: Settings) -> None:
    written = composed(Letter.LINKS, make.registration(status=Status.WITHDRAWN), settings, make)
    assert "There is no registration under this address." in plain(written)
    assert links.ask_for_link("en") in plain(written)


def test_a_new_address_gets_a_link_of_its_own_and_no_answers(write: Any) -> None:
    text = plain(write(Letter.ADDRESS_CHECK, given_names="Amina", organization="Lake Women"))
    assert "/my/addresses/" in text
    assert "Amina" not in text
    assert "Lake Women" not in text
    assert "Roundtable 1" not in text


def test_a_sign_in_link_works_and_only_its_hash_is_stored(write: Any) -> None:
    written = write(Letter.SIGN_IN)
    secret = re.search(r"/organizer/sign-in/(\S+)", plain(written)).group(1)
    assert organizers.is_usable(secret, AT)
    assert secret not in written.text
    assert "within 3 days" in written.text


@pytest.mark.parametrize(
    "letter", [Letter.CONFIRMED, Letter.CHANGED, Letter.ROUNDTABLE_CANCELLED, Letter.MAILING]
)
def test_a_subject_does_not_name_what_is_off_the_record(write: Any, letter: Letter) -> None:
    written = write(
        letter, roundtable={"attribution": Attribution.OFF_THE_RECORD, "titles": {"en": "Hidden matters"}}
    )
    assert "Hidden" not in written.subject
    assert "registration " in written.subject
    assert "Hidden matters" in plain(written)


# Headers and parts


def test_the_headers_say_who_writes_and_that_no_program_should_answer(write: Any, settings: Settings) -> None:
    found = arrived(write(given_names="Zoë", family_name="O'Brien, Jr.", email="zoe@example.org"))
    assert str(found["From"].addresses[0].display_name) == settings.site_name
    assert found["From"].addresses[0].addr_spec == settings.sender
    assert [(to.display_name, to.addr_spec) for to in found["To"].addresses] == [
        ("Zoë O'Brien Jr", "zoe@example.org")
    ]
    assert found["Reply-To"].addresses[0].addr_spec == "contact@example.org"
    assert found["Auto-Submitted"] == "auto-generated"
    assert found["Date"].datetime == AT
    assert re.fullmatch(r"<[0-9a-f]{32}@[\w.-]+>", found["Message-ID"])


def test_a_mail_is_the_same_for_every_attempt(make: Make, settings: Settings) -> None:
    composed(Letter.CONFIRMED, make.registration(), settings, make)
    message = db.session.scalars(select(Message)).one()
    first, second = (letters.compose(message, settings, at=AT + timedelta(hours=hours)) for hours in (0, 1))
    assert first.email["Message-ID"] == second.email["Message-ID"]
    assert plain(first) == plain(second)


def test_a_domain_in_another_script_travels_in_ascii(write: Any) -> None:
    written = write(email="info@пример.example.org")
    assert written.recipient == "info@xn--e1afmkfd.example.org"
    assert arrived(written)["To"].addresses[0].addr_spec == written.recipient


def test_text_travels_as_seven_bits(write: Any) -> None:
    assert write(language="ar").email.as_bytes().isascii()


def tree(message: EmailMessage) -> Any:
    if not message.is_multipart():
        return message.get_content_type()
    return (message.get_content_subtype(), *(tree(found) for found in message.iter_parts()))


def test_a_calendar_entry_travels_in_both_places(write: Any) -> None:
    found = arrived(write())
    assert tree(found) == (
        "mixed",
        ("alternative", "text/plain", "text/html", "text/calendar"),
        "application/ics",
    )
    entry = next(part for part in found.walk() if part.get_content_type() == "text/calendar")
    assert entry.get_param("method") == "REQUEST"


def test_a_letter_without_an_entry_is_text_and_page(write: Any) -> None:
    assert tree(arrived(write(Letter.WAITLISTED, was_confirmed=False))) == (
        "alternative",
        "text/plain",
        "text/html",
    )


def event(letter: Composed) -> tuple[icalendar.Calendar, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(part(letter, "text/calendar"))
    return calendar, calendar.walk("VEVENT")[0]


def test_a_confirmed_place_goes_into_the_calendar_and_a_lost_one_out(make: Make, settings: Settings) -> None:
    registration = make.registration(make.roundtable(starts_at=STARTS))
    calendar, invited = event(composed(Letter.CONFIRMED, registration, settings, make))
    with transaction():
        db.session.get_one(Registration, registration.id).status = Status.WITHDRAWN
    left, cancelled = event(composed(Letter.WITHDRAWN, registration, settings, make))
    assert (str(calendar["METHOD"]), str(left["METHOD"])) == ("REQUEST", "CANCEL")
    assert str(invited["UID"]) == str(cancelled["UID"]) == f"{registration.public_id}@{links.host_name()}"
    assert int(cancelled["SEQUENCE"]) > int(invited["SEQUENCE"])
    assert invited["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"


@pytest.mark.parametrize(
    ("attribution", "visibility", "named"),
    [
        (Attribution.PUBLIC, "PUBLIC", True),
        (Attribution.CHATHAM_HOUSE, "PRIVATE", True),
        (Attribution.OFF_THE_RECORD, "PRIVATE", False),
    ],
)
def test_a_calendar_shows_no_more_than_the_roundtable_allows(
    write: Any, attribution: Attribution, visibility: str, named: bool
) -> None:
    written = write(
        roundtable={"attribution": attribution, "titles": {"en": "Hidden matters"}, "slug": "hidden-matters"}
    )
    calendar, found = event(written)
    assert str(found["CLASS"]) == visibility
    assert ("Hidden matters" in str(found["SUMMARY"])) is named
    assert (b"idden" in calendar.to_ical()) is named
    assert "/my/" not in part(written, "text/calendar")


def test_a_roundtable_without_a_date_has_no_entry(write: Any, make: Make, settings: Settings) -> None:
    written = composed(Letter.CONFIRMED, make.registration(make.roundtable(starts_at=None)), settings, make)
    assert tree(arrived(written))[0] == "alternative"
    assert "When: Date to be confirmed" in plain(written)


# Hostile text


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("key", ["given_names", "organization", "position"])
def test_what_people_type_stays_text(write: Any, key: str, typed: str) -> None:
    written = write(**{key: typed, "family_name": ""})
    found, page, text = arrived(written), Read(html(written)), plain(written)
    assert list(found.keys()).count("Bcc") == 0
    assert page.tags.isdisjoint({"b", "img", "script"})
    for said in (text, page.words, html(written)):
        assert not re.search(r"evil\.example|www\.evil|evil．|1234000|\nBcc:|\n\s*New paragraph|A{101}", said)
    assert len(found["To"].addresses) == 1
    assert [link for link in page.links if "evil" in link] == []
    assert not re.search(r"evil\.example|\nBcc:", part(written, "text/calendar"))


@pytest.mark.parametrize(
    ("typed", "greeting"),
    [
        ("https://evil.example", "Dear colleague,"),
        ("evil.example", "Dear colleague,"),
        ("Zoë O'Brien-Ñandú", "Dear Zoë O'Brien-Ñandú,"),
        ("J. R. Smith", "Dear J. R. Smith,"),
        ("李", "Dear 李,"),
        ("<b>", "Dear <b>,"),
    ],
)
def test_a_name_that_is_an_address_is_not_repeated_in_the_greeting(
    write: Any, typed: str, greeting: str
) -> None:
    assert plain(write(given_names=typed, family_name="")).startswith(greeting)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("350.org", "350\u2024org"),
        ("Dr. Who", "Dr. Who"),
        ("  two   spaces ", "two spaces"),
        ("x" * 101, "x" * 99 + "…"),
        ("ftp://x", ""),
        ("WWW.x", ""),
        ("a@b", ""),
        ("[x](y)", ""),
    ],
)
def test_words_are_made_harmless(typed: str, expected: str) -> None:
    assert harmless.text(typed) == expected


def test_a_link_is_made_of_the_base_url_alone(app: Flask, make: Make, settings: Settings) -> None:
    app.extensions["settings"] = replace(settings, base_url="https://meetings.example.org")
    try:
        written = composed(Letter.CONFIRMED, make.registration(), app.extensions["settings"], make)
        assert set(re.findall(r"https?://[^/\s]+", plain(written))) == {"https://meetings.example.org"}
    finally:
        app.extensions["settings"] = settings


def test_the_outbox_holds_no_link_and_no_token(make: Make, settings: Settings) -> None:
    registration = make.registration()
    composed(Letter.CONFIRMED, registration, settings, make)
    message = db.session.scalars(select(Message)).one()
    assert message.calendar is Calendar.REQUEST
    row = " ".join(str(getattr(message, column.key)) for column in Message.__table__.columns)
    assert links.personal_token(registration.public_id, 1) not in row
    assert "://" not in row


def test_an_invitation_says_who_is_invited_by_whom_and_until_when(make: Make, settings: Settings) -> None:
    house = make.organization(names={"en": "Peace House"})
    meeting = make.roundtable(
        starts_at=STARTS, zone="America/New_York", convenors=[house, make.organization()]
    )
    registration = make.registration(meeting)
    terms: dict[str, Any] = {
        "office": "Permanent Representative of Sweden, or a representative",
        "answers": {"given_names": "", "family_name": ""},
        "respond_by": datetime(2026, 12, 4, 22, 0, tzinfo=UTC),
        "host_id": house.id,
        "seats": 2,
    }
    text = plain(composed_invitation(Letter.INVITATION, registration, settings, make, **terms))
    assert text.startswith(
        "Dear colleague,\n\nPermanent Representative of Sweden, or a representative is invited to a roundtable."
    )
    assert "Invited by: Peace House\n" in text
    assert "Please reply by: Friday 4 December 2026, 17:00 (New York time, UTC-5)" in text
    assert "Do come.\n\nBring questions." in text
    assert "up to 2 people" in text


def test_the_words_of_whoever_is_invited_are_harmless(make: Make, settings: Settings) -> None:
    registration = make.registration(make.roundtable(starts_at=STARTS))
    for typed in HOSTILE:
        known = {"given_names": typed, "family_name": "Berg"}
        written = composed_invitation(
            Letter.INVITATION,
            registration,
            settings,
            make,
            answers=known,
            office=typed,
            email="a@example.org",
        )
        with transaction() as session:
            session.execute(delete(Message))
            session.execute(delete(Invitation))
        page = Read(html(written))
        assert "evil.example" not in plain(written) + page.words
        assert page.tags.isdisjoint({"b", "img", "script"})


def test_an_invitation_to_a_meeting_off_the_record_does_not_name_it_in_its_subject(
    make: Make, settings: Settings
) -> None:
    meeting = make.roundtable(
        starts_at=STARTS, attribution=Attribution.OFF_THE_RECORD, titles={"en": "Secret talks"}
    )
    for letter in (*OF_INVITATION, *focal.LETTERS):
        written = composed(letter, make.registration(meeting), settings, make)
        assert "Secret talks" not in written.subject
