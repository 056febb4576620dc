"""Put names in the order a reader expects, by a key that any database compares byte by byte."""

import unicodedata

from registration.data import letters

_SEPARATOR = " "
_NO_ACCENT = "."


def key(text: str, language: str = "en") -> str:
    """A string that sorts as `text` should: by its letters, then its accents, then as it was written.

    Follows the levels of the Unicode Collation Algorithm (UTS #10) with a table small enough to read. Spaces,
    hyphens, apostrophes and the like do not count as letters. Keys compare by code point, so Python, SQLite
    and PostgreSQL under COLLATE "C" agree, and two different texts never have the same key. The stored key of
    the attendee list takes the default language: only Spanish differs, where ñ is a letter of its own.
    A key is usually two or three times as long as its text; cut short, it still sorts by what is left.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    folded = letters.spelled_by_sound(letters.without_arabic_article(folded))

    weights: list[str] = []
    accents: list[str] = []
    for part in _parts(folded, language):
        if unicodedata.combining(part[0]):
            if accents:
                accents[-1] += part
        elif _is_letter(part[0]):
            weights.append(letters.weight(part))
            accents.append(_NO_ACCENT)

    # The separator sorts before every letter and accent, so that a shorter name comes before a longer one.
    levels = ("".join(weights), "".join(accents).rstrip(_NO_ACCENT), unicodedata.normalize("NFC", text))
    return _SEPARATOR.join(levels)


def _parts(folded: str, language: str) -> list[str]:
    """Letters and accents, one by one; a letter that must not be taken apart stays whole."""
    parts: list[str] = []
    for character in folded:
        whole = letters.own_letter(character, language)
        parts.extend([whole] if whole else unicodedata.normalize("NFKD", letters.plain(character)))
    return parts


def _is_letter(character: str) -> bool:
    """Letters, digits, and the vowel signs that some scripts (Devanagari, Thai) write as marks."""
    category = unicodedata.category(character)
    return category[0] in "LNM" and category != "Lm"
