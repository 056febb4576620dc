"""People's names and addresses: what is refused, what is kept as typed, and the keys by which they are compared."""

import unicodedata

# Joiners belong to names in Persian, Hindi and others; overrides and isolates only serve to deceive.
_JOINERS = {"\u200c", "\u200d"}
# Letters that Unicode does not take apart, and apostrophes as telephones set them.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "ʼ": "'"}
)
_LINE_BREAKS = {"\n", "\r", "\t"}


def unprintable(text: str, *, lines: bool = False) -> str | None:
    """The first character that cannot be part of a name, or None. `lines` allows line breaks and tabs."""
    for character in text:
        if character in _JOINERS or (lines and character in _LINE_BREAKS):
            continue
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            return character
    return None


def key(text: str) -> str:
    """What two spellings of one name have in common: NFKC, case folded, single spaces. Only for comparing."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())


def search_key(text: str) -> str:
    """What is searched, as typed on any keyboard: `key` without marks over and under letters. Never for identity."""
    folded = unicodedata.normalize("NFKD", key(text).translate(_PLAIN))
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    return " ".join(unicodedata.normalize("NFC", bare).split())


def email_key(address: str) -> str:
    """An address as it is compared: the whole of it case folded, the domain as typed after validation."""
    return unicodedata.normalize("NFC", address.strip()).casefold()


def full_name(given_names: str, family_name: str) -> str:
    """The name as it is written in its own script: family name first and no space in Chinese, Japanese and Korean."""
    if given_names and family_name and _is_east_asian(given_names) and _is_east_asian(family_name):
        return family_name + given_names
    return " ".join(part for part in (given_names, family_name) if part)


def _is_east_asian(text: str) -> bool:
    """Whether every letter is Han, kana or hangul."""
    letters = [character for character in text if character.isalpha()]
    scripts = ("CJK UNIFIED", "CJK COMPATIBILITY", "HIRAGANA", "KATAKANA", "HANGUL")
    return bool(letters) and all(unicodedata.name(letter, "").startswith(scripts) for letter in letters)
