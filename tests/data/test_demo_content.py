"""The demonstration's content is complete in six languages, fits its own caps and names nobody who exists."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from email_validator import validate_email
from PIL import Image

import registration
from registration.data import countries, entities, states

FOLDER = Path(registration.__file__).parent / "data" / "demo"
PROGRAMME: dict[str, Any] = json.loads((FOLDER / "programme.json").read_text("utf-8"))
AGENDA: dict[str, dict[str, Any]] = json.loads((FOLDER / "agenda.json").read_text("utf-8"))
STORIES: dict[str, list[dict[str, Any]]] = json.loads((FOLDER / "stories.json").read_text("utf-8"))
INVITATIONS: dict[str, list[dict[str, Any]]] = json.loads((FOLDER / "invitations.json").read_text("utf-8"))
PEOPLE: list[dict[str, Any]] = json.loads((FOLDER / "people.json").read_text("utf-8"))
TYPES: list[dict[str, Any]] = json.loads((FOLDER.parent / "stakeholder_types.json").read_text("utf-8"))

ROUNDTABLES: list[dict[str, Any]] = PROGRAMME["roundtables"]
ORGANIZATIONS: list[dict[str, Any]] = PROGRAMME["organizations"]
SERIES: list[dict[str, Any]] = PROGRAMME["series"]

LANGUAGES = {"ar", "en", "es", "fr", "ru", "zh"}
SCRIPTS = {"ar": "ARABIC", "ru": "CYRILLIC", "zh": "CJK"}
KEYS = {
    "slug",
    "series",
    "ordinal",
    "titles",
    "summaries",
    "descriptions",
    "participation",
    "outcomes",
    "city",
    "venue",
    "zone",
    "mode",
    "starts_at",
    "starts_in_days",
    "time",
    "minutes",
    "opens_in_days",
    "closes_days_before",
    "closes_in_days",
    "admission",
    "policies",
    "waiting_list_open",
    "offer_hours",
    "place_shown",
    "grounds_pass_asked",
    "attribution",
    "state",
    "cancellation",
    "convenors",
    "partners",
    "contact_name",
    "contact_email",
    "more_information_url",
    "photo",
    "photo_credit",
    "photo_alts",
    "caps",
    "floors",
    "fill",
}
ASKED_OF_EVERYONE = {
    "honorific",
    "given_names",
    "family_name",
    "position",
    "email",
    "phone",
    "type",
    "language",
}


def named(slug: str) -> dict[str, Any]:
    return next(roundtable for roundtable in ROUNDTABLES if roundtable["slug"] == slug)


def localized_texts(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every mapping of language to text, with the way to it. A mapping that holds no text is left out."""
    if isinstance(value, dict):
        if LANGUAGES & value.keys():
            yield path, value
            return
        for key, inner in value.items():
            yield from localized_texts(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from localized_texts(
                inner, f"{path}/{inner.get('slug', number) if isinstance(inner, dict) else number}"
            )


TEXTS = dict(localized_texts(PROGRAMME)) | dict(localized_texts(AGENDA))


def letters(text: str) -> Counter[str]:
    return Counter(unicodedata.name(letter, "?").split()[0] for letter in text if letter.isalpha())


@pytest.mark.parametrize("path", TEXTS)
def test_every_text_is_there_in_six_languages_each_in_its_own_script(path):
    texts = TEXTS[path]
    assert texts.keys() == LANGUAGES
    for language, text in texts.items():
        assert text == text.strip() != ""
        found = letters(text)
        assert found.most_common(1)[0][0] == SCRIPTS.get(language, "LATIN"), (language, text)


@pytest.mark.parametrize(
    "path", [path for path in TEXTS if "/roundtables/" in path and not path.endswith("/venue")]
)
def test_no_text_stands_untranslated_in_another_language(path):
    texts = [
        text for language, text in TEXTS[path].items() if not (path.endswith("/city") and language == "fr")
    ]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("roundtable", ROUNDTABLES, ids=lambda roundtable: roundtable["slug"])
class TestEachRoundtable:
    def test_has_every_field(self, roundtable):
        assert roundtable.keys() == KEYS
        for field in ("titles", "summaries", "descriptions", "participation"):
            assert roundtable[field]
        assert bool(roundtable["photo_alts"]) == bool(roundtable["photo"])
        assert bool(roundtable["cancellation"]) == (roundtable["state"] == "cancelled")

    def test_is_described_at_readable_length_with_the_same_outline_in_every_language(self, roundtable):
        assert 150 <= len(roundtable["descriptions"]["en"].split()) <= 300
        for text in roundtable["descriptions"].values():
            assert len(re.findall(r"^## \S", text, re.MULTILINE)) == 2
            assert len(re.findall(r"^- \S", text, re.MULTILINE)) == 4
        for texts in (roundtable["participation"], roundtable["outcomes"]):
            assert len({text.count("\n- ") for text in texts.values()}) <= 1

    def test_says_when_in_one_way_or_leaves_the_date_open(self, roundtable):
        ZoneInfo(roundtable["zone"])
        fixed, relative = roundtable["starts_at"], roundtable["starts_in_days"]
        assert fixed is None or relative is None
        assert (roundtable["time"] is None) == (relative is None)
        assert roundtable["minutes"] in (90, 120)
        if fixed:
            assert datetime.fromisoformat(fixed).isoweekday() <= 5
            assert roundtable["outcomes"]
        elif relative is not None:
            assert re.fullmatch(r"\d\d:\d\d", roundtable["time"])
            assert bool(roundtable["outcomes"]) == (relative < 0)

    def test_names_a_place_where_there_is_one(self, roundtable):
        somewhere = roundtable["mode"] != "online"
        assert bool(roundtable["city"]) == somewhere
        assert bool(roundtable["venue"]) == (somewhere and roundtable["slug"] != "climate-peace-and-security")

    def test_uses_only_the_words_the_rules_know(self, roundtable):
        assert roundtable["mode"] in {"in_person", "online", "hybrid"}
        assert roundtable["admission"] in {"open", "approval", "invitation"}
        assert roundtable["attribution"] in {"public", "chatham_house", "off_the_record"}
        assert roundtable["state"] in {"published", "draft", "cancelled"}
        codes = {kind["code"] for kind in TYPES}
        assert roundtable["caps"]["types"].keys() | roundtable["policies"].keys() <= codes
        modes = set(roundtable["caps"]["modes"])
        assert modes in (
            [{"in_person"}, {"in_person", "online"}] if roundtable["mode"] == "hybrid" else [set()]
        )

    def test_keeps_seats_only_for_groups_that_have_a_cap_and_lets_them_go_before_the_meeting(
        self, roundtable
    ):
        caps, floors = roundtable["caps"], roundtable["floors"]
        assert set(caps["hosts"]) <= set(roundtable["convenors"])
        for kind in ("types", "hosts"):
            assert all(floor <= caps[kind][key] for key, floor in floors.get(kind, {}).items())
        if floors:
            assert 0 < floors["released_days_before"] < roundtable["starts_in_days"]

    def test_is_convened_by_organizations_of_the_series_with_partners_that_are_listed(self, roundtable):
        known = {organization["slug"] for organization in ORGANIZATIONS}
        assert set(roundtable["convenors"]) <= set(SERIES[0]["convenors"])
        assert 3 <= len(roundtable["convenors"]) == len(set(roundtable["convenors"]))
        assert set(roundtable["partners"]) <= known - set(roundtable["convenors"])
        assert roundtable["series"] == SERIES[0]["slug"]

    def test_seats_no_more_people_than_its_caps_allow_and_no_more_than_there_are(self, roundtable):
        caps, fill = roundtable["caps"], roundtable["fill"]
        confirmed = Counter(fill["confirmed"])
        there_are = Counter(person["type"] for person in PEOPLE)
        assert 12 <= caps["total"] <= 40
        # Whoever is drawn may come in person, so a hybrid room must hold them all.
        assert confirmed.total() <= min([caps["total"], *caps["modes"].values()])
        assert all(confirmed[kind] <= cap for kind, cap in caps["types"].items())
        assert all(number <= there_are[kind] for kind, number in confirmed.items())
        assert confirmed.total() + fill["waitlisted"] <= len(PEOPLE)

    def test_has_waiting_people_only_when_it_is_full_and_its_list_open(self, roundtable):
        fill = roundtable["fill"]
        if fill["waitlisted"]:
            assert sum(fill["confirmed"].values()) == roundtable["caps"]["total"]
            assert roundtable["waiting_list_open"]


@pytest.mark.parametrize("slug", AGENDA)
def test_an_agenda_fills_its_roundtable_without_a_gap_and_names_people_who_do_not_register(slug):
    agenda, minutes = AGENDA[slug]["agenda"], named(slug)["minutes"]
    ends = [item["offset_minutes"] + item["minutes"] for item in agenda]
    assert [item["offset_minutes"] for item in agenda] == [0, *ends[:-1]]
    assert ends[-1] == minutes
    assert all(item["notes"].keys() in ({}.keys(), LANGUAGES) for item in agenda)
    speakers = {speaker["name"] for speaker in AGENDA[slug]["speakers"]}
    assert not speakers & {f"{person['given_names']} {person['family_name']}" for person in PEOPLE}
    assert AGENDA[slug]["joining_url"].startswith("https://video.example.org/")
    assert {one["audience"] for one in AGENDA[slug]["documents"]} <= {"public", "confirmed", "organizers"}


def test_slugs_are_unique_and_plain():
    for listed in (ORGANIZATIONS, SERIES, ROUNDTABLES):
        slugs = [entry["slug"] for entry in listed]
        assert len(set(slugs)) == len(slugs)
        assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) and len(slug) <= 80 for slug in slugs)


def test_ordinals_follow_the_calendar():
    dated = [entry for entry in ROUNDTABLES if entry["ordinal"] and entry["starts_in_days"] is not None]
    ordinals = [entry["ordinal"] for entry in sorted(dated, key=lambda entry: entry["starts_in_days"])]
    assert ordinals == sorted(set(ordinals))
    assert max(entry["ordinal"] for entry in ROUNDTABLES if entry["starts_at"]) < min(ordinals)


def test_the_programme_shows_every_way_a_roundtable_can_stand():
    def seats(slug: str) -> tuple[int, int]:
        roundtable = named(slug)
        return sum(roundtable["fill"]["confirmed"].values()), roundtable["caps"]["total"]

    assert named("financing-for-peacebuilding")["mode"] == "hybrid"
    assert named("young-peacebuilders")["closes_in_days"] == 2
    taken, cap = seats("women-leading-recovery")
    assert 0 < cap - taken <= cap * 0.2
    for slug, waiting_list_open in (
        ("mediation-close-to-home", True),
        ("transitions-from-peace-operations", False),
    ):
        taken, cap = seats(slug)
        assert taken == cap
        assert named(slug)["waiting_list_open"] is waiting_list_open
    assert named("peacebuilding-commission-and-partners")["admission"] == "invitation"
    assert named("mental-health-and-peacebuilding")["admission"] == "approval"
    prevention = named("national-prevention-strategies")
    assert prevention["floors"].keys() >= {"types", "hosts"}
    assert prevention["offer_hours"]
    assert named("climate-peace-and-security")["starts_in_days"] is None
    assert named("digital-spaces-and-social-cohesion")["state"] == "cancelled"
    assert named("memory-education-and-peace")["state"] == "draft"


@pytest.mark.parametrize("slug", STORIES)
def test_a_story_goes_on_in_order_with_people_that_are_listed_and_begins_once_registration_is_open(slug):
    roundtable, story = named(slug), STORIES[slug]
    assert not sum(roundtable["fill"]["confirmed"].values())
    earlier = [event for event in story if "days_ago" in event]
    days = [(-event["days_ago"], event["time"]) for event in earlier]
    assert days == sorted(days)
    assert 0 < earlier[-1]["days_ago"] <= earlier[0]["days_ago"] < -roundtable["opens_in_days"]
    assert all("09:00" <= event["time"] <= "18:00" for event in earlier)
    # The demonstration may start just after midnight: these come after yesterday's all the same.
    hours = [event["hours_ago"] for event in story[len(earlier) :]]
    assert 6 > hours[0] >= hours[-1] > 0
    assert hours == sorted(hours, reverse=True)
    addresses = Counter(person["email"] for person in PEOPLE)
    assert all(addresses[event["who"]] == 1 for event in story if "who" in event)
    came = [event["who"] for event in story if event["does"] in ("register", "add")]
    assert len(came) == len(set(came))


def test_the_fifth_roundtable_is_the_real_one():
    fifth = next(roundtable for roundtable in ROUNDTABLES if roundtable["ordinal"] == 5)
    assert (
        fifth["titles"]["en"] == "Building Strategic Partnerships for Sustaining Peace at the Regional Level"
    )
    assert (fifth["starts_at"], fifth["minutes"], fifth["zone"]) == (
        "2019-09-24T08:00",
        120,
        "America/New_York",
    )
    assert fifth["partners"] == [
        "organization-of-american-states",
        "international-idea",
        "community-of-democracies",
    ]
    assert fifth["photo_credit"] == "UN Photo / Evan Schneider"


def test_pictures_are_there_in_one_size_light_and_without_metadata():
    used = {roundtable["photo"] for roundtable in ROUNDTABLES if roundtable["photo"]}
    assert used == {path.name for path in FOLDER.glob("*.jpg")}
    for path in FOLDER.glob("*.jpg"):
        assert path.stat().st_size < 180_000
        with Image.open(path) as picture:
            assert picture.size == (1600, 900)
            assert not picture.getexif()


def test_every_address_is_one_that_cannot_belong_to_anybody():
    addresses = [person["email"] for person in PEOPLE] + [entry["contact_email"] for entry in ROUNDTABLES]
    for address in addresses:
        assert validate_email(address, check_deliverability=False).domain == "example.org"


def test_only_two_people_of_one_mission_share_an_address():
    shared = [
        address for address, times in Counter(person["email"] for person in PEOPLE).items() if times > 1
    ]
    assert len(shared) == 1
    sharing = [person for person in PEOPLE if person["email"] == shared[0]]
    assert len(sharing) == 2
    assert len({person["state"] for person in sharing}) == 1
    assert len({(person["given_names"], person["family_name"]) for person in sharing}) == 2


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["email"])
def test_each_person_answers_what_their_type_is_asked_and_nothing_else(person):
    asked = next(kind for kind in TYPES if kind["code"] == person["type"])
    answered = {field for field, answer in person.items() if answer is not None} - ASKED_OF_EVERYONE
    assert set(asked["asks"]) - set(asked["optional"]) <= answered <= set(asked["asks"])
    assert person["given_names"] or person["family_name"]
    assert person["position"]
    assert person["language"] in LANGUAGES
    if person["state"]:
        assert states.find(person["state"])
        assert person["represented_by"] in {"mission", "capital", "embassy"}
        assert person["delegation_role"] in {"head", "alternate", "adviser", "expert", "observer"}
    if person["un_entity"]:
        assert entities.find_un_entity(person["un_entity"])
    if person["country"]:
        assert countries.find(person["country"])
    if person["ecosoc_status"]:
        assert person["ecosoc_status"] in {"special", "general", "roster", "none", "unknown"}


def test_people_are_of_all_types_and_write_their_names_in_many_scripts():
    numbers = Counter(person["type"] for person in PEOPLE)
    assert numbers.keys() == {kind["code"] for kind in TYPES}
    assert min(numbers.values()) >= 12
    names = [person["given_names"] + person["family_name"] for person in PEOPLE]
    scripts = {letters(name).most_common(1)[0][0] for name in names}
    assert {
        "LATIN",
        "ARABIC",
        "CJK",
        "CYRILLIC",
        "DEVANAGARI",
        "ETHIOPIC",
        "HANGUL",
        "HEBREW",
        "THAI",
    } <= scripts
    assert sum(not (person["given_names"] and person["family_name"]) for person in PEOPLE) >= 4
    assert any("O'Brien-Ñandú" in name for name in names)
    assert all(not unicodedata.category(letter).startswith("C") for name in names for letter in name)


def test_invitations_are_to_people_who_are_known_or_to_offices() -> None:
    known, types = {person["email"] for person in PEOPLE}, {kind["code"] for kind in TYPES}
    by_invitation = {one["slug"] for one in ROUNDTABLES if one["admission"] == "invitation"}
    assert set(INVITATIONS) <= by_invitation
    for row in (row for rows in INVITATIONS.values() for row in rows):
        assert row["who"] in known if "who" in row else row["office"] and row["type"] in types
