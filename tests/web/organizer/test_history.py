"""The history as it is read: sentences, what stands beside them, and which part of it is shown to whom."""

from datetime import UTC, datetime, timedelta

import pytest
from flask_babel import force_locale

from registration.actions import audit
from registration.extensions import transaction
from registration.i18n import LANGUAGES
from registration.models.audit import Actor, AuditEntry
from registration.models.downloads import Download
from registration.models.organizers import Organizer
from registration.queries.history import Event
from registration.rules.history import Topic
from registration.rules.permissions import Role
from registration.rules.verbs import Verb
from registration.web.organizer.events import described
from registration.web.organizer.groups import Groups
from registration.words import history as words
from tests.hostile import names
from tests.statements import statements


@pytest.fixture
def said(app, make):
    def said(verb, details):
        entry = AuditEntry(at=make.now(), verb=verb, actor=Actor.SYSTEM, details=details)
        with app.test_request_context("/en/"), force_locale("en"):
            (event,) = described([Event(entry)], Groups(numbers=True), "America/New_York")
        return event.sentence, event.note

    return said


@pytest.mark.parametrize(
    ("verb", "details", "sentence", "note"),
    [
        (
            Verb.APPROVED,
            {"status": "waitlisted"},
            "The registration of %(person)s was approved",
            "Waiting list",
        ),
        (
            Verb.REINSTATED,
            {"status": "offered"},
            "The registration of %(person)s was taken up again",
            "Seat offered",
        ),
        (
            Verb.SEATS_RELEASED,
            {"group": ["stakeholder_type", "civil_society"], "seats": 4},
            "Reserved seats were released",
            "Civil society: 4 seats",
        ),
        (
            Verb.LIMITS_CHANGED,
            {
                "limits": [
                    ["total", "*", 30, None],
                    ["stakeholder_type", "member_state", 10, 4],
                    ["mode", "online", None, 2],
                    ["delegation", "state:*", None, None],
                ]
            },
            "The limits were changed",
            "All seats: at most 30. Member State: at most 10, 4 kept free. "
            "Online: 2 kept free. Each state: no limit.",
        ),
        (
            Verb.SEATED_OVER_LIMIT,
            {"group": ["total", "*"], "cap": 40},
            "%(person)s was confirmed over a limit, on purpose",
            "All seats: at most 40.",
        ),
        (Verb.SEATED_OVER_LIMIT, {}, "%(person)s was confirmed at once by an organizer", ""),
        (
            Verb.PRIORITY_CHANGED,
            {"priority": 1},
            "The place of %(person)s on the waiting list was changed",
            "Before the others",
        ),
        (
            Verb.PRIORITY_CHANGED,
            {"priority": 0},
            "The place of %(person)s on the waiting list was changed",
            "In the usual order",
        ),
        (
            Verb.OFFERED,
            {"ends_at": "2026-11-23T14:05:00+00:00"},
            "A seat was offered to %(person)s",
            "Until 23 Nov 2026, 09:05",
        ),
        (
            Verb.EDITED,
            {"fields": ["position", "invited_by"]},
            "The answers of %(person)s were changed",
            "Position, Invited by",
        ),
        (Verb.DECLINED, {}, "The registration of %(person)s was not approved", ""),
    ],
)
def test_a_deed_and_its_note(said, verb, details, sentence, note):
    assert said(verb, details) == (sentence, note)


def test_every_deed_has_its_sentence_under_one_topic():
    listed = [verb for sentences in words.SENTENCES.values() for verb in sentences]

    assert sorted(listed) == sorted(Verb)
    assert set(words.TOPICS) == set(Topic)
    assert set(words.SENTENCES) | {Topic.LISTS} == set(Topic)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_filled_in_in_every_language(app, language):
    filled = {"actor": "A", "person": "P", "organizer": "O"}
    with app.test_request_context("/en/"), force_locale(language):
        for verb, sentence in words.BY_VERB.items():
            for form in filter(None, (sentence.plain, sentence.by, sentence.themselves)):
                assert str(form) % filled, verb


def record(make, verb, *, by, registration=None, roundtable=None, at=None, **details):
    with transaction():
        audit.record(
            verb,
            by=by,
            at=at or make.now(),
            roundtable_id=registration.roundtable_id if registration else roundtable and roundtable.id,
            registration_id=registration and registration.id,
            **details,
        )


def read(client, address):
    """The sentences of a page, each with what stands beside it."""
    page = client.get(address)
    lists = [one for one in page.all("ol") if one.attributes.get("class") == "timeline"]
    return [" ".join(p.text for p in item.all("p")) for one in lists for item in one.all("li")]


@pytest.fixture
def told(make, roundtable, organizer):
    """Two people of one roundtable, what happened to them, and a download of a list."""
    bo = make.registration(roundtable, given_names="Bo", family_name="Lind", organization="Lake House")
    ana = make.registration(roundtable, given_names="Ana", family_name="Silva")
    by = audit.organizer(organizer.id)
    record(make, Verb.REGISTERED, by=audit.PERSON, registration=bo, status="pending")
    record(make, Verb.APPROVED, by=by, registration=bo, status="confirmed")
    record(make, Verb.EDITED, by=audit.PERSON, registration=ana, fields=["position"])
    record(make, Verb.OFFERED, by=audit.SYSTEM, registration=ana, ends_at="2026-11-23T14:05:00+00:00")
    record(make, Verb.ROUNDTABLE_PUBLISHED, by=by, roundtable=roundtable)
    with transaction() as session:
        session.add(
            Download(
                at=make.now(),
                organizer_id=organizer.id,
                roundtable_id=roundtable.id,
                preset="all",
                extension="csv",
                file_name="x.csv",
                options={"status": "waitlisted", "type": "un_staff", "q": True},
                columns=[],
                rows=3,
            )
        )
    return bo, ana


def test_the_history_is_told_in_sentences_the_latest_first(desk, told, roundtable, organizer):
    me = organizer.name

    assert read(desk, f"/organizer/roundtables/{roundtable.slug}/history") == [
        f"{me} downloaded the list “All” (CSV): 3 rows Only: Waiting list, United Nations staff, a search",
        f"{me} published the roundtable",
        "A seat was offered to Ana Silva · automatically Until 23 Nov 2026, 09:05",
        "Ana Silva changed the answers Position",
        f"{me} approved the registration of Bo Lind Confirmed",
        "Bo Lind registered Awaiting approval",
    ]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("q=lind", 2),
        ("q=LAKE bo", 2),
        ("q=nobody", 0),
        ("action=arrivals", 1),
        ("action=registration.approved", 1),
        ("action=lists", 1),
        ("action=roundtable&by={me}", 1),
        ("by={me}", 3),
        ("by=person", 2),
        ("by=system", 1),
        ("by=999999&action=nonsense", 6),
        ("person={bo}", 2),
        ("person={bo}&action=decisions", 1),
        ("since={tomorrow}", 0),
        ("until={yesterday}", 0),
    ],
)
def test_the_history_is_narrowed_by_its_address(desk, make, told, roundtable, organizer, asked, number):
    days = {"tomorrow": 2, "yesterday": -2}
    values = {name: (make.now() + timedelta(days=shift)).date() for name, shift in days.items()}
    asked = asked.format(me=organizer.id, bo=told[0].public_id, **values)

    for base in (f"/organizer/roundtables/{roundtable.slug}/history", "/organizer/history"):
        found = read(desk, f"{base}?{asked}")
        # Across everything there is also one's own signing in.
        assert len([one for one in found if "signed in" not in one]) == number


@pytest.mark.parametrize(("day", "here", "everywhere"), [("2026-02-28", 1, 0), ("2026-03-01", 0, 1)])
def test_days_are_those_of_the_city_and_both_are_included(
    desk, make, told, roundtable, day, here, everywhere
):
    # Half past three at night in UTC is still the evening before in New York.
    at = datetime(2026, 3, 1, 3, 30, tzinfo=UTC)
    record(make, Verb.WITHDRAWN, by=audit.PERSON, registration=told[0], at=at)

    asked = f"since={day}&until={day}"
    assert len(read(desk, f"/organizer/roundtables/{roundtable.slug}/history?{asked}")) == here
    assert len(read(desk, f"/organizer/history?{asked}")) == everywhere


@pytest.mark.parametrize(
    "asked", ["since=yesterday", "until=0001-01-01", "since=2026-02-02&until=2026-02-01"]
)
def test_a_day_that_is_none_is_explained_beside_the_field(desk, told, roundtable, asked):
    page = desk.get(f"/organizer/roundtables/{roundtable.slug}/history?{asked}&q=lind", expect=422)

    assert "Enter a day" in page.text
    assert any(field.attributes.get("value") == "lind" for field in page.all("input"))


def test_pages_keep_what_was_asked_for(desk, make, told, roundtable, organizer):
    for _number in range(51):
        record(make, Verb.EDITED, by=audit.organizer(organizer.id), registration=told[0], fields=[])

    page = desk.get(f"/organizer/roundtables/{roundtable.slug}/history?q=lind&action=changes")
    (following,) = [link for link in page.all("a") if link.attributes.get("rel") == "next"]

    assert len(read(desk, following.attributes["href"])) == 1


def test_across_everything_there_are_only_ones_own_roundtables_and_downloads_one_may_see(
    sign_in, make, house, told, roundtable
):
    foreign = make.registration(make.roundtable(), given_names="Far", family_name="Away")
    record(make, Verb.REGISTERED, by=audit.PERSON, registration=foreign, status="confirmed")

    found = " ".join(read(sign_in(make.organizer(house, role=Role.MANAGER)), "/organizer/history"))

    assert "Bo Lind registered" in found
    assert roundtable.titles["en"] in found
    assert "Far Away" not in found
    assert "downloaded" not in found
    assert "signed in" not in found


def test_owners_see_what_happened_to_the_accounts_of_their_organization(sign_in, make, house):
    owner, member, stranger = (
        make.organizer(house),
        make.organizer(house, role=Role.DOOR),
        make.organizer(make.organization()),
    )
    record(make, Verb.SIGNED_IN, by=audit.organizer(member.id), how="link")
    record(make, Verb.SIGNED_IN, by=audit.organizer(stranger.id), how="link")
    for one, where in ((member, house.slug), (stranger, "elsewhere")):
        record(
            make, Verb.ORGANIZER_CHANGED, by=audit.organizer(owner.id), organizer=one.id, organization=where
        )

    found = read(sign_in(owner), "/organizer/history?action=accounts")

    assert f"{owner.name} changed the rights of {member.name}" in found
    assert f"{member.name} signed in" in found
    assert not any(stranger.name in one for one in found)


def test_who_may_not_look_back_finds_nothing(sign_in, make, house, roundtable):
    client = sign_in(make.organizer(house, role=Role.DOOR))

    for address in ("/organizer/history", f"/organizer/roundtables/{roundtable.slug}/history"):
        client.get(address, expect=404)
    assert "/organizer/history" not in client.get("/organizer/").html


def test_names_in_sentences_are_inert(desk, make, roundtable, organizer):
    with transaction() as session:
        session.get(Organizer, organizer.id).name = names.MARKUP[0]
    for name in (*names.MARKUP, "%(actor)s", "%s%d%"):
        somebody = make.registration(roundtable, given_names="", family_name=name)
        record(make, Verb.APPROVED, by=audit.organizer(organizer.id), registration=somebody)

    found = read(desk, f"/organizer/roundtables/{roundtable.slug}/history?action=decisions")

    assert found == [
        f"{names.MARKUP[0]} approved the registration of {' '.join(name.split())}"
        for name in reversed((*names.MARKUP, "%(actor)s", "%s%d%"))
    ]


def test_the_number_of_questions_does_not_grow_with_the_history(desk, make, told, roundtable, organizer):
    before = statements(lambda: desk.get("/organizer/history"))
    for number in range(8):
        somebody = make.registration(
            roundtable if number % 2 else make.roundtable(convenors=roundtable.convenors)
        )
        record(make, Verb.APPROVED, by=audit.organizer(organizer.id), registration=somebody)

    assert statements(lambda: desk.get("/organizer/history")) == before
