"""Organizers' Markdown as safe HTML: no raw HTML, a short list of elements, links to https and mail only."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False})
_ELEMENTS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "h2", "h3", "h4", "blockquote", "hr", "code"}


@lru_cache(maxsize=500)
def html(text: str) -> Markup:
    """Rendered and cleaned. A heading of first rank becomes one of second rank: the page has its own."""
    rendered = _MARKDOWN.render(text).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    clean = nh3.clean(
        rendered,
        tags=_ELEMENTS,
        attributes={"a": {"href"}},
        url_schemes={"https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        url_relative="deny",
    )
    return Markup(clean)  # noqa: S704  (cleaned just above)
