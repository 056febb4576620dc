"""What narrows the guest table, in words: each can be taken away by itself."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from registration import i18n
from registration.data import countries, entities, states
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.queries.guest_table import Filters
from registration.web import languages
from registration.web.organizer.filters import Known
from registration.words import choices, statuses


class Chip(NamedTuple):
    """`name` is that of the option in the address; `value` may be what somebody typed."""

    name: str
    label: str
    value: str


def chips(
    filters: Filters,
    known: Known,
    types: Mapping[str, StakeholderType],
    roundtable: Roundtable,
    *,
    status: bool = False,
) -> list[Chip]:
    """Several at once; the status only where no tabs show it."""
    found = [*_of_answers(filters, types), *_of_organizers(filters, known, roundtable)]
    if status and filters.status is not None:
        found.insert(0, Chip("status", _("Status"), str(statuses.STATUSES[filters.status])))
    return found


def _of_answers(filters: Filters, types: Mapping[str, StakeholderType]) -> Iterator[Chip]:
    language = languages.current()
    if filters.search:
        yield Chip("q", _("Search"), filters.search)
    if filters.stakeholder_type:
        kind = types[filters.stakeholder_type]
        yield Chip("type", _("Type"), i18n.localized(kind.names, language))
    if filters.delegation:
        yield Chip("delegation", _("Organization"), delegation(filters.delegation))
    if filters.country:
        yield Chip("country", _("Country"), countries.name(filters.country, language))
    if filters.mode:
        yield Chip("mode", _("Attendance"), str(choices.MODES[filters.mode]))


def _of_organizers(filters: Filters, known: Known, roundtable: Roundtable) -> Iterator[Chip]:
    if filters.tag is not None:
        yield Chip("tag", _("Tag"), known.tags[filters.tag])
    if filters.host is not None:
        yield Chip("host", _("Invited by"), known.hosts[filters.host])
    if filters.since is not None:
        begins = datetime.combine(filters.since, time(), ZoneInfo(roundtable.zone))
        yield Chip("since", _("Registered since"), i18n.day(begins, roundtable.zone, languages.current()))
    if filters.question_open:
        yield Chip("question", _("Question"), _("without an answer"))
    if filters.mail_failed:
        yield Chip("mail", _("Mail"), _("could not be delivered"))


def delegation(text: str) -> str:
    """The name of a key ("state:SWE"); what somebody typed stays as it is."""
    kind, _colon, code = text.partition(":")
    if kind == "state" and states.find(code):
        return states.name(code, languages.current())
    if kind == "un_entity" and entities.find_un_entity(code):
        return entities.entity_name(code, languages.current())
    return code if kind == "organization" else text
