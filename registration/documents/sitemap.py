"""The pages of the site for search engines, each with its translations (sitemaps.org 0.9, Google's hreflang rows)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"

# Not a language: where a reader of any other one is sent.
ANY_OTHER = "x-default"


@dataclass(frozen=True)
class Page:
    """Absolute addresses of one page by language; `x-default` among them. `updated` is aware."""

    translations: Mapping[str, str]
    updated: datetime | None = None


def sitemap(pages: Iterable[Page]) -> bytes:
    """UTF-8 XML with a row for every page in every language; each row names all translations, itself too."""
    root = Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for page in pages:
        for language, address in page.translations.items():
            if language != ANY_OTHER:
                _add(root, address, page)
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _add(root: Element, address: str, page: Page) -> None:
    row = SubElement(root, "url")
    SubElement(row, "loc").text = address
    if page.updated:
        SubElement(row, "lastmod").text = page.updated.astimezone(UTC).isoformat(timespec="seconds")
    for language, translation in page.translations.items():
        SubElement(row, "xhtml:link", {"rel": "alternate", "hreflang": language, "href": translation})
