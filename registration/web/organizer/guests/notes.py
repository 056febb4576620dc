"""Notes about a person: written on the person's page, changed and removed by their author."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import notes
from registration.extensions import transaction
from registration.models.notes import Note
from registration.models.registrations import Registration
from registration.queries import notes as noted
from registration.queries import scope
from registration.rules.permissions import Permission
from registration.rules.refusals import ChangedMeanwhile, NotFound
from registration.web import access
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.guests import NoteForm
from registration.words.refusals import REFUSALS

_HERE = "/roundtables/<slug:slug>/registrations/<uuid:registration_id>/notes"


@blueprint.route(_HERE, methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_DECIDE)
def add_note(slug: str, registration_id: UUID) -> ResponseReturnValue:
    found, form = _person(slug, registration_id), NoteForm()
    if not form.is_sent_in_order():
        page = render_template(
            "organizer/guests/note.html", roundtable=found.roundtable, registration=found, form=form
        )
        return page, 422 if form.errors else 200
    with transaction():
        me = access.organizer()
        notes.add(_person(slug, registration_id), form.text.data or "", author_id=me.id, at=clock.now())
    return _back(slug, registration_id, _("The note is kept. Only organizers who decide see it."))


@blueprint.route(f"{_HERE}/<row:note_id>", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_DECIDE)
def change_note(slug: str, registration_id: UUID, note_id: int) -> ResponseReturnValue:
    found = _person(slug, registration_id)
    note = _own(found, note_id)
    form = NoteForm(data={"text": note.text, "version": str(note.version)})
    if form.is_sent_in_order():
        try:
            with transaction():
                mine = _own(_person(slug, registration_id), note_id)
                notes.change(mine, form.text.data or "", version=form.version.number, at=clock.now())
        except ChangedMeanwhile as refusal:
            form.form_errors.append(REFUSALS[refusal.code].sentences)
            found = _person(slug, registration_id)
            note = _own(found, note_id)
            form.version.renew(note.version)
        else:
            return _back(slug, registration_id, _("The note is saved."))
    page = render_template(
        "organizer/guests/note.html", roundtable=found.roundtable, registration=found, form=form, note=note
    )
    return page, 422 if form.errors else 200


@blueprint.post(f"{_HERE}/<row:note_id>/removal")
@access.needs(Permission.REGISTRATIONS_DECIDE)
def remove_note(slug: str, registration_id: UUID, note_id: int) -> ResponseReturnValue:
    with transaction():
        found = _person(slug, registration_id)
        notes.remove(found, _own(found, note_id), at=clock.now())
    return _back(slug, registration_id, _("The note is removed."))


def _person(slug: str, registration_id: UUID) -> Registration:
    return scope.registration(access.organizer(), slug, str(registration_id), access.permission())


def _own(registration: Registration, note_id: int) -> Note:
    """Raises NotFound, for other people's notes too."""
    found = noted.one(registration, note_id)
    if found is None or found.author_id != access.organizer().id:
        raise NotFound
    return found


def _back(slug: str, registration_id: UUID, words: str) -> ResponseReturnValue:
    flash(words)
    home = url_for("organizer.registration", slug=slug, registration_id=registration_id, _anchor="notes")
    return redirect(home, 303)
