"""The sections of a page of figures: each a drawing and a table of the same numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from flask_babel import gettext as _

from registration import i18n
from registration.data import countries
from registration.data.states import RegionalGroup
from registration.models.stakeholder_types import StakeholderType
from registration.queries import seat_plan
from registration.queries.figures import Figures, Places, Replies
from registration.queries.seat_plan import Plan
from registration.rules.figures import Place
from registration.rules.questions import Kind, Question
from registration.web import languages
from registration.web.organizer.figures import charts
from registration.web.templating import number
from registration.words import choices
from registration.words import figures as words
from registration.words.groups import Names
from registration.words.questions import called, option

COUNTRIES_DRAWN = 10


@dataclass(frozen=True)
class Line:
    """One group: its numbers by kind, and its limit if it has one."""

    label: str
    numbers: Mapping[str, int]
    limit: int | None = None

    @property
    def total(self) -> int:
        return sum(self.numbers.values())


@dataclass(frozen=True)
class Section:
    """`kinds`: the numbers of each line with their headings; `drawn`: the lines of the drawing."""

    key: str
    heading: str
    note: str
    kinds: Mapping[str, str]
    lines: Sequence[Line]
    drawn: charts.Bars

    @property
    def is_limited(self) -> bool:
        return any(line.limit is not None for line in self.lines)


def counted(key: str, heading: str, note: str, numbers: Iterable[tuple[str, int]]) -> Section:
    """Plain numbers, one for each label: replies outstanding, or how often each answer to a question was given."""
    lines = [Line(label, {"number": one}) for label, one in numbers]
    drawn = [charts.Row(line.label, [("confirmed", line.total)], number(line.total)) for line in lines]
    return Section(key, heading, note, {"number": _("Number")}, lines, _bars(drawn))


def limits(plan: Plan, names: Names) -> Section:
    """Seats against every limit there is, and in all."""
    lines = [plan.total, *(line for line in (*plan.groups, *plan.delegations) if line.is_limited)]
    note = _(
        "Seats, with accompanying persons. The line marks the limit. Delegations are shown that have a limit "
        "of their own or all their seats."
    )
    return _placed("limits", _("Seats against the limits"), note, [_of_plan(line, names) for line in lines])


def _of_plan(line: seat_plan.Line, names: Names) -> Line:
    held = sum(line.held.values())
    numbers = Places({Place.CONFIRMED: line.taken - held, Place.HELD: held, Place.WAITING: line.waiting})
    return Line(names.of(line.group), numbers, line.cap)


def of_people(figures: Figures, types: Sequence[StakeholderType], *, hybrid: bool) -> list[Section]:
    """By stakeholder type, regional group, country and, where both are possible, attendance."""
    language, regions = languages.current(), figures.regions
    present = [kind for kind in types if kind.id in figures.types]
    of_types = [Line(i18n.localized(kind.names, language), figures.types[kind.id]) for kind in present]
    of_regions = [Line(str(words.REGIONS[group]), regions.get(group, Places())) for group in RegionalGroup]
    if None in regions:
        of_regions.append(Line(str(words.NO_REGION), regions[None]))
    note = _(
        "The regional groups of the General Assembly, by the State or the country given. Observer States, "
        "territories and people who gave no country are in no group."
    )
    found = [
        _placed("types", _("By stakeholder type"), "", of_types),
        _placed("regions", _("By regional group"), note, of_regions),
        _countries(figures, language),
    ]
    if hybrid:
        modes = choices.BY_FIELD["mode"]
        of_modes = [Line(str(word), figures.modes.get(mode, Places())) for mode, word in modes.items()]
        found.append(_placed("modes", _("By attendance"), "", of_modes))
    return found


def _countries(figures: Figures, language: str) -> Section:
    """All of them in the table; the drawing holds the first, and the others together."""
    named = sorted(
        (Line(countries.name(code, language), places) for code, places in figures.countries.items() if code),
        key=lambda line: (-line.total, line.label),
    )
    none = [Line(str(words.NO_COUNTRY), figures.countries[""])] if "" in figures.countries else []
    first, others = named[:COUNTRIES_DRAWN], named[COUNTRIES_DRAWN:]
    drawn = first
    if others:
        rest = sum((Places(line.numbers) for line in others), Places())
        drawn = [*first, Line(_("%(num)s other countries", num=number(len(others))), rest)]
    note = _("By the State represented or the country where the organization is based.")
    return _placed("countries", _("By country"), note, [*named, *none], drawn=[*drawn, *none])


def replies(found: Replies) -> Section:
    return counted(
        "replies",
        _("Replies outstanding"),
        _("The last line waits for the organizers, the others for the people."),
        [(str(words.REPLIES[key]), one) for key, one in asdict(found).items()],
    )


def answers(asked: Sequence[Question], tallies: Mapping[int, Mapping[str, int]]) -> list[Section]:
    """How often each answer was given to what this roundtable asks of its own, such as access needs."""
    language = languages.current()
    return [
        counted(
            f"question-{question.key}",
            called(question, language),
            _("Of those who come or wait. Whoever gave no answer is not counted."),
            _options(question, tallies[question.id], language),
        )
        for question in asked
        if question.id in tallies
    ]


def _options(question: Question, tally: Mapping[str, int], language: str) -> list[tuple[str, int]]:
    """In the order of the form; of an option that was taken away only what was chosen before."""
    if question.kind is Kind.YES_NO:
        return [(str(choices.YES_NO[answer]), tally.get(str(answer).lower(), 0)) for answer in (True, False)]
    known = [one.code for one in question.options if not one.retired or one.code in tally]
    return [(option(question, code, language), tally.get(code, 0)) for code in known]


def _placed(
    key: str, heading: str, note: str, lines: Sequence[Line], *, drawn: Sequence[Line] | None = None
) -> Section:
    kinds = {
        str(place): str(words.PLACES[place])
        for place in Place
        if place is Place.CONFIRMED or any(line.numbers.get(place) for line in lines)
    }
    return Section(key, heading, note, kinds, lines, _bars([_row(line) for line in drawn or lines]))


def _row(line: Line) -> charts.Row:
    """Its words: seats taken, of how many; those without one are added with a plus sign."""
    taken = line.numbers.get(Place.CONFIRMED, 0) + line.numbers.get(Place.HELD, 0)
    without = line.total - taken
    if line.limit is None:
        said = number(taken)
    else:
        said = _("%(taken)s of %(cap)s", taken=number(taken), cap=number(line.limit))
    parts = [(str(place), line.numbers.get(place, 0)) for place in Place]
    return charts.Row(line.label, parts, said, f"+{number(without)}" if without else "", line.limit)


def _bars(rows: Sequence[charts.Row]) -> charts.Bars:
    return charts.bars(rows, mirrored=languages.current() in i18n.RIGHT_TO_LEFT)
