"""What a question is called: it depends on who answers, and for whom."""

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from registration.words import fields

_FROM_THE_LIST = _("Choose an entry of the list")


def label(key: str, *, type_code: str = "", on_behalf: bool = False, terse: bool = False) -> LazyString:
    """The label of a question of the form; `terse` for organizers, who fill in what they were told."""
    if (type_code, key) in fields.LABELS_BY_TYPE:
        return fields.LABELS_BY_TYPE[type_code, key]
    if terse:
        return fields.NAMES[key]
    if on_behalf and key in fields.LABELS_ON_BEHALF:
        return fields.LABELS_ON_BEHALF[key]
    return fields.LABELS[key]


def hint(key: str, *, terse: bool = False) -> LazyString | str:
    return "" if terse and key in fields.HINTS_TO_PARTICIPANTS else fields.HINTS.get(key, "")


def missing(key: str) -> LazyString:
    """What to do when the answer is missing or is none of those offered."""
    return fields.MISSING.get(key, _FROM_THE_LIST)
