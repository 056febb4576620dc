"""States are offered under their official United Nations names, and people find them by others."""

import unicodedata
from collections import Counter

import pytest

from registration.data import reading, states
from registration.data.states import RegionalGroup, Status

MEMBERS = [state for state in states.STATES if state.status is Status.MEMBER]
OBSERVERS = [state for state in states.STATES if state.status is Status.OBSERVER]

# Someone who types only this means one of two states and has to look twice.
SHARED_ALIASES = {"korea", "corée", "corea", "корея", "كوريا"}


def test_193_members_and_two_observer_states_are_offered():
    assert len(MEMBERS) == 193
    assert {state.iso3 for state in OBSERVERS} == {"PSE", "VAT"}
    assert len(states.STATES) == 195


def test_the_regional_groups_have_the_size_the_general_assembly_gives_them():
    assert Counter(state.group for state in MEMBERS) == {
        RegionalGroup.AFRICA: 54,
        RegionalGroup.ASIA_PACIFIC: 54,
        RegionalGroup.EASTERN_EUROPE: 23,
        RegionalGroup.LATIN_AMERICA_AND_CARIBBEAN: 33,
        RegionalGroup.WESTERN_EUROPE_AND_OTHERS: 29,
    }
    assert {state.group for state in OBSERVERS} == {None}


@pytest.mark.parametrize(
    ("iso3", "group"),
    [
        ("TUR", RegionalGroup.WESTERN_EUROPE_AND_OTHERS),
        ("ISR", RegionalGroup.WESTERN_EUROPE_AND_OTHERS),
        ("USA", RegionalGroup.WESTERN_EUROPE_AND_OTHERS),
        ("AUS", RegionalGroup.WESTERN_EUROPE_AND_OTHERS),
        ("KIR", RegionalGroup.ASIA_PACIFIC),
        ("CYP", RegionalGroup.ASIA_PACIFIC),
        ("EST", RegionalGroup.EASTERN_EUROPE),
        ("EGY", RegionalGroup.AFRICA),
        ("MEX", RegionalGroup.LATIN_AMERICA_AND_CARIBBEAN),
    ],
)
def test_states_are_in_the_group_in_which_they_take_part_in_elections(iso3, group):
    found = states.find(iso3)
    assert found is not None
    assert found.group is group


def test_codes_are_well_formed_and_unique():
    for codes, length in (
        ([state.iso2 for state in states.STATES], 2),
        ([state.iso3 for state in states.STATES], 3),
        ([state.m49 for state in states.STATES], 3),
    ):
        assert len(set(codes)) == 195
        assert {len(code) for code in codes} == {length}


@pytest.mark.parametrize("language", reading.LANGUAGES)
def test_every_state_has_a_clean_name_of_its_own_in_every_language(language):
    names = [state.names[language] for state in states.STATES]
    assert len(set(names)) == 195
    for name in names:
        assert name == name.strip() == unicodedata.normalize("NFC", name) != ""
        assert "_" not in name
        assert "*" not in name


@pytest.mark.parametrize(("language", "script"), [("ar", "ARABIC"), ("ru", "CYRILLIC"), ("zh", "CJK")])
def test_every_name_is_written_in_the_script_of_its_language(language, script):
    for state in states.STATES:
        letters = [character for character in state.names[language] if character.isalpha()]
        assert all(unicodedata.name(letter).startswith(script) for letter in letters), state.names[language]


@pytest.mark.parametrize(
    ("iso3", "language", "name"),
    [
        ("BOL", "en", "Bolivia (Plurinational State of)"),
        ("PRK", "en", "Democratic People's Republic of Korea"),
        ("VAT", "en", "Holy See"),
        ("PSE", "fr", "État de Palestine"),
        ("TUR", "fr", "Türkiye"),
        ("CPV", "es", "Cabo Verde"),
        ("GBR", "ru", "Соединенное Королевство Великобритании и Северной Ирландии"),
        ("NLD", "ar", "مملكة هولندا"),
        ("KOR", "zh", "大韩民国"),
    ],
)
def test_states_carry_the_names_the_united_nations_use(iso3, language, name):
    assert states.name(iso3, language) == name


def test_every_state_has_a_formal_name():
    assert all(state.formal_name for state in states.STATES)


def test_places_that_are_neither_members_nor_observers_are_not_found_as_states():
    for iso3 in ("COK", "NIU", "HKG", "PRI", "TWN", "XKX", "", "usa"):
        assert states.find(iso3) is None


def test_a_code_that_is_no_longer_listed_stands_for_itself():
    assert states.name("YUG", "fr") == "YUG"


@pytest.mark.parametrize("language", reading.LANGUAGES)
def test_choices_hold_every_state_once(language):
    offered = states.choices(language)
    assert sorted(iso3 for iso3, _ in offered) == sorted(state.iso3 for state in states.STATES)
    assert all(name == states.name(iso3, language) for iso3, name in offered)


def test_whoever_changes_a_list_of_choices_changes_only_their_own():
    states.choices("en").clear()
    assert len(states.choices("en")) == 195


@pytest.mark.parametrize(
    ("language", "neighbours"),
    [
        ("en", ["Croatia", "Cuba", "Cyprus", "Czechia", "Democratic People's Republic of Korea"]),
        ("en", ["Costa Rica", "Côte d'Ivoire", "Croatia"]),
        ("en", ["Guinea", "Guinea-Bissau", "Guyana"]),
        ("fr", ["Djibouti", "Dominique", "Égypte", "El Salvador", "Émirats arabes unis", "Équateur"]),
        ("es", ["Alemania", "Andorra"]),
        ("es", ["Eslovenia", "España", "Estado de Palestina"]),
        ("ru", ["Италия", "Йемен", "Кабо-Верде"]),
        ("ar", ["الأرجنتين", "الأردن", "أرمينيا"]),
        ("ar", ["السلفادور", "سلوفاكيا", "سلوفينيا", "سنغافورة", "السنغال", "السودان"]),
        ("zh", ["阿尔巴尼亚", "阿尔及利亚", "阿富汗"]),
        ("zh", ["比利时", "秘鲁", "冰岛"]),
        ("zh", ["菲律宾", "斐济", "芬兰"]),
        ("zh", ["南苏丹", "瑙鲁", "尼泊尔"]),
    ],
)
def test_choices_stand_in_the_order_a_reader_of_the_language_expects(language, neighbours):
    names = [name for _, name in states.choices(language)]
    first = names.index(neighbours[0])
    assert names[first : first + len(neighbours)] == neighbours


@pytest.mark.parametrize(
    ("typed", "iso3"),
    [
        ("UK", "GBR"), ("Britain", "GBR"), ("英国", "GBR"), ("Ivory Coast", "CIV"), ("Turkey", "TUR"),
        ("Nauru", "NRU"), ("Swaziland", "SWZ"), ("Burma", "MMR"), ("DRC", "COD"), ("Congo-Kinshasa", "COD"),
        ("US", "USA"), ("USA", "USA"), ("South Korea", "KOR"), ("North Korea", "PRK"), ("Vatican", "VAT"),
        ("Palestine", "PSE"), ("Bolivia", "BOL"), ("Iran", "IRN"), ("Syria", "SYR"), ("سوريا", "SYR"),
        ("Laos", "LAO"), ("Russia", "RUS"), ("Россия", "RUS"), ("Moldova", "MDA"), ("Tanzania", "TZA"),
        ("Venezuela", "VEN"), ("Czech Republic", "CZE"), ("Cape Verde", "CPV"), ("East Timor", "TLS"),
        ("Macedonia", "MKD"), ("Holland", "NLD"), ("Deutschland", "DEU"), ("الإمارات", "ARE"),
    ],
)  # fmt: skip
def test_people_find_a_state_by_the_name_they_type(typed, iso3):
    assert typed in states.aliases(iso3)


def test_a_state_without_other_names_has_no_aliases():
    assert states.aliases("XXX") == ()


def test_every_alias_belongs_to_an_offered_state_and_is_listed_once():
    rows = [(row["iso3"], row["alias"]) for row in reading.rows("state_aliases.csv")]
    assert len(rows) > 500
    assert len(set(rows)) == len(rows)
    for iso3, alias in rows:
        assert states.find(iso3), iso3
        assert alias == alias.strip() != ""


def test_no_alias_is_the_official_name_of_another_state():
    official: dict[str, set[str]] = {}
    for state in states.STATES:
        for name in state.names.values():
            official.setdefault(name.casefold(), set()).add(state.iso3)
    for state in states.STATES:
        for alias in states.aliases(state.iso3):
            assert official.get(alias.casefold(), {state.iso3}) == {state.iso3}, alias


def test_no_alias_leads_to_two_states_unless_it_means_both():
    meant: dict[str, set[str]] = {}
    for state in states.STATES:
        for alias in states.aliases(state.iso3):
            meant.setdefault(alias.casefold(), set()).add(state.iso3)
    assert {alias for alias, found in meant.items() if len(found) > 1} == SHARED_ALIASES
