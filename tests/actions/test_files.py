"""Files are known by their content, and called by a name that does no harm."""

import pytest

from registration.actions import files
from registration.rules.refusals import FileNotAccepted
from tests.files import PDF, picture


@pytest.mark.parametrize(
    ("content", "media_type", "ending"),
    [
        (PDF, "application/pdf", ".pdf"),
        (picture("JPEG"), "image/jpeg", ".jpg"),
        (picture("PNG"), "image/png", ".png"),
    ],
    ids=["pdf", "jpeg", "png"],
)
def test_the_content_says_what_it_is(content, media_type, ending):
    found = files.checked("page.html", content)

    assert (found.media_type, found.name) == (media_type, f"page.html{ending}")


REFUSED = {
    "empty": b"",
    "text": b"hello",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a drawing": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "an archive": b"PK\x03\x04" + bytes(500),
    "a program": b"\x7fELF" + bytes(500),
    "half a document": PDF[:30],
    "half a picture": picture()[:30],
    "a moving picture": picture("GIF"),
    "a document behind a page": b"<html>" + PDF,
    "too large": PDF[:-7] + b"a" * files.LARGEST + b"\n%%EOF\n",
    "too many points": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\1\0\0\0\0" + bytes(100),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_everything_else_is_refused(kind):
    with pytest.raises(FileNotAccepted):
        files.checked("paper.pdf", REFUSED[kind])


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("paper.pdf", "paper.pdf"),
        ("Paper.PDF", "Paper.pdf"),
        ("/etc/passwd", "passwd.pdf"),
        ("..\\..\\paper.pdf", "paper.pdf"),
        ("C:\\papers\\Étude finale.pdf", "Étude finale.pdf"),
        ("..", "file.pdf"),
        ("", "file.pdf"),
        (".pdf", "file.pdf"),
        ("fdp\u202efdp.exe", "fdpfdp.exe.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie x=1.pdf"),
        ("ورقة.pdf", "ورقة.pdf"),
        ("a" * 300 + ".pdf", "a" * 100 + ".pdf"),
    ],
)
def test_names_are_cleaned(given, kept):
    assert files.checked(given, PDF).name == kept
