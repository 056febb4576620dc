"""Every field of every form found on the pages, filled in as nobody would: a clear answer, and nothing stored."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.hostile.attempts import ACCEPTED
from tests.hostile.texts import HOSTILE, MEGABYTE

# The same examples in every run.
REPEATABLE = settings(
    max_examples=120,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

# So many forms are tried in parts, which the workers share out.
PARTS = 6
in_parts = pytest.mark.parametrize("part", range(PARTS))

hostile_texts = st.one_of(
    st.sampled_from(list(HOSTILE.values())),
    st.sampled_from(list(HOSTILE.values())),
    st.text(st.characters(), max_size=60),
    st.binary(max_size=30),
    st.integers().map(str),
)

# Columns a person must not set, lists where there is one answer, names that are none.
STRAY_NAMES = [
    "id", "status", "role", "roundtable_id", "public_id", "reference", "checked_in_at", "priority", "state[]",
    "email[0]", "given_names[$ne]", "titles-xx", "caps-type_", "_method", "draft", "", "\0", "\u202e", "csrf_token[]",
]  # fmt: skip
STRAY_ROWS = [
    "convenors-²-organization",
    "convenors-" + "9" * 5000 + "-place",
    "convenors-999999999-organization",
    "partners--1-place",
    "partners-0",
]


def test_every_address_that_takes_a_form_is_tried(app, forms):
    addresses = app.url_map.bind("localhost")
    tried = {addresses.match(found.path, method="POST")[0] for found in forms}

    assert tried == {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}


def test_a_plausible_person_gets_through_every_form(attempts, forms):
    answers = {found.path: attempts.on(found, {}) for found in forms}

    # A wrong password, a link that was never sent, a document without its file, codes and passkeys of nobody.
    documents = next(found.path for found in forms if found.path.endswith("/documents/new"))
    assert {path: status for path, status in answers.items() if status not in ACCEPTED} == {
        documents: 422,
        "/organizer/sign-in": 422,
        "/organizer/sign-in/passkey": 422,
        "/organizer/sign-in/second-step": 422,
        "/organizer/sign-in/second-step/passkey": 422,
        "/organizer/account/passkeys/new": 422,
        "/organizer/account/authenticator-app": 422,
        "/organizer/account/identity/password": 422,
        "/organizer/account/identity/code": 422,
        "/organizer/account/identity/passkey": 422,
        "/organizer/sign-in/" + "s" * 43: 410,
    }


@in_parts
def test_hostile_texts_in_every_field_at_once(app, attempts, forms, database, part):
    """Another one in each field, so that every form meets all of them; on PostgreSQL a part."""
    texts, step = list(HOSTILE.values()), 2 if database == "sqlite" else 6
    for found, fullest in fullest_first(app, forms)[part::PARTS]:
        for turn in range(0, len(texts), step if fullest else 9):
            fields = enumerate(asked(found))
            attempts.on(found, {name: [texts[(turn + place) % len(texts)]] for place, name in fields})


@pytest.mark.parametrize(
    "answer", [[], [""], ["no such option", "another"]], ids=["missing", "empty", "not offered"]
)
@in_parts
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_one_answer_missing_or_none_of_those_offered(app, attempts, forms, answer, part):
    for found, fullest in fullest_first(app, forms)[part::PARTS]:
        for name in asked(found) if fullest else []:
            if name not in found.typed or len(found.fields) < 30:
                attempts.on(found, {name: answer})


def test_a_version_of_thousands_of_digits_is_an_old_one(attempts, forms):
    for found in (found for found in forms if found.path.endswith("/edit") and "version" in found.fields):
        assert attempts.on(found, {"version": ["9" * 5000]}) == 409


@REPEATABLE
@given(data=st.data())
def test_one_field_that_nobody_would_fill_in_so(attempts, forms, data):
    found = data.draw(st.sampled_from([found for found in forms if asked(found)]))
    name = data.draw(st.sampled_from(asked(found)))
    attempts.on(found, {name: data.draw(st.lists(hostile_texts, max_size=3))})


def test_answers_to_questions_that_were_not_asked(attempts, forms):
    texts = list(HOSTILE.values())
    for turn, found in enumerate(forms):
        stray = enumerate(STRAY_NAMES)
        attempts.on(found, {name: [texts[(turn + place) % len(texts)], "1"] for place, name in stray})


def test_rows_of_a_list_that_no_page_has(attempts, forms):
    for found in (found for found in forms if "convenors-0-place" in found.fields):
        for name in STRAY_ROWS:
            assert attempts.on(found, {name: ["1"]}) in ACCEPTED, name


def test_a_megabyte_in_one_field_is_too_much(attempts, forms):
    for found in forms:
        name = next(iter(asked(found)), "given_names")
        assert attempts.on(found, {name: [MEGABYTE]}, multipart=found.multipart) == 413, found


def test_ten_thousand_fields_are_too_many(attempts, forms):
    many = {f"given_names-{number}": ["x" * 10] for number in range(10_000)}
    for found in forms:
        assert attempts.on(found, many, multipart=found.multipart) == 413, found


def asked(found):
    return [name for name in found.fields if name != "csrf_token"]


def fullest_first(app, forms):
    """Forms with something to fill in; and of those sent to one page, whether it is the one with the most fields."""
    addresses, seen, listed = app.url_map.bind("localhost"), set(), []
    for found in sorted(forms, key=lambda found: -len(found.fields)):
        endpoint = addresses.match(found.path, method="POST")[0]
        if asked(found):
            listed.append((found, endpoint not in seen))
            seen.add(endpoint)
    return listed
