"""Names stand in the order a reader looks for them, in every database alike."""

import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.data import collation, states


@pytest.mark.parametrize(
    "names",
    [
        ["OBrian", "O Brien", "O'Brien", "Obrien", "O’Brien", "Obst"],
        ["Ann-Marie", "Annmarie", "Ann Mary"],
        ["Zoe", "zoe", "Zoé", "Zoë", "Zof"],
        ["A", "Å", "Aa", "Ab", "Ångström", "B"],
        ["Nandu", "Ñandu", "Ñandú", "Nz", "Oa"],
        ["cote", "coté", "côte", "côté"],
        ["Lodz", "Łódź", "Lz", "Ma"],
        ["Straße", "Strasser"],
        ["Öberg", "Ødegaard", "Œuvre", "Ohm"],
        ["елка", "ёлка", "ель", "жук"],
        ["Иванов", "Ия", "Йемен", "Кузнецов"],
        ["Иваненко", "Іванов", "Їжак", "Коваль"],
        ["أحمد", "الأحمد", "بدر", "التميمي"],
        ["ألبانيا", "ألمانيا", "البحرين"],
        ["李", "王", "张"],
        ["Ann", "Ivan", "Иван", "علي", "कमला", "王"],
        ["मन", "मनु", "मीरा"],
        ["Room 1", "Room ٢", "Room 3"],
        ["", "1", "a"],
    ],
)
def test_names_come_in_the_order_a_reader_expects(names):
    backwards = names[::-1]
    assert sorted(backwards, key=collation.key) == names


def test_spanish_has_a_letter_after_n():
    names = ["Nandu", "Nz", "Ñandu", "Ñandú", "Oa"]
    backwards = names[::-1]
    assert sorted(backwards, key=lambda name: collation.key(name, "es")) == names


def test_spaces_hyphens_and_apostrophes_do_not_count_as_letters():
    spellings = ("O'Brien", "O’Brien", "Obrien", "o-brien", "OʼBRIEN")
    assert {collation.key(name).split()[0] for name in spellings} == {"obrien"}


def test_the_same_name_in_composed_and_decomposed_letters_has_one_key():
    assert collation.key(unicodedata.normalize("NFD", "Ñandú")) == collation.key("Ñandú")


def test_a_shorter_name_comes_before_a_longer_one_whatever_its_accents():
    assert collation.key("Ño") < collation.key("Noa")


@given(st.text(), st.text())
def test_different_names_have_different_keys(one, other):
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (collation.key(one) == collation.key(other)) is same


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_keys_compare_alike_as_text_and_as_bytes(one, other):
    keys = collation.key(one), collation.key(other)
    assert (keys[0] < keys[1]) is (keys[0].encode() < keys[1].encode())


def test_sqlite_orders_keys_as_python_does():
    keys = [collation.key(name) for state in states.STATES for name in state.names.values()]
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE names (sort_key TEXT)")
    connection.executemany("INSERT INTO names VALUES (?)", [(key,) for key in keys])
    ordered = [key for (key,) in connection.execute("SELECT sort_key FROM names ORDER BY sort_key")]
    assert ordered == sorted(keys)
