"""No cell of ours becomes a formula, and what was typed can always be had back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.documents.formula_guard import DANGEROUS, guarded, unguarded

# Texts that come near the rule more often than chance would.
NEAR = " \t\r\n'=+-@＝＋－＠0123456789().,a\u00a0\u3000\u2028"
near_the_rule = st.text(alphabet=st.sampled_from(NEAR), max_size=12)
any_text = st.text() | near_the_rule


@given(any_text)
def test_what_was_typed_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(any_text)
def test_a_guarded_cell_never_begins_like_a_formula(text: str) -> None:
    cell = guarded(text)
    if cell.lstrip("+-").strip("0123456789 ().,-") == "":
        return  # digits and signs only: nothing a formula could call
    assert not cell.lstrip().startswith(tuple(DANGEROUS))
    assert not cell.startswith(("\t", "\r"))


@given(any_text)
def test_the_guard_adds_at_most_one_apostrophe(text: str) -> None:
    assert guarded(text) in (text, "'" + text)


@given(st.text(alphabet=st.characters(exclude_characters=DANGEROUS)))
def test_text_without_a_dangerous_character_is_left_alone(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd",
        "-cmd",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\tfoo",
        " =1",
        "\n=1",
        "\u00a0=1",
        "\u3000=1",
        "＝1",
        "＋1x",
        "－cmd",
        "＠SUM",
        "'=1",
        "''=1",
        "' =1",
        "=",
        "-",
        "+",
        "- Observer",
        "@handle",
        "+41 22 917 0000=1",
        "-5+cmd|' /C calc'!A0",
        "+1;=1",
        "-1-1",
        "+1/0",
        "'+41 22 917 0000",
        "'-5",
    ],
)
def test_text_that_begins_like_a_formula_gets_one_apostrophe(text: str) -> None:
    assert guarded(text) == "'" + text
    assert unguarded("'" + text) == text


@pytest.mark.parametrize(
    "text",
    [
        "+41 22 917 0000",
        "+1 (212) 555-0142",
        "+1-212-555-0142",
        "+41 (0)22 917 00 00",
        "+442079460000",
        "-5",
        "+5",
        "-5.5",
        "-1,000.50",
        "",
        "O'Brien-Ñandú",
        "'t Hooft",
        "''",
        "' '=1",
        "Ana = Bo",
        "a@example.org",
        "0041 22",
        "(212) 555-0142",
    ],
)
def test_names_numbers_and_phones_are_left_alone(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text
