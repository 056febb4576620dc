"""Where someone is based may also be a territory; territories are places, never states."""

import unicodedata

import pytest

from registration.data import collation, countries, reading, states


def test_states_and_territories_together_are_the_list_of_iso_3166_1_without_the_contested_entries():
    assert len(countries.TERRITORIES) == 53
    assert countries.find("TWN") is None
    assert countries.find("XKX") is None


def test_no_territory_is_a_state_or_named_like_one():
    state_names = {name for state in states.STATES for name in state.names.values()}
    for territory in countries.TERRITORIES:
        assert states.find(territory.iso3) is None
        assert state_names.isdisjoint(territory.names.values())


def test_codes_are_well_formed_and_unique_among_states_too():
    places = (*states.STATES, *countries.TERRITORIES)
    for codes, length in (
        ([place.iso2 for place in places], 2),
        ([place.iso3 for place in places], 3),
        ([place.m49 for place in places], 3),
    ):
        assert len(set(codes)) == len(places)
        assert {len(code) for code in codes} == {length}


@pytest.mark.parametrize(("language", "script"), [("ar", "ARABIC"), ("ru", "CYRILLIC"), ("zh", "CJK")])
def test_every_name_is_written_in_the_script_of_its_language(language, script):
    for territory in countries.TERRITORIES:
        name = territory.names[language]
        letters = [character for character in name if character.isalpha()]
        assert all(unicodedata.name(letter).startswith(script) for letter in letters), name


@pytest.mark.parametrize("language", reading.LANGUAGES)
def test_every_territory_has_a_clean_name_of_its_own(language):
    names = [territory.names[language] for territory in countries.TERRITORIES]
    assert len(set(names)) == len(names)
    assert all(name == name.strip() == unicodedata.normalize("NFC", name) != "" for name in names)


def test_territories_are_named_as_in_m49():
    assert countries.name("HKG", "en") == "China, Hong Kong Special Administrative Region"
    assert countries.name("FLK", "es") == "Islas Malvinas (Falkland)"
    assert countries.name("NIU", "fr") == "Nioué"


def test_a_state_keeps_its_official_name_as_a_country():
    assert countries.name("BOL", "en") == states.name("BOL", "en")


def test_a_code_that_is_no_longer_listed_stands_for_itself():
    assert countries.name("ANT", "ru") == "ANT"


@pytest.mark.parametrize("language", reading.LANGUAGES)
def test_choices_are_all_states_and_then_all_territories_in_order(language):
    offered = countries.choices(language)
    assert offered[:195] == states.choices(language)
    territories = offered[195:]
    assert {iso3 for iso3, _ in territories} == {territory.iso3 for territory in countries.TERRITORIES}
    keys = [collation.key(name, language) for _, name in territories]
    assert keys == sorted(keys)


def test_people_find_a_place_by_the_name_they_type():
    assert "UK" in countries.aliases("GBR")
    assert "Hong Kong" in countries.aliases("HKG")
    assert "Malvinas" in countries.aliases("FLK")
    assert countries.aliases("BVT") == ()


def test_every_alias_belongs_to_a_territory_and_is_no_name_or_alias_of_a_state():
    taken = {name.casefold() for state in states.STATES for name in state.names.values()}
    taken |= {alias.casefold() for state in states.STATES for alias in states.aliases(state.iso3)}
    territories = {territory.iso3 for territory in countries.TERRITORIES}
    for row in reading.rows("territory_aliases.csv"):
        assert row["iso3"] in territories
        assert row["alias"].casefold() not in taken
