"""Documents: what is uploaded is told by its contents; whoever may have it gets it as a file, and nobody else."""

import io
import zipfile

import pytest
from PIL import Image
from sqlalchemy import select

from registration.actions import document_files
from registration.extensions import db, transaction
from registration.models.audit import AuditEntry
from registration.models.documents import Audience, Document, DocumentFile
from registration.models.roundtables import Roundtable
from registration.rules.permissions import Role
from registration.rules.refusals import NotADocument
from registration.rules.standing import State
from registration.rules.statuses import Status
from registration.rules.verbs import Verb
from registration.words.documents import REASONS
from tests.hostile.test_uploads import bomb

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


def archive(entries, **options):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return file.getvalue()


def docx(**more):
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", **more})


def odt():
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<office/>"})


def picture(kind="JPEG"):
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "canary: taken at home"
    Image.new("RGB", (60, 40), "teal").save(file, kind, exif=exif)
    return file.getvalue()


TAKEN = {
    "pdf": (PDF, "application/pdf"),
    "docx": (docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "odt": (odt(), "application/vnd.oasis.opendocument.text"),
    "txt": ("Ordre du jour : l’été\n".encode(), "text/plain"),
    "jpg": (picture(), "image/jpeg"),
    "png": (picture("PNG"), "image/png"),
}
REFUSED = {
    "nothing": (b"", "empty"),
    "too large": (b"%PDF-1.4 " + bytes(document_files.LARGEST_FILE), "too_large"),
    "a program": (b"\x7fELF" + bytes(2000), "unknown"),
    "a program for another system": (b"MZ" + b"x" * 200, "unknown"),
    "a page": (b"<!doctype html><script>alert(1)</script>", "unknown"),
    "a page after white space and a mark": (b"\xef\xbb\xbf \n<HTML>", "unknown"),
    "a drawing": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>', "unknown"),
    "a script": (b"#!/bin/sh\nrm -rf /", "unknown"),
    "rich text": (b"{\\rtf1 hello}", "unknown"),
    "text in no alphabet": (b"\xff\xfe\x00h", "unknown"),
    "half a document": (PDF[:40], "broken"),
    "a document that runs something": (
        PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /JS (x) >>"),
        "programs",
    ),
    "half an archive": (docx()[:60], "broken"),
    "an archive of anything": (archive({"hello.txt": "hello"}), "unknown"),
    "macros": (docx(**{"word/vbaProject.bin": "x"}), "programs"),
    "macros by type": (
        archive({"[Content_Types].xml": "macroEnabled", "word/document.xml": "<w/>"}),
        "programs",
    ),
    "a program inside": (docx(**{"word/embeddings/run.EXE": "MZ"}), "programs"),
    "a page inside": (docx(**{"word/page.html": "<script>"}), "programs"),
    "a way out": (docx(**{"../../etc/passwd": "x"}), "broken"),
    "an archive bomb": (docx(**{"word/media/a": bytes(160 * 1024 * 1024)}), "too_much_inside"),
    "thousands of entries": (docx(**{f"word/{n}": "" for n in range(3001)}), "too_much_inside"),
    "a picture bomb": (bomb(12_000), "too_many_pixels"),
    "half a picture": (picture()[:300], "broken"),
}


@pytest.mark.parametrize("ending", TAKEN)
def test_what_is_taken_is_told_by_its_contents(ending):
    content, media_type = TAKEN[ending]

    file = document_files.checked(content, "C:\\fakepath\\Concept note.v2.exe")

    assert (file.media_type, file.name) == (media_type, f"Concept note.v2.{ending}")
    assert b"canary" not in file.content


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_refused_says_why(kind):
    content, reason = REFUSED[kind]

    with pytest.raises(NotADocument) as refusal:
        document_files.checked(content, "note.pdf")

    assert refusal.value.facts["reason"] == reason
    assert reason in REASONS


def test_locked_archives_are_refused():
    content = bytearray(docx())
    for place in range(len(content) - 4):
        if content[place : place + 4] == b"PK\x01\x02":
            content[place + 8] |= 1

    with pytest.raises(NotADocument) as refusal:
        document_files.checked(bytes(content), "note.docx")

    assert refusal.value.facts["reason"] == "locked"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../etc/passwd", "passwd"),
        ("note.pdf\0.exe", "note.pdf"),
        ("note\u202efdp.exe", "notefdp"),
        ('a"b<c>|?*.pdf', "a b c"),
        ("...", "document"),
        ("", "document"),
        ("x" * 5000 + ".pdf", "x" * 80),
        ("会议记录.pdf", "会议记录"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x"),
    ],
)
def test_names_are_cleaned(name, kept):
    assert document_files.cleaned(name) == kept


def home(roundtable, page=""):
    return f"/organizer/roundtables/{roundtable.slug}/documents{page}"


def upload(desk, roundtable, content=PDF, name="Concept note.pdf", expect=200, **typed):
    values = {"title": "Concept note", "audience": "public", **typed}
    page = desk.get(home(roundtable, "/new"))
    return desk.submit(page, values, form="/new", files={"file": (io.BytesIO(content), name)}, expect=expect)


def documents():
    db.session.expire_all()
    return list(db.session.scalars(select(Document).order_by(Document.position)))


def test_a_document_is_added_replaced_and_removed_and_every_step_is_on_record(desk, roundtable):
    upload(desk, roundtable)
    (made,) = documents()
    page = desk.get(home(roundtable, f"/{made.public_id}"))
    files = {"file": (io.BytesIO(b"Hello"), "../second.md")}
    desk.submit(page, {"title": "Second"}, form=made.public_id, files=files)
    (made,) = documents()
    assert (made.title, made.file_name, made.size, made.version) == ("Second", "second.txt", 5, 2)
    assert db.session.get(DocumentFile, made.id).content == b"Hello"

    desk.submit(desk.get(home(roundtable, f"/{made.public_id}")), form="/removal")
    assert documents() == []
    assert db.session.scalars(select(DocumentFile)).all() == []
    recorded = [entry.verb for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert [verb for verb in recorded if verb.startswith("document.")] == [
        Verb.DOCUMENT_ADDED,
        Verb.DOCUMENT_CHANGED,
        Verb.DOCUMENT_REMOVED,
    ]


def test_a_refusal_stands_beside_the_field_and_keeps_what_was_typed(desk, roundtable):
    page = upload(desk, roundtable, b"<script>alert(1)</script>", "note.pdf", expect=422, title="A title")
    assert "none of the kinds of file that can be shared" in page.text
    assert page.form("/new").values["title"] == ["A title"]
    assert "Please choose the file again" in page.text

    page = desk.submit(desk.get(home(roundtable, "/new")), {"title": "A title"}, form="/new", expect=422)
    assert "Choose a file" in page.text
    assert documents() == []


def test_two_organizers_at_one_document_are_told(desk, roundtable, make):
    document = make.document(roundtable)
    page = home(roundtable, f"/{document.public_id}")
    mine, theirs = desk.get(page), desk.get(page)
    desk.submit(theirs, {"title": "Theirs"}, form=document.public_id)

    answer = desk.submit(mine, {"title": "Mine"}, form=document.public_id, expect=409)

    assert answer.form(document.public_id).values["title"] == ["Mine"]
    assert documents()[0].title == "Theirs"


def test_documents_change_places(desk, roundtable, make):
    first, second = make.document(roundtable), make.document(roundtable)

    desk.submit(desk.get(home(roundtable)), form=f"/{second.public_id}/place", button={"direction": "up"})

    assert [one.public_id for one in documents()] == [second.public_id, first.public_id]


def test_a_file_is_an_attachment_without_any_rights(client, make):
    document = make.document(make.roundtable(), b"<html>", file_name='会议 "note".txt')

    answer = client.open("GET", f"/documents/{document.public_id}")

    assert answer.data == b"<html>"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_who_may_have_what(client, make, house, sign_in, roundtable):
    papers = {audience: make.document(roundtable, audience=audience) for audience in Audience}
    confirmed = make.registration(roundtable)
    waiting = make.registration(roundtable, status=Status.WAITLISTED)
    elsewhere = make.registration(make.roundtable())

    def had(address):
        found = set()
        for audience, paper in papers.items():
            status = client.open("GET", address.format(paper.public_id)).status_code
            assert status in (200, 404, 302, 303)
            found |= {str(audience)} if status == 200 else set()
        return found

    own, desk = "/en/my/registration/documents/{}", home(roundtable) + "/{}/file"
    public = client.get(f"/en/roundtables/{roundtable.slug}")
    assert [a.text for a in public.all("a") if "/documents/" in a.attributes["href"]] == [
        papers[Audience.PUBLIC].title
    ]
    assert (had("/documents/{}"), had(own), had(desk)) == ({"public"}, set(), set())
    client.open_registration(waiting)
    assert had(own) == set()
    client.open_registration(elsewhere)
    assert had(own) == set()
    page = client.open_registration(confirmed)
    assert had(own) == {"public", "confirmed"}
    assert papers[Audience.CONFIRMED].title in page.text
    assert papers[Audience.ORGANIZERS].title not in page.text
    sign_in(make.organizer(make.organization()))
    assert had(desk) == set()
    sign_in(make.organizer(house, role=Role.VIEWER))
    assert had(desk) == {"public", "confirmed", "organizers"}
    with transaction() as session:
        session.get(Roundtable, roundtable.id).state = State.DRAFT
    assert had("/documents/{}") == set()
