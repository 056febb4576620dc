"""Calendars to add or subscribe to, and the feed of what is new. What is off the record is in none of them."""

from datetime import datetime

from flask import Response, url_for
from flask_babel import gettext as _

from registration import clock, i18n, links
from registration.documents import calendar as calendars
from registration.documents import feed as feeds
from registration.models.roundtables import Attribution, Roundtable
from registration.queries import programme
from registration.queries.programme import Listed
from registration.rules.refusals import NotFound
from registration.web import headers
from registration.web.public import meetings
from registration.web.public.blueprint import blueprint

NEVER = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


@blueprint.get("/<language:language>/roundtables/<slug:slug>/calendar.ics")
def calendar(language: str, slug: str) -> Response:
    roundtable = programme.find(slug, clock.now()).roundtable
    meeting = meetings.meeting(roundtable, language)
    if meeting is None:
        raise NotFound
    content = calendars.publication([meeting], name=None, product=meetings.product())
    response = _answer(content, "text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.ics"'
    return response


@blueprint.get("/<language:language>/calendar.ics")
def calendar_feed(language: str) -> Response:
    found = [meetings.meeting(listed.roundtable, language) for listed in _listed(clock.now())]
    content = calendars.publication(
        [meeting for meeting in found if meeting is not None],
        name=_("Roundtables – %(site)s", site=meetings.settings().site_name),
        product=meetings.product(),
    )
    return _answer(content, "text/calendar")


@blueprint.get("/<language:language>/feed.atom")
def feed(language: str) -> Response:
    listed = sorted(_listed(clock.now()), key=_published_at, reverse=True)
    content = feeds.atom(
        feed_id=links.absolute(url_for("public.feed", language=language)),
        title=meetings.settings().site_name,
        author=meetings.settings().site_name,
        link=links.programme(language),
        self_link=links.absolute(url_for("public.feed", language=language)),
        updated=max((one.roundtable.updated_at for one in listed), default=NEVER),
        language=language,
        entries=[_entry(one.roundtable, language) for one in listed],
    )
    return _answer(content, "application/atom+xml")


def _listed(now: datetime) -> list[Listed]:
    found = [*programme.upcoming(now), *programme.recent(now)]
    return [one for one in found if one.roundtable.attribution is not Attribution.OFF_THE_RECORD]


def _published_at(listed: Listed) -> datetime:
    return listed.roundtable.published_at or listed.roundtable.created_at


def _entry(roundtable: Roundtable, language: str) -> feeds.Entry:
    title, written_in = i18n.chosen(roundtable.titles, language)
    return feeds.Entry(
        id=f"urn:uuid:{roundtable.uid}",
        title=title,
        link=links.roundtable(roundtable.slug, language),
        updated=roundtable.updated_at,
        summary=i18n.localized(roundtable.summaries, language),
        authors=tuple(i18n.localized(convenor.names, language) for convenor in roundtable.convenors),
        published=roundtable.published_at,
        language=written_in if written_in != language else None,
    )


def _answer(content: bytes, media_type: str) -> Response:
    return headers.shareable(Response(content, content_type=f"{media_type}; charset=utf-8"))
