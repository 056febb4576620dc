"""Documents of a roundtable: upload, replace, move, remove, and have them oneself."""

from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, document_files, documents, seats
from registration.actions.document_files import File
from registration.extensions import transaction
from registration.models.documents import Document
from registration.models.roundtables import Roundtable
from registration.queries import scope
from registration.rules.permissions import Permission
from registration.rules.refusals import ChangedMeanwhile, NotADocument, NotFound
from registration.web import access, languages
from registration.web.attachments import attachment
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.documents import DocumentForm
from registration.words.documents import KINDS, REASONS


@blueprint.get("/roundtables/<slug:slug>/documents")
@access.needs(Permission.ROUNDTABLES_VIEW)
def documents_of(slug: str) -> ResponseReturnValue:
    me, roundtable = access.organizer(), _found(slug)
    may_edit = scope.may(me, roundtable, Permission.ROUNDTABLES_EDIT)
    return render_template(
        "organizer/documents/list.html", roundtable=roundtable, may_edit=may_edit, kinds=KINDS
    )


@blueprint.get("/roundtables/<slug:slug>/documents/<uuid:document_id>/file")
@access.needs(Permission.ROUNDTABLES_VIEW)
def document_file(slug: str, document_id: UUID) -> Response:
    return attachment(_document(_found(slug), document_id))


@blueprint.route("/roundtables/<slug:slug>/documents/new", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_EDIT)
def new_document(slug: str) -> ResponseReturnValue:
    form = DocumentForm(data={"language": languages.current()})
    if request.method == "POST" and not form.file.data:
        form.validate()
        form.refuse("file", _("Choose a file"))
    if form.errors or not form.is_sent_in_order():
        return _page(form, _found(slug), None), 422 if form.errors else 200
    try:
        file = _file(form)
    except NotADocument as refusal:
        return _refused(form, refusal, _found(slug), None)
    assert file is not None
    with transaction():
        by = audit.organizer(access.organizer().id)
        documents.add(_locked(slug), form.facts(), file, by=by, at=clock.now())
    flash(_("The document has been added."))
    return _back(slug)


@blueprint.route("/roundtables/<slug:slug>/documents/<uuid:document_id>", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_EDIT)
def edit_document(slug: str, document_id: UUID) -> ResponseReturnValue:
    roundtable = _found(slug)
    document = _document(roundtable, document_id)
    form = DocumentForm(data=_filled(document))
    if not form.is_sent_in_order():
        return _page(form, roundtable, document), 422 if form.errors else 200
    try:
        file = _file(form)
        with transaction():
            present = _locked(slug)
            by, version = audit.organizer(access.organizer().id), form.version.number
            documents.edit(
                present,
                _document(present, document_id),
                form.facts(),
                file,
                version=version,
                by=by,
                at=clock.now(),
            )
    except NotADocument as refusal:
        return _refused(form, refusal, roundtable, document)
    except ChangedMeanwhile:
        present = _found(slug)
        document = _document(present, document_id)
        form.version.renew(document.version)
        return _page(form, present, document, overtaken=True), 409
    flash(_("The document has been saved."))
    return _back(slug)


@blueprint.post("/roundtables/<slug:slug>/documents/<uuid:document_id>/place")
@access.needs(Permission.ROUNDTABLES_EDIT)
def place_document(slug: str, document_id: UUID) -> ResponseReturnValue:
    with transaction():
        present, up = _locked(slug), request.form.get("direction") == "up"
        by = audit.organizer(access.organizer().id)
        documents.move(present, _document(present, document_id), up=up, by=by, at=clock.now())
    return _back(slug, f"document-{document_id}")


@blueprint.post("/roundtables/<slug:slug>/documents/<uuid:document_id>/removal")
@access.needs(Permission.ROUNDTABLES_EDIT)
def remove_document(slug: str, document_id: UUID) -> ResponseReturnValue:
    with transaction():
        present = _locked(slug)
        by = audit.organizer(access.organizer().id)
        documents.remove(present, _document(present, document_id), by=by, at=clock.now())
    flash(_("The document has been removed. Nobody can have it from here any more."))
    return _back(slug)


def _found(slug: str) -> Roundtable:
    return scope.roundtable(access.organizer(), slug, access.permission())


def _locked(slug: str) -> Roundtable:
    return seats.lock(_found(slug).id).roundtable


def _document(roundtable: Roundtable, document_id: UUID) -> Document:
    found = next((one for one in roundtable.documents if one.public_id == str(document_id)), None)
    if found is None:
        raise NotFound
    return found


def _filled(document: Document) -> dict[str, str]:
    return {
        "version": str(document.version),
        "title": document.title,
        "language": document.language,
        "audience": str(document.audience),
    }


def _file(form: DocumentForm) -> File | None:
    """What was uploaded, read outside of any transaction. Raises NotADocument."""
    upload = form.file.data
    if not upload:
        return None
    return document_files.checked(upload.read(document_files.LARGEST_FILE + 1), upload.filename or "")


def _refused(
    form: DocumentForm, refusal: NotADocument, roundtable: Roundtable, document: Document | None
) -> ResponseReturnValue:
    form.refuse("file", REASONS[str(refusal.facts["reason"])])
    return _page(form, roundtable, document), 422


def _back(slug: str, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("organizer.documents_of", slug=slug, _anchor=anchor), 303)


def _page(
    form: DocumentForm, roundtable: Roundtable, document: Document | None, *, overtaken: bool = False
) -> str:
    return render_template(
        "organizer/documents/form.html",
        form=form,
        roundtable=roundtable,
        document=document,
        kinds=KINDS,
        overtaken=overtaken,
        lost_file=bool(request.files.get("file")),
    )
