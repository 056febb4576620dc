"""One row of a list of guests, read as what organizers say of an invitation; or all that is wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from registration.actions.guest_answers import Answers, Misread
from registration.actions.invitees import Terms
from registration.models.guest_lists import GuestList
from registration.models.roundtables import Mode, Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.models.tags import LONGEST
from registration.queries import questions, stakeholder_types
from registration.queries.guest_lists import Addressee
from registration.rules import fields, names
from registration.rules.addresses import is_email
from registration.rules.guest_lists import Part, Wrong, answer_to, answerable, apart
from registration.rules.permissions import Reaches
from registration.rules.questions import asked_of
from registration.rules.statuses import Status
from registration.words import recognized

MOST_SEATS = 50
MOST_ACCOMPANYING = 20
MOST_TAGS = 20
LONGEST_OFFICE = 300

_TEXTS = {
    Part(field.key): field.longest
    for field in fields.FIELDS
    if field.asks in (fields.Asks.TEXT, fields.Asks.PHONE)
}
_LOOKED_UP: dict[Part, Callable[[str], str | None]] = {
    Part.STATE: recognized.state,
    Part.COUNTRY: recognized.country,
    Part.UN_ENTITY: recognized.un_entity,
    Part.REPRESENTED_BY: lambda text: recognized.choice("represented_by", text),
    Part.DELEGATION_ROLE: lambda text: recognized.choice("delegation_role", text),
}


@dataclass
class Read:
    """What a row says. `terms` is None where something is wrong."""

    answers: dict[str, str] = field(default_factory=dict)
    own_answers: dict[str, object] = field(default_factory=dict)
    problems: list[dict[str, Any]] = field(default_factory=list)
    email: str = ""
    office: str = ""
    terms: Terms | None = None

    @property
    def addressee(self) -> str:
        given, family = self.answers.get("given_names", ""), self.answers.get("family_name", "")
        return self.office or names.full_name(given, family)

    @property
    def key(self) -> Addressee:
        return names.email_key(self.email), names.key(self.addressee)[:310]

    def wrong(self, wrong: Wrong, column: str = Part.NOTHING, **facts: object) -> None:
        self.problems.append({"wrong": wrong, "part": column, **facts})


class Reader:
    """Reads the rows of one list: what its columns hold, what is said of all rows, whom its organizer may invite."""

    def __init__(self, guest_list: GuestList, roundtable: Roundtable, reaches: Reaches) -> None:
        self.columns = guest_list.columns
        self.headings = guest_list.first if guest_list.headed else [""] * len(self.columns)
        self.defaults: Mapping[str, Any] = guest_list.defaults
        self.reaches = reaches
        types = stakeholder_types.offered()
        self.types = {kind.code: kind for kind in types}
        self._types = recognized.index(
            [(code, kind.code) for kind in types for code in (kind.code, kind.code.replace("_", " "))]
            + [(name, kind.code) for kind in types for name in kind.names.values()]
        )
        hosts = roundtable.convenors
        self._hosts = recognized.index(
            (name, str(host.id))
            for host in hosts
            for name in (host.slug, host.short_name, *host.names.values())
        )
        asked = {answer_to(one): one for one in answerable(questions.of(roundtable.id))}
        self._own = {code: Answers(asked[code]) for code in self.columns if code in asked}
        self._mode = "online" if roundtable.mode is Mode.ONLINE else "in_person"
        self._hybrid = roundtable.mode is Mode.HYBRID

    def read(self, cells: list[str]) -> Read:
        row = Read()
        values = self._values(row, cells)
        self._who(row, values)
        kind = self._kind(row, values)
        for part, longest in _TEXTS.items():
            if (text := values.get(part, "")) and _is_asked(part, kind):
                row.answers[part] = self._short(row, part, text, longest)
        for part, look_up in _LOOKED_UP.items():
            if (text := values.get(part, "")) and _is_asked(part, kind):
                row.answers[part] = self._known(row, part, text, look_up(text))
        self._delegation(row, values, kind)
        self._answers(row, cells, kind)
        if not row.addressee:
            row.wrong(Wrong.MISSING_NAME)
        terms = self._terms(row, values, cells, kind) if kind else None
        row.terms = terms if not row.problems else None
        return row

    def _values(self, row: Read, cells: list[str]) -> dict[str, str]:
        """By what their columns hold."""
        values: dict[str, str] = {}
        for column, cell in zip(self.columns, cells, strict=False):
            if column == Part.NOTHING:
                continue
            if found := names.unprintable(cell, lines=True):
                row.wrong(Wrong.INVISIBLE, column, code=f"U+{ord(found):04X}")
            values[column] = " ".join(cell.split())
        return values

    def _who(self, row: Read, values: dict[str, str]) -> None:
        row.email = values.get(Part.EMAIL, "")
        if not row.email:
            row.wrong(Wrong.MISSING, Part.EMAIL)
        elif not is_email(row.email) or len(row.email) > fields.EMAIL.longest:
            row.wrong(Wrong.NO_ADDRESS, Part.EMAIL)
        row.office = self._short(row, Part.OFFICE, values.get(Part.OFFICE, ""), LONGEST_OFFICE)
        if full := values.get(Part.FULL_NAME):
            given, family = apart(full)
            values[Part.GIVEN_NAMES] = values.get(Part.GIVEN_NAMES) or given
            values[Part.FAMILY_NAME] = values.get(Part.FAMILY_NAME) or family

    def _kind(self, row: Read, values: Mapping[str, str]) -> StakeholderType | None:
        text = values.get(Part.STAKEHOLDER_TYPE, "")
        code = self._types.get(names.search_key(text)) if text else self.defaults.get("type", "")
        kind = self.types.get(code or "")
        if kind is None:
            row.wrong(Wrong.UNKNOWN if text else Wrong.MISSING, Part.STAKEHOLDER_TYPE, value=text)
        return kind

    def _delegation(self, row: Read, values: Mapping[str, str], kind: StakeholderType | None) -> None:
        """What the type asks for decides what "delegation" means; without its own answer nobody has a delegation."""
        asks = [Part(one.key) for one in fields.DELEGATION_FIELDS if kind and one.key in kind.asks]
        if not asks:
            return
        part = asks[0]
        if (text := values.get(Part.DELEGATION, "")) and not row.answers.get(part):
            if part is Part.ORGANIZATION:
                row.answers[part] = self._short(row, part, text, _TEXTS[part])
            else:
                row.answers[part] = self._known(row, part, text, _LOOKED_UP[part](text))
        if part is Part.UN_ENTITY and row.answers.get("organization") and not row.answers.get(part):
            row.answers[part] = fields.OTHER_ENTITY
        if not row.answers.get(part) and not any(found["part"] == part for found in row.problems):
            row.wrong(Wrong.MISSING, part)

    def _answers(self, row: Read, cells: list[str], kind: StakeholderType | None) -> None:
        """To the roundtable's own questions; what people of the type are not asked is nothing of theirs."""
        for column, cell in zip(self.columns, cells, strict=False):
            own = self._own.get(column)
            if own is None or not cell.strip() or (kind and not asked_of(own.question, kind.code)):
                continue
            try:
                row.own_answers[own.question.key] = own.read(cell)
            except Misread as misread:
                row.wrong(misread.wrong, column, **misread.facts)

    def _terms(self, row: Read, values: Mapping[str, str], cells: list[str], kind: StakeholderType) -> Terms:
        host_id = self._host(row, values)
        if not any(reach.includes(kind.id, host_id, Status.CONFIRMED) for reach in self.reaches):
            row.wrong(Wrong.OUT_OF_REACH)
        language = values.get(Part.LANGUAGE, "")
        mode = values.get(Part.MODE, "")
        due = self.defaults.get("respond_by")
        return Terms(
            stakeholder_type=kind,
            email=row.email,
            language=(
                self._known(row, Part.LANGUAGE, language, recognized.language(language))
                if language
                else str(self.defaults.get("language", "en"))
            ),
            answers={key: value for key, value in row.answers.items() if value},
            office=row.office,
            mode=self._known(row, Part.MODE, mode, recognized.choice("mode", mode))
            if mode and self._hybrid
            else self._mode,
            host_id=host_id,
            seats=self._number(row, values, Part.SEATS, 1, MOST_SEATS, int(self.defaults.get("seats", 1))),
            accompanying=self._number(row, values, Part.ACCOMPANYING, 0, MOST_ACCOMPANYING, 0),
            holds=bool(self.defaults.get("holds")),
            bound=bool(self.defaults.get("bound")),
            respond_by=datetime.fromisoformat(due) if due else None,
            own_answers=row.own_answers,
            tags=self._tags(row, cells),
        )

    def _host(self, row: Read, values: Mapping[str, str]) -> int | None:
        text = values.get(Part.HOST, "")
        if not text:
            return self.defaults.get("host_id")
        found = self._known(row, Part.HOST, text, self._hosts.get(names.search_key(text)))
        return int(found) if found else None

    def _tags(self, row: Read, cells: list[str]) -> list[str]:
        found: dict[str, str] = {}
        for column, heading, cell in zip(self.columns, self.headings, cells, strict=False):
            if column != Part.TAGS:
                continue
            answer = recognized.yes_or_no(cell)
            for tag in [heading] * answer if answer is not None and heading else cell.split(";"):
                if text := self._short(row, Part.TAGS, " ".join(tag.split()), LONGEST):
                    found.setdefault(names.key(text), text)
        if len(found) > MOST_TAGS:
            row.wrong(Wrong.NOT_A_NUMBER, Part.TAGS, least=0, most=MOST_TAGS)
        return list(found.values())

    def _number(
        self, row: Read, values: Mapping[str, str], part: Part, least: int, most: int, default: int
    ) -> int:
        text = values.get(part, "")
        if not text:
            return default
        if text.isdecimal() and len(text) < 5 and least <= int(text) <= most:
            return int(text)
        row.wrong(Wrong.NOT_A_NUMBER, part, least=least, most=most)
        return least

    def _known(self, row: Read, part: Part, text: str, code: str | None) -> str:
        if code is None:
            row.wrong(Wrong.UNKNOWN, part, value=text)
        return code or ""

    def _short(self, row: Read, part: Part, text: str, longest: int) -> str:
        if len(text) > longest:
            row.wrong(Wrong.TOO_LONG, part, most=longest)
        return text


def _is_asked(part: Part, kind: StakeholderType | None) -> bool:
    """What a type does not ask is nothing of its people: the state of an organization is not whom they speak for."""
    return kind is None or not fields.BY_KEY[part].of_type or part in kind.asks
