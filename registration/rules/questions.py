"""A roundtable's own questions: what one may be, who is asked, whom an answer concerns, and who may read it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from registration.rules import attendee_list, fields

MOST = 40
MOST_OPTIONS = 20
LONGEST_KEY = 40
LONGEST = {"text": 300, "long_text": 4000}
MOST_DIGITS = 9
# So many days after the meeting sensitive answers are erased, unless organizers say otherwise.
USUAL_RETENTION = 30
YES, NO = "yes", "no"


class Kind(StrEnum):
    """What kind of answer a question takes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    DATE = "date"
    NUMBER = "number"
    FILE = "file"


class Belongs(StrEnum):
    """Whose an answer is when somebody else takes the seat."""

    PERSON = "person"
    DELEGATION = "delegation"


class Audience(StrEnum):
    """Who looks: the person, an organizer, or one who may see sensitive answers."""

    PERSON = "person"
    ORGANIZER = "organizer"
    TRUSTED = "trusted"


WITH_OPTIONS = frozenset({Kind.CHOICE, Kind.CHOICES})
# Answers that other questions can depend on.
DECIDING = WITH_OPTIONS | {Kind.YES_NO}

# In lists a question's key stands beside these.
TAKEN_KEYS = frozenset({"change", *attendee_list.columns(attendee_list.Preset.ALL), *fields.BY_KEY})


@dataclass(frozen=True)
class Option:
    """`labels` are words by language."""

    code: str
    labels: Mapping[str, str] = field(hash=False)
    retired: bool = False


@dataclass(frozen=True)
class Condition:
    """Only asked when the answer to an earlier question is this option, or contains it."""

    question: str
    option: str


@dataclass(frozen=True)
class Question:
    """One question. `types` are codes of stakeholder types; none means everyone."""

    id: int
    key: str
    kind: Kind
    labels: Mapping[str, str] = field(hash=False)
    hints: Mapping[str, str] = field(hash=False, default_factory=dict)
    options: tuple[Option, ...] = ()
    types: frozenset[str] = frozenset()
    required: bool = False
    condition: Condition | None = None
    organizer_only: bool = False
    sensitive: bool = False
    retention_days: int | None = None
    belongs: Belongs = Belongs.PERSON
    retired: bool = False

    @property
    def offered(self) -> tuple[Option, ...]:
        """The options that can still be chosen."""
        return tuple(option for option in self.options if not option.retired)

    @property
    def codes(self) -> tuple[str, ...]:
        """The answers on which another question can depend."""
        if self.kind is Kind.YES_NO:
            return (YES, NO)
        return tuple(option.code for option in self.offered) if self.kind in WITH_OPTIONS else ()


def sees(audience: Audience, question: Question) -> bool:
    """Whether question and answer are for those eyes. People see what they said themselves, sensitive or not."""
    if audience is Audience.PERSON:
        return not question.organizer_only
    return audience is Audience.TRUSTED or not question.sensitive


def asked_of(question: Question, type_code: str) -> bool:
    """Whether it is asked of people of this stakeholder type, if its condition is met."""
    return not question.retired and (not question.types or type_code in question.types)


def is_met(condition: Condition, answers: Mapping[str, object]) -> bool:
    """Whether the answers, by key, hold what a question depends on."""
    value = answers.get(condition.question)
    if isinstance(value, bool):
        return condition.option == (YES if value else NO)
    if isinstance(value, list | tuple):
        return condition.option in value
    return value == condition.option


def relevant(
    questions: Iterable[Question], type_code: str, answers: Mapping[str, object]
) -> tuple[Question, ...]:
    """The questions that concern somebody of this type who gives these answers, in their order.

    What depends on a question that itself does not concern them does not either, whatever was answered there.
    """
    found: dict[str, Question] = {}
    for question in questions:
        needed = question.condition
        reached = needed is None or (needed.question in found and is_met(needed, answers))
        if asked_of(question, type_code) and reached:
            found[question.key] = question
    return tuple(found.values())


def depending_on(questions: Iterable[Question], key: str, option: str | None = None) -> list[Question]:
    """The questions, still asked, that depend on this one, or on this answer to it."""
    return [
        question
        for question in questions
        if not question.retired
        and question.condition is not None
        and question.condition.question == key
        and option in (None, question.condition.option)
    ]


def can_decide(earlier: Question, *, organizer_only: bool) -> bool:
    """Whether another question may depend on this one: people are not asked by answers they do not see."""
    return not earlier.retired and earlier.kind in DECIDING and (organizer_only or not earlier.organizer_only)


def moved(questions: Sequence[Question], key: str, step: int) -> list[str] | None:
    """The keys in their new order with one question a step up (-1) or down (1); None when it cannot go there.

    Nothing may stand before what it depends on.
    """
    keys = [question.key for question in questions]
    place = keys.index(key)
    other = place + step
    if not 0 <= other < len(keys):
        return None
    first, second = sorted((place, other))
    needed = questions[second].condition
    if needed is not None and needed.question == keys[first]:
        return None
    keys[first], keys[second] = keys[second], keys[first]
    return keys


def is_key(text: str) -> bool:
    """Lower-case letters of ASCII, digits and underscores, beginning with a letter."""
    plain = text.isascii() and text.replace("_", "").isalnum() and text == text.lower() and text[:1].isalpha()
    return plain and len(text) <= LONGEST_KEY and not text.endswith("_")


def fits(question: Question, value: object) -> bool:
    """Whether an answer has the shape its question takes now: options and kinds change."""
    match question.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            return isinstance(value, str) and len(value) <= LONGEST[question.kind]
        case Kind.CHOICE:
            return value in question.codes
        case Kind.CHOICES:
            return isinstance(value, list) and bool(value) and set(value) <= set(question.codes)
        case Kind.YES_NO:
            return isinstance(value, bool)
        case Kind.DATE:
            return isinstance(value, str) and as_date(value) is not None
        case Kind.NUMBER:
            return isinstance(value, int) and not isinstance(value, bool)
        case Kind.FILE:
            return False


def usable(
    questions: Iterable[Question], answers: Mapping[str, object], *, invitee: bool
) -> dict[str, object]:
    """Of what is known of an invitee, by key, what still answers a question; for another what is of the delegation."""
    return {
        one.key: answers[one.key]
        for one in questions
        if one.key in answers
        and not one.retired
        and fits(one, answers[one.key])
        and (invitee or one.belongs is Belongs.DELEGATION)
    }


def is_whole_number(text: str) -> bool:
    """In any digits."""
    return text.isdecimal() and len(text) <= MOST_DIGITS


def free_key(wanted: str, taken: Collection[str]) -> str:
    """A key like the wanted one that nothing has yet."""
    key, number = wanted, 2
    while key in taken:
        key, number = f"{wanted[: LONGEST_KEY - 4]}_{number}", number + 1
    return key


def as_date(text: str) -> date | None:
    """The day of an answer, or None for what is none that people live in."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # Python reads other forms too, weeks for instance.
    return day if day.isoformat() == text and 1900 <= day.year <= 2100 else None
