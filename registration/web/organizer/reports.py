"""What became of many people, in sentences."""

from collections import Counter
from collections.abc import Iterator

from flask_babel import ngettext

from registration.actions.bulk_decisions import Result

_NOTHING_DONE = frozenset({Result.NO_SEAT, Result.HAS_SEAT, Result.CHANGED_MEANWHILE})


def said(results: Counter[Result]) -> Iterator[tuple[str, str]]:
    """(sentence, category of the message), in the order of the results."""
    for result in Result:
        if number := results[result]:
            yield _sentence(result, number), "warning" if result in _NOTHING_DONE else "message"


def _sentence(result: Result, number: int) -> str:
    match result:
        case Result.CONFIRMED:
            return ngettext(
                "%(num)s person is confirmed and is being told by mail.",
                "%(num)s people are confirmed and are being told by mail.",
                number,
            )
        case Result.WAITING:
            return ngettext(
                "%(num)s person is on the waiting list and is being told by mail.",
                "%(num)s people are on the waiting list and are being told by mail.",
                number,
            )
        case Result.DECLINED:
            return ngettext(
                "%(num)s person is declined and is being told by mail.",
                "%(num)s people are declined and are being told by mail.",
                number,
            )
        case Result.ASKED:
            return ngettext(
                "The question is on its way to %(num)s person.",
                "The question is on its way to %(num)s people.",
                number,
            )
        case Result.MOVED:
            return ngettext(
                "The place of %(num)s person on the waiting list is changed.",
                "The places of %(num)s people on the waiting list are changed.",
                number,
            )
        case _:
            return _skipped(result, number)


def _skipped(result: Result, number: int) -> str:
    match result:
        case Result.NO_SEAT:
            return ngettext(
                "%(num)s person was skipped: the seat has been taken in the meantime.",
                "%(num)s people were skipped: the seats have been taken in the meantime.",
                number,
            )
        case Result.HAS_SEAT:
            return ngettext(
                "%(num)s person was skipped: there is a seat by now.",
                "%(num)s people were skipped: there are seats by now.",
                number,
            )
        case _:
            return ngettext(
                "%(num)s person was skipped: this has changed in the meantime.",
                "%(num)s people were skipped: this has changed in the meantime.",
                number,
            )
