"""What is new, as an Atom feed (RFC 4287)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from registration.documents import characters

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Entry:
    """One item. `id` is an IRI that never changes; `language` only where it differs from the feed's."""

    id: str
    title: str
    link: str
    updated: datetime
    summary: str
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    language: str | None = None


def atom(
    *,
    feed_id: str,
    title: str,
    author: str,
    link: str,
    self_link: str,
    updated: datetime,
    language: str,
    entries: Iterable[Entry],
) -> bytes:
    """The feed as UTF-8 XML. `author` stands for entries without their own; times are aware, shown in UTC."""
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _add(feed, "id", feed_id)
    _add(feed, "title", title)
    _add(feed, "updated", _moment(updated))
    _add_author(feed, author)
    _add_link(feed, "self", self_link, "application/atom+xml")
    _add_link(feed, "alternate", link, "text/html")
    for entry in entries:
        _add_entry(feed, entry)
    content: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return content


def _add_entry(feed: Element, entry: Entry) -> None:
    element = SubElement(feed, "entry", {"xml:lang": entry.language} if entry.language else {})
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "updated", _moment(entry.updated))
    if entry.published:
        _add(element, "published", _moment(entry.published))
    for author in entry.authors:
        _add_author(element, author)
    _add_link(element, "alternate", entry.link, "text/html")
    _add(element, "summary", entry.summary)


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = characters.xml_text(text)


def _add_author(parent: Element, name: str) -> None:
    _add(SubElement(parent, "author"), "name", name)


def _add_link(parent: Element, relation: str, address: str, media_type: str) -> None:
    href = characters.xml_text(address)
    SubElement(parent, "link", {"rel": relation, "type": media_type, "href": href})


def _moment(at: datetime) -> str:
    """RFC 3339 in UTC, to the second."""
    if at.tzinfo is None:
        raise ValueError("times in a feed carry their zone")
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
