"""What search engines read first: which pages there are, and where they have no business."""

from collections.abc import Iterator

from flask import Response, url_for

from registration import links
from registration.documents import sitemap as sitemaps
from registration.documents.sitemap import Page
from registration.queries import sitemap as pages
from registration.settings import Environment
from registration.web import headers
from registration.web.public import meetings, sharing
from registration.web.public.blueprint import blueprint

# RFC 9309 §2.2.2: a path, `*` for anything in it. Nothing secret is named: these places guard themselves.
NOT_FOR_CRAWLERS = ("/organizer", "/checkin", "/api", "/language", "/*/my/", "/*/invitations/", "/*/register")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    content = sitemaps.sitemap(_pages())
    return headers.shareable(Response(content, content_type="application/xml; charset=utf-8"))


@blueprint.get("/robots.txt")
def robots() -> Response:
    lines = ["User-agent: *"]
    if meetings.settings().environment in (Environment.DEMO, Environment.DEVELOPMENT):
        lines.append("Disallow: /")
    else:
        lines += [f"Disallow: {path}" for path in NOT_FOR_CRAWLERS]
        lines += ["", f"Sitemap: {links.absolute(url_for('public.sitemap'))}"]
    text = "\n".join(lines) + "\n"
    return headers.shareable(Response(text, content_type="text/plain; charset=utf-8"))


def _pages() -> Iterator[Page]:
    found = pages.found()
    latest = max((one.updated_at for one in found), default=None)
    yield Page(sharing.translations("public.programme"), latest)
    for slug in sorted({one.series for one in found}):
        of_series = max(one.updated_at for one in found if one.series == slug)
        yield Page(sharing.translations("public.series", slug=slug), of_series)
    for one in found:
        yield Page(sharing.translations("public.roundtable", slug=one.slug), one.updated_at)
    yield Page(sharing.translations("public.accessibility"))
    yield Page(sharing.translations("public.privacy"))
