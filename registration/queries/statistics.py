"""The figures of a roundtable in long format, one number a row: without names, addresses or anything people typed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime

from registration import i18n
from registration.data import countries
from registration.models.roundtables import Roundtable
from registration.queries import figures, occupancy, seat_plan
from registration.queries.attendees import Wording
from registration.queries.figures import Places
from registration.rules import fields
from registration.rules.figures import Place
from registration.rules.permissions import EVERYBODY, Reaches
from registration.rules.seats import EVERYONE, Kind
from registration.rules.statuses import Status
from registration.words import choices, groups, statuses
from registration.words import figures as words

# Measure, kind of group, key, label, number.
Row = tuple[object, ...]


def rows(roundtable: Roundtable, reaches: Reaches, wording: Wording, *, at: datetime) -> list[Row]:
    """Of those whom the reader may see; seats against limits only for who may see everybody."""
    found = [*_people(roundtable, reaches, wording), *_course(roundtable, reaches, wording, at)]
    if EVERYBODY in reaches:
        found[:0] = _seats(roundtable, wording)
    if wording.codes:
        return found
    return [
        (str(words.MEASURES[str(measure)]), str(words.GROUP_KINDS[str(kind)]), *rest)
        for measure, kind, *rest in found
    ]


def _seats(roundtable: Roundtable, wording: Wording) -> Iterator[Row]:
    """Delegations only where their name is ours: what somebody typed could be the name of a person."""
    plan = seat_plan.of(roundtable)
    names = groups.Names(
        wording.language,
        {code: kind.names for code, kind in plan.stakeholder_types.items()},
        {key: organization.names for key, organization in plan.organizations.items()},
    )
    typed = f"{fields.ORGANIZATION.key}:"
    delegations = [
        line
        for line in (*plan.rules, *plan.delegations)
        if line in plan.rules or not line.group.key.startswith(typed)
    ]
    for line in (plan.total, *plan.groups, *delegations):
        group = (line.group.kind, line.group.key, names.of(line.group))
        if line not in plan.rules:
            yield "seats_taken", *group, line.taken
        if line.cap is not None:
            yield "seats_limit", *group, line.cap
        if line.floor:
            yield "seats_reserved", *group, line.floor


def _people(roundtable: Roundtable, reaches: Reaches, wording: Wording) -> Iterator[Row]:
    language, numbers = wording.language, figures.of(roundtable, reaches)
    for status in Status:
        if number := numbers.statuses[status]:
            yield "registrations", "status", status, str(statuses.STATUSES[status]), number
    yield from _placed(Kind.TOTAL, [(EVERYONE, str(words.GROUP_KINDS["total"]), numbers.total)])
    types = [kind for kind in occupancy.stakeholder_types() if kind.id in numbers.types]
    yield from _placed(
        Kind.STAKEHOLDER_TYPE,
        ((kind.code, i18n.localized(kind.names, language), numbers.types[kind.id]) for kind in types),
    )
    yield from _placed("mode", _known(numbers.modes, choices.MODES))
    regions = {str(group or ""): places for group, places in numbers.regions.items()}
    yield from _placed("region", _known(regions, {**words.REGIONS, "": words.NO_REGION}))
    yield from _placed(
        "country",
        (
            (code, countries.name(code, language) if code else str(words.NO_COUNTRY), places)
            for code, places in sorted(numbers.countries.items())
        ),
    )
    for key, number in asdict(figures.replies(roundtable, reaches)).items():
        yield "replies_outstanding", "reply", key, str(words.REPLIES[key]), number


def _known(numbers: Mapping[str, Places], labels: Mapping[str, object]) -> Iterator[tuple[str, str, Places]]:
    """Those of the labels that occur, in their order."""
    for key, label in labels.items():
        if key in numbers:
            yield key, str(label), numbers[key]


def _placed(kind: str, groups_of_kind: Iterable[tuple[str, str, Places]]) -> Iterator[Row]:
    for key, label, places in groups_of_kind:
        for place in Place:
            yield f"people_{place}", kind, key, label, places[place]


def _course(roundtable: Roundtable, reaches: Reaches, wording: Wording, at: datetime) -> Iterator[Row]:
    course = figures.course(roundtable, reaches, at)
    for step in course.steps:
        label = i18n.step(step.begins, course.unit, wording.language)
        group = (str(course.unit), step.begins.isoformat(), label)
        yield "received", *group, step.received
        yield "withdrawn", *group, step.withdrawn
