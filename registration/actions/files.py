"""Files that people hand in: known by their content, called by a cleaned name, kept as they are."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import PurePosixPath
from uuid import uuid4

from PIL import Image

from registration.actions.photos import MOST_PIXELS
from registration.extensions import db
from registration.models.files import File
from registration.rules import names
from registration.rules.refusals import FileNotAccepted

LARGEST = 5 * 1024 * 1024
LONGEST_NAME = 100
# What a file begins with, its media type, and how its name ends.
_KINDS = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
)
_ALSO = {".jpg": (".jpeg", ".jpe")}
# A PDF ends with this mark, or not far from it.
_END_OF_PDF = b"%%EOF"


@dataclass(frozen=True)
class Checked:
    """A file that may be kept, under the name people will see."""

    name: str
    media_type: str
    content: bytes


def checked(name: str, content: bytes) -> Checked:
    """What was uploaded, whatever its name claims. Raises FileNotAccepted for all but whole PDF, JPEG, PNG files."""
    if not content or len(content) > LARGEST:
        raise FileNotAccepted
    for beginning, media_type, ending in _KINDS:
        if content.startswith(beginning):
            _check_whole(media_type, content)
            return Checked(clean_name(name, ending), media_type, content)
    raise FileNotAccepted


def clean_name(name: str, ending: str) -> str:
    """The last part of a path without invisible characters, ending as its content is."""
    last = PurePosixPath(name.replace("\\", "/")).name
    # No sign that means something to a shell, a drive, or the header in which the name will travel.
    visible = "".join(" " if one in '<>:"|?*;%' else one for one in last if not names.unprintable(one))
    stem = " ".join(visible.split())
    for known in (ending, *_ALSO.get(ending, ())):
        if stem.casefold().endswith(known):
            stem = stem[: -len(known)]
            break
    return f"{stem.strip('. ')[:LONGEST_NAME].strip('. ') or 'file'}{ending}"


def keep(file: Checked, *, at: datetime, until: datetime | None = None) -> File:
    """Store it; `until` for one that belongs to a started form."""
    row = File(
        public_id=str(uuid4()),
        name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        content=file.content,
        created_at=at,
        expires_at=until,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _check_whole(media_type: str, content: bytes) -> None:
    if media_type == "application/pdf":
        if _END_OF_PDF not in content[-2048:]:
            raise FileNotAccepted
        return
    try:
        # Reads the head alone: nothing is unpacked.
        with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as opened:
            too_large = opened.width * opened.height > MOST_PIXELS
            opened.verify()
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as e:
        raise FileNotAccepted from e
    if too_large:
        raise FileNotAccepted
