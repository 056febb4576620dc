"""Does a page speak its language throughout? What the catalogues know in English, and Latin words where none belong."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from babel.messages.pofile import read_po

from registration import folders
from registration.settings import Settings
from tests.page import UNREAD, Element, Page

OTHER_SCRIPTS = frozenset({"ar", "ru", "zh"})
READ_ATTRIBUTES = ("alt", "aria-label", "placeholder", "title")
# Names, what people typed, and what a machine reads are not translated.
NOT_OURS = frozenset({"bdi", "code", "kbd", "samp", "textarea"})
# Addresses, file names and acronyms: "a@example.org", "list.csv", "UNDP", "CSV".
LEFT_ALONE = re.compile(r"\S*[@/.:_\d]\S*|(?<![A-Za-z])[A-Z][A-Z0-9-]+s?(?![A-Za-z])")
# The same in every language: names, and what browsers call by one word everywhere.
NAMES = frozenset(
    {
        "Atom",
        "axe",
        "Bluesky",
        "cookie",
        "cookies",
        "Excel",
        "Facebook",
        "JavaScript",
        "LinkedIn",
        "Markdown",
        "WebP",
        "WhatsApp",
        "Windows",
    }
)
# Parts of the acronyms of United Nations entities: UN-Habitat, OSESG-HoA, UN Tourism, UN-Women.
ACRONYMS = frozenset({"Habitat", "HoA", "Tourism", "Women"})
LATIN_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]{3,}")


def untranslated(page: Page, known: Mapping[str, str]) -> Iterator[str]:
    """What is not in the page's language; `known` is the catalogue: English message to translation."""
    for text in _read(page.document, page.language):
        said = " ".join(text.replace(Settings.site_name, "").strip(" –").split())
        if known.get(said, said) != said:
            yield f"in English: {said!r}"
        elif page.language in OTHER_SCRIPTS and (words := _latin_words(said)):
            yield f"not in {page.language}: {' '.join(words)!r} in {said[:120]!r}"


@cache
def catalogue(language: str) -> dict[str, str] | None:
    """English message to translation, or None for a language that is not complete."""
    path = folders.TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    if not path.is_file():
        return None
    with path.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    if any(not message.string or not all(message.string) or message.fuzzy for message in messages):
        return None
    return {message.id: message.string for message in messages if isinstance(message.id, str)}


def _latin_words(text: str) -> list[str]:
    return [word for word in LATIN_WORD.findall(LEFT_ALONE.sub(" ", text)) if word not in NAMES | ACRONYMS]


def _read(element: Element, language: str) -> Iterator[str]:
    """Every text of the page that is ours and said to be in its language."""
    if element.tag in UNREAD | NOT_OURS or element.attributes.get("translate") == "no":
        return
    if element.attributes.get("lang", language) != language:
        return
    yield from (element.attributes[name] for name in READ_ATTRIBUTES if element.attributes.get(name))
    for child in element.children:
        if isinstance(child, Element):
            yield from _read(child, language)
        elif child.strip():
            yield " ".join(child.split())
