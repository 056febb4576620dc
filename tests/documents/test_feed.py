"""The Atom feed: what RFC 4287 asks for, whatever stands in a title."""

from dataclasses import replace
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, fromstring
from zoneinfo import ZoneInfo

import pytest

from registration.documents.feed import ATOM, Entry, atom

AT = datetime(2026, 11, 23, 14, 5, 9, 1, tzinfo=UTC)
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
SIXTH = Entry(
    "urn:uuid:0190",
    "Sixth roundtable",
    "https://r.example.org/en/roundtables/sixth",
    AT.astimezone(ZoneInfo("America/New_York")),
    "On partnerships.",
    authors=("IPI", "DHF"),
    published=AT,
)


def feed(*entries: Entry, title: str = "Roundtables") -> Element:
    content = atom(
        feed_id="https://r.example.org/en/feed.atom",
        title=title,
        author="The conveners",
        link="https://r.example.org/en/?a=1&b=2",
        self_link="https://r.example.org/en/feed.atom",
        updated=AT,
        language="en",
        entries=entries,
    )
    assert content.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    return fromstring(content)


def text(parent: Element, path: str) -> str | None:
    return parent.findtext("/".join(f"{{{ATOM}}}{name}" for name in path.split("/")))


def links(parent: Element) -> dict[str | None, str | None]:
    return {link.get("rel"): link.get("href") for link in parent.findall(f"{{{ATOM}}}link")}


def test_a_feed_says_what_it_is_and_in_which_language() -> None:
    root = feed()
    assert root.tag == f"{{{ATOM}}}feed"
    assert root.get(LANGUAGE) == "en"
    assert text(root, "id") == "https://r.example.org/en/feed.atom"
    assert text(root, "updated") == "2026-11-23T14:05:09Z"
    assert text(root, "author/name") == "The conveners"
    assert links(root) == {
        "self": "https://r.example.org/en/feed.atom",
        "alternate": "https://r.example.org/en/?a=1&b=2",
    }


def test_an_entry_has_all_that_a_reader_needs() -> None:
    (entry,) = feed(replace(SIXTH, language="fr")).findall(f"{{{ATOM}}}entry")
    assert [text(entry, name) for name in ("id", "title", "summary")] == [
        "urn:uuid:0190",
        "Sixth roundtable",
        "On partnerships.",
    ]
    assert text(entry, "updated") == text(entry, "published") == "2026-11-23T14:05:09Z"
    assert [name.text for name in entry.iter(f"{{{ATOM}}}name")] == ["IPI", "DHF"]
    assert links(entry) == {"alternate": "https://r.example.org/en/roundtables/sixth"}
    assert entry.get(LANGUAGE) == "fr"


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("</title><script>", "</title><script>"),
        ("a & b <c", "a & b <c"),
        ("]]>", "]]>"),
        ("محمد 李", "محمد 李"),
        ("a\x00b\ud800c\uffffd", "a�b�c�d"),
        ("one\r\ntwo", "one\ntwo"),
    ],
)
def test_no_text_breaks_the_feed(given: str, read: str) -> None:
    root = feed(replace(SIXTH, title=given, summary=given), title=given)
    assert [text(root, "title"), text(root, "entry/title"), text(root, "entry/summary")] == [read] * 3


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        feed(replace(SIXTH, updated=AT.replace(tzinfo=None)))
