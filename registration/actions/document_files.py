"""What somebody uploads as a document: told by its contents whatever its name claims, and refused when in doubt."""

import re
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from PIL import Image, ImageOps

from registration.rules.refusals import NotADocument

LARGEST_FILE = 15 * 1024 * 1024
MOST_PIXELS = 40_000_000
MOST_ENTRIES = 3000
LARGEST_UNPACKED = 150 * 1024 * 1024
LONGEST_NAME = 80

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OFFICE_PARTS = {
    "word/document.xml": (f"{_OFFICE}wordprocessingml.document", "docx"),
    "xl/workbook.xml": (f"{_OFFICE}spreadsheetml.sheet", "xlsx"),
    "ppt/presentation.xml": (f"{_OFFICE}presentationml.presentation", "pptx"),
}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_OPEN_DOCUMENTS = {
    f"{_OPEN_DOCUMENT}text": "odt",
    f"{_OPEN_DOCUMENT}spreadsheet": "ods",
    f"{_OPEN_DOCUMENT}presentation": "odp",
}
_PROGRAMS = re.compile(
    r"\.(?:exe|dll|com|scr|msi|bat|cmd|ps1|vbs?|wsf|jse?|jar|lnk|hta|html?|svg)$", re.IGNORECASE
)
_ACTIVE_PDF = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia)\b")
_NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class File:
    """A file ready to be kept. `name` is clean and ends as its contents demand."""

    content: bytes
    media_type: str
    name: str


def checked(content: bytes, name: str) -> File:
    """Look at every byte. Slow: call it outside transactions.

    Raises NotADocument for anything but a PDF, an office document without programs, a JPEG, a PNG or a plain text.
    """
    if not content:
        raise NotADocument(reason="empty")
    if len(content) > LARGEST_FILE:
        raise NotADocument(reason="too_large")
    kind = next((look for begins, look in _LOOKS if content.startswith(begins)), _text)
    content, media_type, ending = kind(content)
    return File(content, media_type, f"{cleaned(name)}.{ending}")


def cleaned(name: str) -> str:
    """A name without folders, without its ending and without what is invisible or means something to a system."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(one for one in last if unicodedata.category(one)[0] != "C")
    plain = re.sub(r'[<>:"|?*%;\s]+', " ", visible).strip(" .")
    stem = plain.rpartition(".")[0] or plain
    return stem[:LONGEST_NAME].strip(" .") or "document"


def _pdf(content: bytes) -> tuple[bytes, str, str]:
    if b"%%EOF" not in content[-2048:]:
        raise NotADocument(reason="broken")
    if _ACTIVE_PDF.search(content):
        raise NotADocument(reason="programs")
    return content, "application/pdf", "pdf"


def _archive(content: bytes) -> tuple[bytes, str, str]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            _look_into(archive)
            media_type, ending = _office(archive)
    except (BadZipFile, OSError, ValueError, EOFError, RuntimeError, zlib.error) as error:
        raise NotADocument(reason="broken") from error
    return content, media_type, ending


def _look_into(archive: ZipFile) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES:
        raise NotADocument(reason="too_much_inside")
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise NotADocument(reason="broken")
    if len(set(names)) < len(names) or any(_leads_away(name) for name in names):
        raise NotADocument(reason="broken")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise NotADocument(reason="locked")
    if any(_PROGRAMS.search(name) or _is_macro(name) for name in names):
        raise NotADocument(reason="programs")
    _unpack(archive)


def _unpack(archive: ZipFile) -> None:
    """Everything once, to stop where it becomes too much: what an archive says of itself proves nothing."""
    left = LARGEST_UNPACKED
    for entry in archive.infolist():
        with archive.open(entry) as unpacked:
            while chunk := unpacked.read(1 << 18):
                left -= len(chunk)
                if left < 0:
                    raise NotADocument(reason="too_much_inside")


def _leads_away(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/") or "\0" in name


def _is_macro(name: str) -> bool:
    return name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/"))


def _office(archive: ZipFile) -> tuple[str, str]:
    names = set(archive.namelist())
    if "mimetype" in names:
        found = archive.read("mimetype").decode("ascii", "replace").strip()
        if found in _OPEN_DOCUMENTS and "content.xml" in names:
            return found, _OPEN_DOCUMENTS[found]
    if "[Content_Types].xml" in names:
        if b"macroEnabled" in archive.read("[Content_Types].xml"):
            raise NotADocument(reason="programs")
        for part, kind in _OFFICE_PARTS.items():
            if part in names:
                return kind
    raise NotADocument(reason="unknown")


def _picture(content: bytes) -> tuple[bytes, str, str]:
    """Written anew: nothing is left of what a camera noted, nor of anything behind the picture."""
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NotADocument(reason="too_many_pixels")
            kind = str(opened.format)
            upright = ImageOps.exif_transpose(opened)
            if kind == "JPEG":
                upright = upright.convert("RGB")
            file = BytesIO()
            upright.info.clear()
            options: dict[str, Any] = {"quality": 90, "comment": b""} if kind == "JPEG" else {}
            upright.save(file, kind, **options)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotADocument(reason="too_many_pixels") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise NotADocument(reason="broken") from error
    return file.getvalue(), f"image/{kind.lower()}", {"JPEG": "jpg", "PNG": "png"}[kind]


def _text(content: bytes) -> tuple[bytes, str, str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotADocument(reason="unknown") from error
    # A page, a drawing, a script or a rich text calls itself by its first characters.
    if _NOT_IN_TEXT.search(text) or text.lstrip().startswith(("<", "#!", "{\\rtf", "MZ", "%!")):
        raise NotADocument(reason="unknown")
    return content, "text/plain", "txt"


_LOOKS: tuple[tuple[bytes, Callable[[bytes], tuple[bytes, str, str]]], ...] = (
    (b"%PDF-", _pdf),
    (b"PK\x03\x04", _archive),
    (b"\xff\xd8\xff", _picture),
    (b"\x89PNG\r\n\x1a\n", _picture),
)
