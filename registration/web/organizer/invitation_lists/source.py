"""Bring a list along: paste it, or upload a file."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import document_files, guest_lists
from registration.documents import sheets, workbooks
from registration.documents.sheets import Sheet, Unreadable
from registration.extensions import transaction
from registration.queries import scope
from registration.rules.permissions import Permission
from registration.rules.refusals import NoLongerPossible
from registration.web import access
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.guest_lists import Source
from registration.web.organizer.invitation_lists.found import ROOT
from registration.words.guest_lists import REASONS


@blueprint.route(ROOT, methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_EDIT)
def import_invitations(slug: str) -> ResponseReturnValue:
    roundtable = scope.roundtable(access.organizer(), slug, access.permission())
    if not roundtable.takes_entries(clock.now()):
        raise NoLongerPossible
    form = Source()
    sheet = _read(form) if form.is_sent_in_order() else None
    if sheet is None:
        page = render_template(
            "organizer/invitation_lists/source.html",
            roundtable=roundtable,
            form=form,
            lost_file=bool(request.files.get("file")),
        )
        return page, 422 if form.errors else 200
    with transaction():
        me, at = access.organizer(), clock.now()
        kept = guest_lists.keep(
            scope.roundtable(me, slug, access.permission()),
            me,
            list(zip(sheet.numbers, sheet.rows, strict=True)),
            name=document_files.cleaned(form.file.data.filename) if form.file.data else "",
            guessed=sheet.guessed,
            people=sheet.people,
            at=at,
        )
        list_id = kept.public_id
    return redirect(url_for("organizer.match_guest_list", slug=slug, list_id=list_id), 303)


def _read(form: Source) -> Sheet | None:
    """What was brought along, read outside of any transaction; None with a message beside the field."""
    upload = form.file.data
    field = "file" if upload else "text"
    try:
        if not upload:
            return sheets.from_text(form.text.data or "")
        return workbooks.from_file(upload.read(sheets.LARGEST_FILE + 1))
    except Unreadable as refusal:
        words = REASONS[refusal.reason]
        row = refusal.row
        form.refuse(field, _("Row %(number)s: %(sentence)s", number=row, sentence=words) if row else words)
        return None
