"""What organizers write in a letter: placeholders by exact names, replaced once, as text; addresses become links.

Nothing that was filled in is looked at again: a name can become neither a placeholder nor a link.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

LONGEST_SUBJECT = 200
LONGEST_TEXT = 10_000


class Placeholder(StrEnum):
    TITLE = "title"
    GIVEN_NAMES = "given_names"
    FAMILY_NAME = "family_name"
    FULL_NAME = "full_name"
    DELEGATION = "delegation"
    STATUS = "status"
    REFERENCE = "reference"
    ROUNDTABLE = "roundtable"
    DATE = "date"
    PLACE = "place"
    PERSONAL_LINK = "personal_link"


# A subject is read on locked screens and in lists.
IN_SUBJECTS = frozenset(Placeholder) - {Placeholder.PERSONAL_LINK}


@dataclass(frozen=True)
class Piece:
    """Part of a line; `link` is empty for plain words."""

    words: str
    link: str = ""


Line = list[Piece]
Paragraph = list[Line]

_BRACES = re.compile(r"\{([^{}]*)\}")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_AFTER_AN_ADDRESS = ".,;:!?)]'"
_PERSONAL = re.compile(r"/(?:my|sign-in|invitations|addresses)/[\w-]{20,}")
# A secret of ours in an address: longer than a word, and in letters of both sizes, which no name of a page has.
_SECRET = re.compile(r"(?=[\w-]*[A-Z])[\w-]{40,}")


def unknown(text: str, known: frozenset[Placeholder] = frozenset(Placeholder)) -> list[str]:
    """What stands in braces and is no placeholder here, each once."""
    names = dict.fromkeys(match[1] for match in _BRACES.finditer(text))
    return [f"{{{name}}}" for name in names if name not in known]


def has_secret(text: str, host: str) -> bool:
    """Whether it holds somebody's personal link: every recipient would get the one of this person."""
    if _PERSONAL.search(text):
        return True
    return any(host in address and _SECRET.search(address) for address in _ADDRESS.findall(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """One line with every placeholder replaced."""
    return "".join(piece.words for piece in _line(text, values, frozenset()))


def paragraphs(text: str, values: Mapping[str, str], linked: frozenset[str]) -> list[Paragraph]:
    """The letter, line by line. `linked`: the placeholders whose value is an address to follow."""
    found = re.split(r"\n\s*\n", text.strip())
    return [[list(_line(line, values, linked)) for line in one.splitlines()] for one in found]


def _line(line: str, values: Mapping[str, str], linked: frozenset[str]) -> Iterator[Piece]:
    end = 0
    for match in _BRACES.finditer(line):
        yield from _typed(line[end : match.start()])
        value = values.get(match[1], match[0])
        # Whoever looks at somebody else's letter sees words where the link would be.
        yield Piece(value, value if match[1] in linked and _ADDRESS.match(value) else "")
        end = match.end()
    yield from _typed(line[end:])


def _typed(words: str) -> Iterator[Piece]:
    end = 0
    for match in _ADDRESS.finditer(words):
        address = match[0].rstrip(_AFTER_AN_ADDRESS)
        if words[end : match.start()]:
            yield Piece(words[end : match.start()])
        yield Piece(address, address)
        end = match.start() + len(address)
    if words[end:]:
        yield Piece(words[end:])
