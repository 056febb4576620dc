"""Placeholders are exact names, replaced once, as text; only what the organizer typed becomes a link."""

import pytest

from registration.rules import own_words
from registration.rules.own_words import IN_SUBJECTS, Piece

VALUES = {
    "full_name": "{reference} https://evil.example",
    "reference": "7KQ2-M9DX",
    "personal_link": "https://meet.example.org/en/my/abc",
}
LINKED = frozenset({"personal_link"})


def test_what_was_filled_in_is_not_looked_at_again():
    assert own_words.filled("Dear {full_name}", VALUES) == "Dear {reference} https://evil.example"


def test_only_addresses_that_were_typed_and_the_own_link_can_be_followed():
    text = "Dear {full_name},\nsee https://example.org/a?b=1.\n\n{personal_link}"

    (first, second), (link,) = own_words.paragraphs(text, VALUES, LINKED)

    assert first == [Piece("Dear "), Piece("{reference} https://evil.example"), Piece(",")]
    assert second == [
        Piece("see "),
        Piece("https://example.org/a?b=1", "https://example.org/a?b=1"),
        Piece("."),
    ]
    assert link == [Piece(VALUES["personal_link"], VALUES["personal_link"])]


def test_an_address_ends_where_the_script_changes():
    ((line,),) = own_words.paragraphs("见https://example.org/a，谢谢", {}, LINKED)

    assert [piece.words for piece in line] == ["见", "https://example.org/a", "，谢谢"]
    assert [bool(piece.link) for piece in line] == [False, True, False]


def test_unknown_names_are_found_each_once():
    assert own_words.unknown("{full_name} {nmae} {nmae} { full_name } {}") == [
        "{nmae}",
        "{ full_name }",
        "{}",
    ]
    assert own_words.unknown("{personal_link}", IN_SUBJECTS) == ["{personal_link}"]


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("https://meet.example.org/en/my/" + "aB3_" * 12, True),
        ("meet.example.org/en/my/" + "a" * 48, True),
        ("/organizer/sign-in/" + "a" * 43, True),
        ("https://meet.example.org/x?t=" + "aB3_" * 12, True),
        ("https://elsewhere.example.org/x?t=" + "aB3_" * 12, False),
        ("https://meet.example.org/en/roundtables/" + "a-very-long-name-of-a-roundtable-" * 2, False),
        ("https://meet.example.org/en/my/", False),
    ],
)
def test_a_personal_link_is_noticed(text, secret):
    assert own_words.has_secret(f"See {text} please", "meet.example.org") is secret
