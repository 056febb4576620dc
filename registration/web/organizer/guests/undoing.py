"""Undo the last deed about many people: offered above the guest table for as long as it can be done honestly."""

from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from registration import clock, i18n
from registration.actions import audit, seats, undoing
from registration.actions.bulk_decisions import PRIORITIES, Deed
from registration.extensions import transaction
from registration.models.bulk_deeds import BulkDeed
from registration.models.organizers import Organizer
from registration.models.roundtables import Roundtable
from registration.queries import bulk_deeds, scope
from registration.rules import schedule
from registration.rules.permissions import Permission
from registration.rules.refusals import NotFound
from registration.web import access, languages
from registration.web.organizer.blueprint import blueprint


@dataclass(frozen=True)
class Offer:
    """What undoing would do, in words."""

    deed_id: int
    words: str


def offer(roundtable: Roundtable, me: Organizer, now: datetime) -> Offer | None:
    """Of one's own last deed here."""
    deed = bulk_deeds.latest(roundtable, me)
    if deed is None or undoing.is_over(deed, now):
        return None
    return Offer(deed.id, _words(deed, roundtable.zone))


@blueprint.post("/roundtables/<slug:slug>/registrations/deeds/<row:deed_id>")
@access.needs(Permission.REGISTRATIONS_DECIDE)
def undo(slug: str, deed_id: int) -> ResponseReturnValue:
    """In units, each under the lock of its own."""
    back = left = 0
    remaining = 1
    while remaining:
        with transaction():
            me, at = access.organizer(), clock.now()
            found = scope.roundtable(me, slug, access.permission())
            room = seats.lock(found.id)
            deed = bulk_deeds.one(found, me, deed_id)
            if deed is None:
                raise NotFound
            done = undoing.undo_some(room, deed, by=audit.organizer(me.id), at=at)
        back, left, remaining = back + done.back, left + done.left, done.remaining
    flash(ngettext("Undone for %(num)s person.", "Undone for %(num)s people.", back))
    if left:
        flash(
            ngettext(
                "%(num)s person was left alone: something has happened there since.",
                "%(num)s people were left alone: something has happened there since.",
                left,
            ),
            "warning",
        )
    return redirect(url_for("organizer.registrations", slug=slug), 303)


def _words(deed: BulkDeed, zone: str) -> str:
    number = len(deed.details["people"])
    if deed.deed == undoing.TAG:
        return ngettext(
            "Undo takes the tag off the %(num)s person who did not have it before.",
            "Undo takes the tag off the %(num)s people who did not have it before.",
            number,
        )
    if deed.deed == undoing.UNTAG:
        return ngettext(
            "Undo gives the tag back to the %(num)s person who had it.",
            "Undo gives the tag back to the %(num)s people who had it.",
            number,
        )
    if Deed(deed.deed) in PRIORITIES:
        return ngettext(
            "Undo puts %(num)s person back to the former place on the waiting list.",
            "Undo puts %(num)s people back to their former places on the waiting list.",
            number,
        )
    until = i18n.clock_time(schedule.held_until(deed.at), zone, languages.current())
    return ngettext(
        "The mail goes out at %(time)s. Until then undo puts %(num)s person back to where it was, and nobody is told.",
        "The mail goes out at %(time)s. Until then undo puts %(num)s people back to where they were, and nobody is "
        "told.",
        number,
        time=until,
    )
