"""Put every download of a list on record: who and which at its start, what it held at its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from registration.extensions import db
from registration.models.downloads import Download


@dataclass(frozen=True)
class File:
    """A list about to be sent. `options` are those of its address, without the words searched for."""

    preset: str
    extension: str
    name: str
    options: Mapping[str, object]
    columns: Sequence[str]


def begin(roundtable_id: int, file: File, *, organizer_id: int, at: datetime) -> int:
    """The record's id, for `finish`."""
    download = Download(
        at=at,
        organizer_id=organizer_id,
        roundtable_id=roundtable_id,
        preset=file.preset,
        extension=file.extension,
        file_name=file.name,
        options=dict(file.options),
        columns=list(file.columns),
    )
    db.session.add(download)
    db.session.flush()
    return download.id


def finish(download_id: int, *, rows: int, sha256: str) -> None:
    """The last byte has been sent: how many rows were in the file, and its fingerprint."""
    download = db.session.get_one(Download, download_id)
    download.rows = rows
    download.sha256 = sha256
