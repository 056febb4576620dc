"""A roundtable as a calendar shows it to anyone."""

from datetime import timedelta

from flask import current_app

from registration import i18n, links
from registration.documents.calendar import Meeting
from registration.models.roundtables import Attribution, Roundtable
from registration.rules.standing import State
from registration.settings import Settings
from registration.version import __version__
from registration.words import meetings

# How long an entry lasts when nobody has said when the meeting ends.
WITHOUT_END = timedelta(hours=1)


def meeting(roundtable: Roundtable, language: str) -> Meeting | None:
    """Without attendees; None while there is no date.

    Calendars are shared with assistants and screens: what is off the record is not named there.
    """
    if roundtable.starts_at is None:
        return None
    unnamed = roundtable.attribution is Attribution.OFF_THE_RECORD
    return Meeting(
        uid=f"{roundtable.uid}@{links.host_name()}",
        sequence=roundtable.calendar_sequence,
        starts_at=roundtable.starts_at,
        ends_at=roundtable.ends_at or roundtable.starts_at + WITHOUT_END,
        zone=roundtable.zone,
        summary=i18n.localized(roundtable.series.titles if unnamed else roundtable.titles, language),
        location=meetings.place(roundtable.cities, roundtable.venues, roundtable.mode, language),
        description="" if unnamed else i18n.localized(roundtable.summaries, language),
        url="" if unnamed else links.roundtable(roundtable.slug, language),
        organizer_name=roundtable.contact_name or settings().site_name,
        organizer_email=roundtable.contact_email or settings().contact_email or settings().sender,
        stamp=roundtable.updated_at,
        cancelled=roundtable.state is State.CANCELLED,
        private=unnamed,
    )


def product() -> str:
    """Who made the file (RFC 5545 §3.7.3)."""
    return f"-//{settings().host_name}//registration {__version__}//EN"


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found
