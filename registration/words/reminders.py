"""The standard texts of reminders, with placeholders, in every language."""

from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import lazy_gettext as _

from registration.i18n import LANGUAGES
from registration.rules.reminders import Condition


@dataclass(frozen=True)
class Standard:
    subject: object
    text: object


BEFORE = {
    Condition.CONFIRMED: Standard(
        _("Reminder: {roundtable}"),
        _(
            "Dear {full_name},\n\nwe look forward to seeing you at “{roundtable}”: {date}, {place}.\n\n"
            "If you cannot come, please give your place back, so that somebody else can have it:\n{personal_link}"
        ),
    ),
    Condition.UNANSWERED: Standard(
        _("Please tell us about your grounds pass: {roundtable}"),
        _(
            "Dear {full_name},\n\nyou are registered for “{roundtable}”: {date}, {place}. To be let in you need a "
            "UN grounds pass, or one that we ask for.\n\nPlease tell us whether you have one:\n{personal_link}"
        ),
    ),
    Condition.OFFERED: Standard(
        _("A seat is kept for you: {roundtable}"),
        _(
            "Dear {full_name},\n\na seat at “{roundtable}” is offered to you, and you have not yet said whether you "
            "take it: {date}, {place}.\n\nPlease accept it or give it back:\n{personal_link}"
        ),
    ),
    Condition.WAITLISTED: Standard(
        _("You are on the waiting list: {roundtable}"),
        _(
            "Dear {full_name},\n\nyou are still on the waiting list for “{roundtable}”: {date}, {place}. We write to "
            "you as soon as there is a seat.\n\nIf you no longer wish to come, please withdraw:\n{personal_link}"
        ),
    ),
    Condition.QUESTION_OPEN: Standard(
        _("Your answer is still missing: {roundtable}"),
        _(
            "Dear {full_name},\n\nwe asked you a question about your registration for “{roundtable}” and need the "
            "answer to decide.\n\nPlease answer here:\n{personal_link}"
        ),
    ),
}
AFTER = Standard(
    _("Thank you: {roundtable}"),
    _(
        "Dear {full_name},\n\nthank you for having taken part in “{roundtable}”. What came of it will stand on the "
        "page of the roundtable."
    ),
)


def texts(condition: Condition, *, after_end: bool) -> tuple[dict[str, str], dict[str, str]]:
    """Subjects and texts by language."""
    standard = AFTER if after_end else BEFORE[condition]
    subjects, bodies = {}, {}
    for code in LANGUAGES:
        with force_locale(code):
            subjects[code], bodies[code] = str(standard.subject), str(standard.text)
    return subjects, bodies
