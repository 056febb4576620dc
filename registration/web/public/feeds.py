"""Calendars to add or subscribe to, and feeds of what is new: of everything, and of one series.

What is off the record is in none of the feeds.
"""

from datetime import datetime

from flask import Response, url_for
from flask_babel import gettext as _

from registration import clock, i18n, links
from registration.documents import calendar as calendars
from registration.documents import feed as feeds
from registration.models.roundtables import Attribution, Roundtable
from registration.models.series import Series
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
    name = _("Roundtables – %(site)s", site=meetings.settings().site_name)
    return _calendar(_of_everything(clock.now()), name, language)


@blueprint.get("/<language:language>/series/<slug:slug>/calendar.ics")
def series_calendar(language: str, slug: str) -> Response:
    series = programme.series(slug)
    return _calendar(_of_series(series, clock.now()), i18n.localized(series.titles, language), language)


@blueprint.get("/<language:language>/feed.atom")
def feed(language: str) -> Response:
    address = url_for("public.feed", language=language)
    listed = _of_everything(clock.now())
    return _atom(listed, meetings.settings().site_name, links.programme(language), address, language)


@blueprint.get("/<language:language>/series/<slug:slug>/feed.atom")
def series_feed(language: str, slug: str) -> Response:
    series = programme.series(slug)
    address = url_for("public.series_feed", language=language, slug=slug)
    title = i18n.localized(series.titles, language)
    return _atom(_of_series(series, clock.now()), title, links.series(slug, language), address, language)


def _of_everything(now: datetime) -> list[Listed]:
    return _on_the_record([*programme.upcoming(now), *programme.recent(now)])


def _of_series(series: Series, now: datetime) -> list[Listed]:
    return _on_the_record(programme.of_series(series, now))


def _on_the_record(listed: list[Listed]) -> list[Listed]:
    return [one for one in listed if one.roundtable.attribution is not Attribution.OFF_THE_RECORD]


def _calendar(listed: list[Listed], name: str, language: str) -> Response:
    found = [meetings.meeting(one.roundtable, language) for one in listed]
    dated = [meeting for meeting in found if meeting is not None]
    return _answer(calendars.publication(dated, name=name, product=meetings.product()), "text/calendar")


def _atom(listed: list[Listed], title: str, link: str, address: str, language: str) -> Response:
    newest_first = sorted(listed, key=_published_at, reverse=True)
    content = feeds.atom(
        feed_id=links.absolute(address),
        title=title,
        author=meetings.settings().site_name,
        link=link,
        self_link=links.absolute(address),
        updated=max((one.roundtable.updated_at for one in listed), default=NEVER),
        language=language,
        entries=[_entry(one.roundtable, language) for one in newest_first],
    )
    return _answer(content, "application/atom+xml")


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
