"""Names: what is refused, and what two spellings have in common."""

import pytest

from registration.rules import delegations, names


@pytest.mark.parametrize(
    "name",
    [
        "Ada",
        "O'Brien-Ñandú",
        "مریم‌خانم",
        "王芳",
        "Анна-Мария",
        "አበበ",
        "नेहा",
        "Nguyễn Thị",
        "Jean-François",
        "d’Arcy",
        "क्‍ष",
        "=SUM(A1)",
        "<b>Ada</b>",
    ],
)
def test_names_in_every_script_are_taken_as_they_are(name: str) -> None:
    assert names.unprintable(name) is None


@pytest.mark.parametrize(
    "character",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\u202e",
        "\u2066",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\ud800",
        "\n",
        "\r",
        "\t",
        "\x85",
    ],
)
def test_control_characters_and_bidi_overrides_are_found(character: str) -> None:
    assert names.unprintable(f"Ada{character}Lovelace") == character


def test_longer_texts_may_have_lines() -> None:
    assert names.unprintable("one\r\n\ttwo", lines=True) is None
    assert names.unprintable("one\u202etwo", lines=True) == "\u202e"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Lovelace", "ada  LOVELACE"),
        ("José", "Jose\u0301"),
        ("Straße", "STRASSE"),
        ("Ａｄａ", "Ada"),
        (" Ada ", "Ada"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert names.key(one) == names.key(other)


@pytest.mark.parametrize(("one", "other"), [("Jose", "José"), ("Ada", "Ana"), ("a", "а")])
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert names.key(one) != names.key(other)


def test_one_name_is_enough() -> None:
    assert names.full_name("Sukarno", "") == "Sukarno"
    assert names.full_name("", "Pelé") == "Pelé"
    assert names.full_name("Ada", "Lovelace") == "Ada Lovelace"


@pytest.mark.parametrize(
    ("given", "family", "written"),
    [
        ("伟", "张", "张伟"),
        ("지우", "김", "김지우"),
        ("さくら", "田中", "田中さくら"),
        ("Wei", "张", "Wei 张"),
        ("小明", "O'Brien", "小明 O'Brien"),
        ("Анна", "Щукина", "Анна Щукина"),
        ("伟", "", "伟"),
    ],
)
def test_a_name_is_written_in_the_order_of_its_script(given: str, family: str, written: str) -> None:
    assert names.full_name(given, family) == written


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"state": "SWE", "organization": ""}, "state:SWE"),
        ({"un_entity": "undp", "organization": ""}, "un_entity:undp"),
        ({"un_entity": "other", "organization": "UN Global Compact"}, "organization:un global compact"),
        ({"organization": "Forum  für Frieden"}, "organization:forum für frieden"),
        ({"organization": ""}, None),
        ({}, None),
    ],
)
def test_a_person_belongs_to_the_delegation_the_answers_name(
    answers: dict[str, object], expected: str | None
) -> None:
    assert delegations.delegation(answers) == expected
