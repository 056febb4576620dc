"""Words for a roundtable's own questions, and answers to them in words."""

from flask_babel import format_decimal
from flask_babel import lazy_gettext as _

from registration import i18n
from registration.i18n import localized
from registration.rules.questions import Kind, Question, as_date
from registration.words.choices import YES_NO

KINDS = {
    "text": _("A line of text"),
    "long_text": _("A longer text"),
    "choice": _("One of several options"),
    "choices": _("Any of several options"),
    "yes_no": _("Yes or no"),
    "date": _("A date"),
    "number": _("A whole number"),
    "file": _("A file"),
}
BELONGS = {
    "person": _("The person: somebody else in the same seat is asked anew"),
    "delegation": _("The delegation: it stays when somebody else takes the seat"),
}


def called(question: Question, language: str) -> str:
    """The question as it is asked, in the reader's language or the next best."""
    return localized(question.labels, language)


def in_words(question: Question, value: object, language: str) -> str:
    """The answer as a person reads it; empty when none was given."""
    match question.kind, value:
        case _kind, None | "" | []:
            return ""
        case Kind.YES_NO, bool():
            return str(YES_NO[value])
        case Kind.CHOICE, str():
            return option(question, value, language)
        case Kind.CHOICES, list():
            return str(_(", ")).join(option(question, code, language) for code in value)
        case Kind.NUMBER, int():
            return str(format_decimal(value))
        case Kind.DATE, str():
            day = as_date(value)
            return i18n.short_day(day, "UTC", language) if day else value
        case _:
            return str(value)


def option(question: Question, code: str, language: str) -> str:
    """What an option is called, also one that is no longer offered."""
    found = next((one for one in question.options if one.code == code), None)
    return localized(found.labels, language) if found else code
