"""The bytes of a list, and their record."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from flask import current_app, stream_with_context
from flask_babel import force_locale

from registration import i18n
from registration.actions import downloads
from registration.documents import csv_tables, tables, xlsx_tables
from registration.extensions import transaction
from registration.i18n import localized
from registration.models.roundtables import Roundtable
from registration.queries import attendees, questions, statistics
from registration.rules import attendee_list
from registration.rules.attendee_list import Preset
from registration.rules.questions import Kind, Question
from registration.web.organizer.export_options import Extension, Options
from registration.web.right_of_way import RightOfWay
from registration.words import choices
from registration.words.columns import COLUMNS
from registration.words.questions import called

CONTENT_TYPES = {
    Extension.CSV: "text/csv; charset=utf-8",
    Extension.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Organizers type the labels of options, so these are free text too.
_KINDS = {
    Kind.TEXT: tables.Kind.TEXT,
    Kind.LONG_TEXT: tables.Kind.TEXT,
    Kind.CHOICE: tables.Kind.TEXT,
    Kind.CHOICES: tables.Kind.LIST,
    Kind.YES_NO: tables.Kind.BOOLEAN,
    Kind.DATE: tables.Kind.DATE,
    Kind.NUMBER: tables.Kind.INTEGER,
    Kind.FILE: tables.Kind.TEXT,
}


class Counted:
    """Rows on their way, and how many have passed."""

    def __init__(self, rows: Iterable[tables.Row]) -> None:
        self._rows = rows
        self.number = 0

    def __iter__(self) -> Iterator[tables.Row]:
        for row in self._rows:
            self.number += 1
            yield row


def own_columns(roundtable: Roundtable, options: Options) -> list[Question]:
    """The roundtable's own questions that the list holds, those no longer asked too, in the order of the form."""
    if options.preset is Preset.STATISTICS:
        return []
    found = questions.of(roundtable.id)
    return [question for question in found if options.sensitive or not question.sensitive]


def begin(
    roundtable: Roundtable,
    options: Options,
    own: Sequence[Question],
    name: str,
    *,
    organizer_id: int,
    at: datetime,
) -> int:
    """Put the download on record before its first byte; returns the record's id."""
    keys = attendee_list.columns(options.preset)
    withheld = frozenset() if options.filters.contact else attendees.CONTACT
    file = downloads.File(
        preset=options.preset,
        extension=options.extension,
        name=name,
        options=options.on_record(),
        columns=[key for key in keys if key not in withheld] + [question.key for question in own],
    )
    return downloads.begin(roundtable.id, file, organizer_id=organizer_id, at=at)


def stream(
    roundtable: Roundtable, options: Options, own: Sequence[Question], record: int, *, at: datetime
) -> Iterator[bytes]:
    """The file in chunks. Its rows and fingerprint are recorded when the last one has gone out.

    The roundtable is read at once: when the first chunk is asked for, its session has ended.
    """
    title = localized(roundtable.titles, options.language)
    way: RightOfWay = current_app.extensions["right_of_way"]
    rows = Counted(way.given(_rows(roundtable, options, own, at)))

    def chunks() -> Iterator[bytes]:
        digest = hashlib.sha256()
        with force_locale(options.language):
            for chunk in _document(title, options, own, rows):
                digest.update(chunk)
                yield chunk
        with transaction():
            downloads.finish(record, rows=rows.number, sha256=digest.hexdigest())

    return stream_with_context(chunks())


def _rows(
    roundtable: Roundtable, options: Options, own: Sequence[Question], at: datetime
) -> Iterator[tuple[object, ...]]:
    wording = attendees.Wording(options.language, options.codes)
    if options.preset is not Preset.STATISTICS:
        return attendees.rows(roundtable, options.preset, options.filters, wording, own, options.since)
    with force_locale(options.language):
        return iter(statistics.rows(roundtable, options.filters.reaches, wording, at=at))


def _document(
    title: str, options: Options, own: Sequence[Question], rows: Iterable[tables.Row]
) -> Iterator[bytes]:
    if options.extension is Extension.CSV:
        return csv_tables.csv_stream(
            _columns(options, own),
            rows,
            dialect=options.dialect,
            words=_words(options),
            header_keys=options.codes,
        )
    return xlsx_tables.xlsx_stream(
        _columns(options, own),
        rows,
        words=_words(options),
        header_keys=options.codes,
        sheet_title=title,
        right_to_left=options.language in i18n.RIGHT_TO_LEFT,
    )


def _columns(options: Options, own: Sequence[Question]) -> list[tables.Column]:
    return [
        *(
            tables.Column(key, str(COLUMNS[key]), tables.Kind(attendee_list.value(key)))
            for key in attendee_list.columns(options.preset)
        ),
        *(
            tables.Column(question.key, called(question, options.language), _KINDS[question.kind])
            for question in own
        ),
    ]


def _words(options: Options) -> tables.Words:
    if options.codes:
        return tables.Words()
    return tables.Words(str(choices.YES_NO[True]).lower(), str(choices.YES_NO[False]).lower())
