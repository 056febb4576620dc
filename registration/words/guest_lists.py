"""Words for lists of guests: why a file is not read, what columns hold, what becomes of rows, what is wrong."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from registration.rules.guest_lists import Part, Wrong, answer_to
from registration.rules.invitations import Reply
from registration.rules.questions import Question
from registration.words.columns import COLUMNS
from registration.words.questions import called

REASONS = {
    "empty": _("There is nobody in this list. Choose another file, or paste the lines."),
    "too_large": _(
        "This file is larger than 4 MB. Leave out pictures, or divide the list into several files."
    ),
    "unknown": _(
        "This is neither a CSV nor an XLSX file. Save the list as one of these, or paste its lines."
    ),
    "broken": _("This file cannot be read to its end. Save it once more with the program it comes from."),
    "locked": _("This file is protected by a password. Save it without one."),
    "too_much_inside": _("There is too much packed into this file. Save only the list, best as CSV."),
    "too_many_rows": _("This list has more than 2,000 rows. Divide it into several files."),
    "too_many_columns": _("This list has more than 60 columns. Leave out those the invitations do not need."),
    "cell_too_long": _(
        "A cell of this list has more than 1,000 characters. Shorten it, or leave out its column."
    ),
}

PARTS: dict[Part, object] = {
    Part.NOTHING: _("Nothing: leave it out"),
    Part.TAGS: _("Tags"),
    Part.FULL_NAME: _("Full name"),
    Part.OFFICE: _("Invited office"),
    Part.DELEGATION: COLUMNS["delegation"],
    Part.STATE: _("State"),
    Part.UN_ENTITY: _("United Nations entity"),
    Part.ORGANIZATION: _("Organization"),
    Part.SEATS: _("Seats"),
    **{part: COLUMNS[part] for part in Part if part in COLUMNS and part not in (Part.TAGS, Part.DELEGATION)},
}

ANSWER = _("Answer to “%(question)s”")

FATES = {
    "new": _("New"),
    "wrong": _("Wrong"),
    "invited": _("Already invited"),
    "registered": _("Already registered"),
    "repeated": _("Twice in the list"),
    "drafted": _("Draft made"),
    "sent": _("Sent"),
    "not_held": _("Left as a draft: no seat to hold"),
    "not_sent": _("Left as a draft"),
}

# Of somebody who is invited already: where that invitation stands.
INVITED = {
    Reply.DRAFT: _("As a draft that is not sent yet"),
    Reply.SENT: _("The invitation is sent, no reply yet"),
    Reply.ACCEPTED: _("The invitation is accepted"),
    Reply.REGRETS: _("Regrets were sent"),
    Reply.SUBSTITUTED: _("Somebody else takes part instead"),
    Reply.EXPIRED: _("The time to reply is over: extend that invitation"),
    Reply.REVOKED: _("The invitation was taken back: send that one again"),
}

_WRONGS = {
    Wrong.MISSING: _("%(column)s: this is needed and is missing. Enter it."),
    Wrong.MISSING_NAME: _("Neither a name nor an office is given. Enter one of them."),
    Wrong.NO_ADDRESS: _(
        "%(column)s: this is no e-mail address in full. Correct it, for instance name@example.org."
    ),
    Wrong.UNKNOWN: _(
        "%(column)s: “%(value)s” is not known. Write it as the lists of this site do, or use its code."
    ),
    Wrong.NOT_A_NUMBER: _(
        "%(column)s: this is no number that is possible here. Enter one from %(least)s to %(most)s."
    ),
    Wrong.NOT_A_DATE: _("%(column)s: this is no date. Write year, month and day, for instance 2027-03-31."),
    Wrong.TOO_LONG: _("%(column)s: this has more than %(most)s characters. Shorten it."),
    Wrong.INVISIBLE: _(
        "%(column)s: this contains an invisible character (%(code)s). Delete it and type it again."
    ),
    Wrong.OUT_OF_REACH: _(
        "You may not invite people of this stakeholder type, or on behalf of this organization."
    ),
    Wrong.OVER: _("The roundtable takes no more invitations."),
}


def column(code: str, asked: Iterable[Question], language: str) -> str:
    """What a column holds: a part of the invitation, or the answers to one of these questions."""
    question = next((one for one in asked if answer_to(one) == code), None)
    if question is not None:
        return called(question, language)
    return str(PARTS[Part(code)]) if code in PARTS else code


def problem(found: Mapping[str, Any], asked: Iterable[Question], language: str) -> str:
    """What is wrong with a cell and what to do. `found` holds the kind, the column and the numbers of the sentence."""
    numbers = {"least": "", "most": "", "code": "", "value": ""} | {
        name: str(value) for name, value in found.items()
    }
    code = found.get("part", "")
    named = column(code, asked, language)
    numbers["column"] = named if code in PARTS else str(ANSWER) % {"question": named}
    return str(_WRONGS[Wrong(found["wrong"])]) % numbers
