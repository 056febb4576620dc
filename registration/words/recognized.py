"""What people write in a list, in any of six languages, and the codes they mean by it."""

from collections.abc import Iterable, Mapping
from functools import cache

from flask_babel import force_locale

from registration.data import countries, entities, states
from registration.i18n import LANGUAGES, locale
from registration.rules import names
from registration.rules.guest_lists import Part, answer_to
from registration.rules.questions import Question
from registration.words import choices, fields
from registration.words.columns import COLUMNS

# How others head their columns.
_HEADINGS = {
    Part.EMAIL: ("email", "e-mail", "mail", "email address", "courriel", "correo", "邮箱", "邮件"),
    Part.FULL_NAME: (
        "name",
        "full name",
        "nom complet",
        "nombre completo",
        "имя",
        "الاسم",
        "姓名",
        "participant",
    ),
    Part.GIVEN_NAMES: ("first name", "firstname", "given name", "forename", "prénom", "nombre", "名"),
    Part.FAMILY_NAME: (
        "last name",
        "lastname",
        "surname",
        "nom",
        "nom de famille",
        "apellido",
        "apellidos",
        "姓",
    ),
    Part.HONORIFIC: ("salutation", "honorific", "prefix"),
    Part.OFFICE: ("office", "invited office"),
    Part.POSITION: ("function", "job title", "role", "designation", "fonction", "cargo"),
    Part.STAKEHOLDER_TYPE: ("type", "stakeholder", "category", "group"),
    Part.DELEGATION: ("delegation", "mission", "permanent mission"),
    Part.STATE: ("member state", "iso3"),
    Part.UN_ENTITY: ("un entity", "entity", "agency"),
    Part.ORGANIZATION: ("organisation", "affiliation", "institution", "company"),
    Part.PHONE: ("telephone", "mobile", "tel", "téléphone", "teléfono"),
    Part.TAGS: ("tag", "label", "labels"),
    Part.HOST: ("on behalf of", "host"),
    Part.SEATS: ("places", "number of seats"),
    Part.MODE: ("attendance", "mode"),
}
_YES = ("yes", "true", "x", "1", "✓", "✔")
_NO = ("no", "false", "0", "-", "–")


def heading(text: str) -> Part | None:
    """What a column with this heading holds."""
    return _headings().get(names.search_key(text))


def state(text: str) -> str | None:
    return _states().get(names.search_key(text))


def country(text: str) -> str | None:
    return _countries().get(names.search_key(text))


def un_entity(text: str) -> str | None:
    return _un_entities().get(names.search_key(text))


def choice(field: str, text: str) -> str | None:
    """An option of one of the form's choices."""
    return _choices(field).get(names.search_key(text))


def language(text: str) -> str | None:
    """By code, by its own name or by its name in another language."""
    return _languages().get(names.search_key(text))


def options(question: Question) -> dict[str, str]:
    """The options of an own question that can still be chosen, by the search keys of what may be written for them."""
    return index(
        [(option.code, option.code) for option in question.offered]
        + [(label, option.code) for option in question.offered for label in option.labels.values()]
    )


def questions(asked: Iterable[Question]) -> dict[str, str]:
    """What a column with the answers to an own question is called, by the search keys of what may head it."""
    return index(
        (text, answer_to(one))
        for one in asked
        for text in (one.key, one.key.replace("_", " "), *one.labels.values())
    )


def yes_or_no(text: str) -> bool | None:
    return _answers().get(names.search_key(text))


def index(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Codes by what may be written for them. What comes first counts; what is empty says nothing."""
    found: dict[str, str] = {}
    for text, code in pairs:
        if key := names.search_key(text):
            found.setdefault(key, code)
    return found


@cache
def _headings() -> dict[str, Part]:
    known = {part: [str(part)] for part in Part if part}
    for code in LANGUAGES:
        with force_locale(code):
            for part, listed in known.items():
                for words in (fields.LABELS, fields.NAMES, COLUMNS):
                    if part in words:
                        listed.append(str(words[part]))
    for part, more in _HEADINGS.items():
        known[part].extend(more)
    written = [(text, str(part)) for part, texts in known.items() for text in texts]
    return {key: Part(code) for key, code in index(written).items()}


@cache
def _states() -> dict[str, str]:
    return index(
        [(one.iso3, one.iso3) for one in states.STATES]
        + [(name, one.iso3) for one in states.STATES for name in (*one.names.values(), one.formal_name)]
        + [(alias, one.iso3) for one in states.STATES for alias in states.aliases(one.iso3)]
    )


@cache
def _countries() -> dict[str, str]:
    return _states() | index(
        (name, one.iso3)
        for one in countries.TERRITORIES
        for name in (one.iso3, *one.names.values(), *countries.aliases(one.iso3))
    )


@cache
def _un_entities() -> dict[str, str]:
    listed = entities.UN_ENTITIES
    labels = [(one.label(code), one.code) for one in listed for code in LANGUAGES]
    return index(
        [(one.code, one.code) for one in listed]
        + [(name, one.code) for one in listed for name in one.names.values()]
        + labels
        + [(alias, one.code) for one in listed for alias in one.aliases]
    )


@cache
def _choices(field: str) -> dict[str, str]:
    words: Mapping[str, object] = choices.BY_FIELD[field]
    found = [(code, code) for code in words]
    for code in LANGUAGES:
        with force_locale(code):
            found += [(str(name), key) for key, name in words.items()]
    return index(found)


@cache
def _languages() -> dict[str, str]:

    found = [(code, code) for code in LANGUAGES] + [(name, code) for code, name in LANGUAGES.items()]
    return index(found + [(locale(one).languages[code], code) for code in LANGUAGES for one in LANGUAGES])


@cache
def _answers() -> dict[str, bool]:
    known = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)
    for code in LANGUAGES:
        with force_locale(code):
            known |= {names.search_key(str(word)): answer for answer, word in choices.YES_NO.items()}
    return known
