"""A roundtable as search engines read it: an Event of schema.org. Closed meetings have none."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from registration import links
from registration.i18n import localized
from registration.models.agenda_items import AgendaItem
from registration.models.organizations import Organization
from registration.models.roundtables import Mode, Roundtable
from registration.models.speakers import Speaker
from registration.rules.standing import State
from registration.web.entries import Entry
from registration.web.public import sharing

_ATTENDANCE = {
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.ONLINE: "OnlineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}


def event(entry: Entry, language: str) -> dict[str, Any] | None:
    """Plain values for JSON-LD, in the page's language; None for a closed meeting and for one without a date."""
    roundtable = entry.roundtable
    if entry.is_private or roundtable.starts_at is None:
        return None
    status = "EventCancelled" if roundtable.state is State.CANCELLED else "EventScheduled"
    return _without_blanks(
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "name": localized(roundtable.titles, language),
            "description": localized(roundtable.summaries, language),
            "url": links.roundtable(roundtable.slug, language),
            "startDate": _local(roundtable.starts_at, roundtable.zone),
            "endDate": _local(roundtable.ends_at, roundtable.zone),
            "eventStatus": f"https://schema.org/{status}",
            "eventAttendanceMode": f"https://schema.org/{_ATTENDANCE[roundtable.mode]}",
            "location": _location(roundtable, language),
            "image": _images(roundtable, language),
            "organizer": [_organization(one, language) for one in roundtable.convenors],
            "performer": [_person(one, language) for one in roundtable.speakers],
            "subEvent": [
                _part(item, roundtable, language)
                for item in roundtable.agenda
                if item.offset_minutes is not None
            ],
            "contributor": [_organization(one, language) for one in roundtable.partners],
            "superEvent": {
                "@type": "EventSeries",
                "name": localized(roundtable.series.titles, language),
                "url": links.series(roundtable.series.slug, language),
            },
        }
    )


def _location(roundtable: Roundtable, language: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    city = localized(roundtable.cities, language)
    venue = localized(roundtable.venues, language)
    if roundtable.mode is not Mode.ONLINE and (city or venue):
        address = {"@type": "PostalAddress", "addressLocality": city} if city else None
        found.append(_without_blanks({"@type": "Place", "name": venue or city, "address": address}))
    if roundtable.mode is not Mode.IN_PERSON:
        # The address of the meeting itself goes to those who have a seat.
        page = links.roundtable(roundtable.slug, language)
        found.append({"@type": "VirtualLocation", "url": page})
    return found


def _person(speaker: Speaker, language: str) -> dict[str, Any]:
    affiliation = localized(speaker.affiliations, language)
    return _without_blanks({"@type": "Person", "name": speaker.name, "jobTitle": affiliation})


def _part(item: AgendaItem, roundtable: Roundtable, language: str) -> dict[str, Any]:
    return _without_blanks(
        {
            "@type": "Event",
            "name": localized(item.titles, language),
            "startDate": _local(item.starts_at(roundtable.starts_at), roundtable.zone),
            "endDate": _local(item.ends_at(roundtable.starts_at), roundtable.zone),
            "location": _location(roundtable, language),
        }
    )


def _organization(organization: Organization, language: str) -> dict[str, Any]:
    return _without_blanks(
        {"@type": "Organization", "name": localized(organization.names, language), "url": organization.url}
    )


def _images(roundtable: Roundtable, language: str) -> list[str]:
    picture = sharing.picture(roundtable, language)
    return [picture.url] if picture else []


def _local(at: datetime | None, zone: str) -> str | None:
    """ISO 8601 with the offset of the meeting's place."""
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes") if at else None


def _without_blanks(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [])}
