"""Photos that are none, bombs, and requests whose parts are broken."""

import io
import zlib

import pytest
from PIL import Image

from registration.extensions import db
from registration.models.photos import Photo
from tests.hostile.found_forms import MULTIPART, parts
from tests.hostile.ground import Audience
from tests.page import Page

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def picture(kind="JPEG", size=(800, 500), **options):
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, kind, **options)
    return written.getvalue()


def bomb(side=30_000):
    """A PNG of a few kilobytes that would fill gigabytes: one bit for each of 30,000 times 30,000 points."""

    def chunk(name, content):
        return (
            len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")
        )

    head = side.to_bytes(4, "big") * 2 + bytes([1, 0, 0, 0, 0])
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(bytes(1 + side // 8)) for _ in range(side)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


NO_PHOTOS = {
    "nothing but a name": b"\0",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>',
    "a program": b"\x7fELF" + bytes(2000),
    "half a photo": picture()[:300],
    "an archive": b"PK\x03\x04" + bytes(500),
}


@pytest.fixture
def new_roundtable(forms):
    return next(found for found in forms if found.path == "/organizer/roundtables/new")


def upload(ground, found, content, *, name="photo.jpg", media_type="image/jpeg"):
    disposition = f'form-data; name="photo"; filename="{name}"'
    head = f"--limit\r\nContent-Disposition: {disposition}\r\nContent-Type: {media_type}\r\n\r\n"
    body = head.encode() + content + b"\r\n" + parts({**found.values, "photo_alts-en": ["A table"]})
    return ground.visit(Audience.ORGANIZER).open("POST", found.action, data=body, content_type=MULTIPART)


@pytest.mark.parametrize("kind", NO_PHOTOS)
def test_what_is_no_photo_is_refused_and_nothing_stored(ground, new_roundtable, kind):
    answer = upload(ground, new_roundtable, NO_PHOTOS[kind])

    assert answer.status_code == 422
    assert ground.changed() == set()
    page = Page(422, new_roundtable.action, answer.get_data(as_text=True), answer.headers)
    assert new_roundtable.again(page).values["titles-en"] == ["Partnerships for peace"]


def test_a_small_file_that_unpacks_to_gigabytes_is_refused(ground, new_roundtable):
    packed = bomb()
    assert len(packed) < 500_000

    assert upload(ground, new_roundtable, packed, name="photo.png").status_code == 422
    assert ground.changed() == set()


def test_ten_megabytes_are_too_much(ground, new_roundtable):
    assert upload(ground, new_roundtable, bytes(10 * 1024 * 1024)).status_code == 413
    assert ground.changed() == set()


def test_nothing_of_a_photo_but_its_picture_is_kept(ground, new_roundtable):
    spoken = picture(comment=b"<script>alert(1)</script> canary-comment") + b"<script>canary-tail</script>"

    assert upload(ground, new_roundtable, spoken, name="../../evil.html").status_code == 303
    photo = db.session.query(Photo).one()
    for size in ("large", "small"):
        answer = ground.client.open("GET", f"/photos/{photo.digest}/{size}.jpg")
        assert answer.mimetype == "image/jpeg"
        assert b"canary" not in answer.data
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


BROKEN = {
    "no limit": ("multipart/form-data", b"--x\r\n\r\n"),
    "an empty limit": ("multipart/form-data; boundary=", b""),
    "a limit in another script": ("multipart/form-data; boundary=\u00e9\u00e8", b"--\xe9"),
    "a limit of a thousand characters": ("multipart/form-data; boundary=" + "b" * 1000, b"--b"),
    "cut off": (MULTIPART, b'--limit\r\nContent-Disposition: form-data; name="email"\r\n\r\nhalf'),
    "no head": (MULTIPART, b"--limit\r\n\r\nx\r\n--limit--\r\n"),
    "a broken head": (
        MULTIPART,
        b"--limit\r\nContent-Disposition: form-data; name=\xff\xfe\r\n\r\nx\r\n--limit--\r\n",
    ),
    "another alphabet": (
        MULTIPART,
        b'--limit\r\nContent-Disposition: form-data; name="email"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n'
        b"+ADw-\r\n--limit--\r\n",
    ),
    "packed": (MULTIPART, b"--limit\r\nContent-Encoding: gzip\r\n\r\nx\r\n--limit--\r\n"),
    "only limits": (MULTIPART, b"--limit\r\n" * 3000),
    "raw bytes": ("application/x-www-form-urlencoded", bytes(range(256)) * 20),
    "percent signs": ("application/x-www-form-urlencoded", b"%" * 5000),
    "an unknown alphabet": ("application/x-www-form-urlencoded; charset=utf-7", b"csrf_token=+ADw-"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_request_that_is_broken_is_refused(ground, forms, kind):
    media_type, body = BROKEN[kind]
    for found in forms:
        answer = ground.visit(found.audience).open("POST", found.action, data=body, content_type=media_type)

        assert answer.status_code in (400, 413), f"{found}: {answer.status}"
    assert ground.changed() == set()
