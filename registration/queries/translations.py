"""Every text that a roundtable shows, with the languages in which it is written and in which it is missing."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from registration.i18n import LANGUAGES
from registration.models.agenda_items import AgendaItem
from registration.models.roundtables import Roundtable
from registration.models.speakers import Speaker

Owner = Roundtable | AgendaItem | Speaker

# By column: the longest it may be, and whether it has lines.
ROUNDTABLE = {
    "titles": (200, False),
    "summaries": (500, True),
    "descriptions": (8000, True),
    "participation": (4000, True),
    "outcomes": (8000, True),
    "cities": (100, False),
    "venues": (200, False),
    "photo_alts": (300, False),
}
ITEM = {"titles": (200, False), "notes": (1000, True)}
SPEAKER = {"affiliations": (200, False), "biographies": (1500, True)}
# Whoever has a place is told when these change; that is done on the page of the roundtable.
_TOLD = frozenset({"cities", "venues"})


@dataclass(frozen=True)
class Text:
    """One text: `owner` has it in its column `attribute`; `word` is the code of what it is called."""

    key: str
    word: str
    owner: Owner
    attribute: str
    longest: int
    lines: bool

    @property
    def by_language(self) -> dict[str, str]:
        return dict(getattr(self.owner, self.attribute) or {})

    def is_fixed(self, language: str) -> bool:
        """Whether it cannot be changed without telling people; it can be added."""
        return self.attribute in _TOLD and bool(self.by_language.get(language))


def texts_of(roundtable: Roundtable) -> list[Text]:
    """What is written in one language at least, in the order of the page."""
    return [text for text in _every(roundtable) if any(text.by_language.values())]


def missing(texts: Iterable[Text]) -> dict[str, list[Text]]:
    """By language, what is written in another one only."""
    known = list(texts)
    return {code: [text for text in known if not text.by_language.get(code)] for code in LANGUAGES}


def digest(texts: Iterable[Text], language: str) -> str:
    """Tells whether somebody else has changed anything of this language since."""
    seen = [(text.key, text.by_language.get(language, "")) for text in texts]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


def _every(roundtable: Roundtable) -> Iterator[Text]:
    yield from _of(roundtable, "", ROUNDTABLE)
    for item in roundtable.agenda:
        yield from _of(item, f"item_{item.id}_", ITEM)
    for speaker in roundtable.speakers:
        yield from _of(speaker, f"speaker_{speaker.id}_", SPEAKER)


def _of(owner: Owner, prefix: str, columns: dict[str, tuple[int, bool]]) -> Iterator[Text]:
    kind = prefix.partition("_")[0]
    for attribute, (longest, lines) in columns.items():
        word = f"{kind}_{attribute}" if kind else attribute
        yield Text(prefix + attribute, word, owner, attribute, longest, lines)
