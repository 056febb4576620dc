"""The apostrophe that keeps a spreadsheet from running what somebody typed, and its exact inverse."""

import re
from collections.abc import Sequence

# What spreadsheets take for the beginning of a formula (OWASP, CSV injection), with the full-width forms.
DANGEROUS = "=+-@\t\r＝＋－＠"

# Apostrophes in front count too: otherwise taking one away could not tell ours from one that was typed.
_NEEDS_GUARD = re.compile(rf"'*\s*[{re.escape(DANGEROUS)}]")
_NUMBER = re.compile(r"[+-][0-9]+(?:[.,][0-9]+)*")
_PHONE = re.compile(r"\+\(?[0-9](?:[ ().-]{0,3}[0-9]){5,14}")

_FIRST_OF_A_SUSPECT = frozenset(DANGEROUS + "'" + "".join(filter(str.isspace, map(chr, range(0x3001)))))


def guarded(text: str) -> str:
    """The text with an apostrophe in front if a spreadsheet could take it for a formula.

    Plain numbers (`-5`, `+1.5`) and phone numbers (`+41 22 917 0000`) stay: they cannot call anything.
    """
    if text[:1] not in _FIRST_OF_A_SUSPECT or not _NEEDS_GUARD.match(text):
        return text
    if _PHONE.fullmatch(text) or _NUMBER.fullmatch(text):
        return text
    return "'" + text


def all_guarded(texts: Sequence[str | None]) -> Sequence[str | None]:
    """Each of the texts guarded; None stays what it is."""
    if _FIRST_OF_A_SUSPECT.isdisjoint([text[:1] for text in texts if text]):
        return texts
    return [guarded(text) if text else text for text in texts]


def unguarded(text: str) -> str:
    """What was typed: `unguarded(guarded(text)) == text` for every text."""
    if text.startswith("'") and _NEEDS_GUARD.match(text):
        return text[1:]
    return text
