"""United Nations entities and intergovernmental organizations under the names they give themselves."""

import re
import unicodedata

import pytest

from registration.data import collation, entities, reading

ALL = (*entities.UN_ENTITIES, *entities.INTERGOVERNMENTAL)


def test_both_lists_are_generous():
    assert len(entities.UN_ENTITIES) >= 100
    assert len(entities.INTERGOVERNMENTAL) >= 40


def test_codes_are_short_names_that_fit_an_address_and_are_unique_across_both_lists():
    assert len({entity.code for entity in ALL}) == len(ALL)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entity.code) for entity in ALL)


def test_the_entities_our_guests_come_from_are_there():
    for code in (
        "eosg", "dppa", "pbpso", "dpo", "dco", "osaa", "desa", "ocha", "ohchr", "undp", "unicef", "unfpa",
        "unep", "unhcr", "un-women", "undrr", "unesco", "iom", "srsg-caac", "unoau", "unowas", "monusco",
    ):  # fmt: skip
        assert entities.find_un_entity(code), code
    for code in ("au", "eu", "oas", "las", "asean", "ecowas", "osce", "oif", "international-idea"):
        assert entities.find_intergovernmental(code), code


def test_each_list_finds_only_its_own():
    assert entities.find_un_entity("au") is None
    assert entities.find_intergovernmental("dppa") is None


@pytest.mark.parametrize("language", reading.LANGUAGES)
def test_every_entity_has_a_clean_name_of_its_own_in_every_language(language):
    names = [entity.names[language] for entity in ALL]
    assert len(set(names)) == len(names)
    assert all(name == name.strip() == unicodedata.normalize("NFC", name) != "" for name in names)


@pytest.mark.parametrize(("language", "script"), [("ar", "ARABIC"), ("ru", "CYRILLIC"), ("zh", "CJK")])
def test_every_name_is_written_in_the_script_of_its_language(language, script):
    for entity in ALL:
        letters = [character for character in entity.names[language] if character.isalpha()]
        assert all(unicodedata.name(letter).startswith(script) for letter in letters), entity.names[language]


def test_russian_acronyms_are_not_latin_letters_that_look_alike():
    for entity in ALL:
        acronym = entity.acronyms["ru"]
        scripts = {unicodedata.name(letter).split()[0] for letter in acronym if letter.isalpha()}
        assert len(scripts) <= 1, acronym


def test_a_label_is_the_acronym_and_the_name_a_reader_knows():
    assert entities.entity_name("dppa", "en") == "DPPA – Department of Political and Peacebuilding Affairs"
    assert entities.entity_name("undp", "fr") == "PNUD – Programme des Nations Unies pour le développement"
    assert entities.entity_name("au", "ru") == "АС – Африканский союз"


def test_an_entity_without_an_acronym_is_labelled_by_its_name():
    assert entities.entity_name("un-youth-office", "en") == "United Nations Youth Office"


def test_a_code_that_is_no_longer_listed_stands_for_itself():
    assert entities.entity_name("unami", "en") == "unami"


def test_former_names_and_acronyms_of_other_languages_find_an_entity():
    pbpso, undp = entities.find_un_entity("pbpso"), entities.find_un_entity("undp")
    assert pbpso
    assert "PBSO" in pbpso.aliases
    assert undp
    assert {"PNUD", "ПРООН", "开发署"} <= set(undp.aliases)


def test_aliases_are_clean_and_listed_once():
    for entity in ALL:
        assert len(set(entity.aliases)) == len(entity.aliases)
        assert all(alias == alias.strip() != "" for alias in entity.aliases)


@pytest.mark.parametrize("language", reading.LANGUAGES)
def test_choices_hold_every_entity_once_in_order(language):
    for listed, offered in (
        (entities.UN_ENTITIES, entities.un_entity_choices(language)),
        (entities.INTERGOVERNMENTAL, entities.intergovernmental_choices(language)),
    ):
        assert sorted(code for code, _ in offered) == sorted(entity.code for entity in listed)
        keys = [collation.key(label, language) for _, label in offered]
        assert keys == sorted(keys)
