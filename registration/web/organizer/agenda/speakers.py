"""Speakers of a roundtable: add, edit, move, remove."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, speakers
from registration.extensions import transaction
from registration.models.roundtables import Roundtable
from registration.models.speakers import Speaker
from registration.rules.permissions import Permission
from registration.rules.refusals import ChangedMeanwhile, NotFound
from registration.web import access, languages
from registration.web.organizer.agenda.listing import back, found, goes_up, locked
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.agenda import SpeakerForm, filled_speaker


@blueprint.route("/roundtables/<slug:slug>/agenda/speakers/new", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_EDIT)
def new_speaker(slug: str) -> ResponseReturnValue:
    roundtable = found(slug)
    form = _form(roundtable, None)
    if not form.is_sent_in_order():
        return _page(form, roundtable, None), 422 if form.errors else 200
    with transaction():
        present = locked(slug)
        by = audit.organizer(access.organizer().id)
        speaker_id = speakers.add(present, form.plan(present.agenda), by=by, at=clock.now()).id
    flash(_("The speaker has been added."))
    return back(slug, f"speaker-{speaker_id}")


@blueprint.route("/roundtables/<slug:slug>/agenda/speakers/<row:speaker_id>", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_EDIT)
def edit_speaker(slug: str, speaker_id: int) -> ResponseReturnValue:
    roundtable = found(slug)
    form = _form(roundtable, _speaker(roundtable, speaker_id))
    if not form.is_sent_in_order():
        return _page(form, roundtable, _speaker(roundtable, speaker_id)), 422 if form.errors else 200
    try:
        with transaction():
            present = locked(slug)
            plan, version = form.plan(present.agenda), form.version.number
            by = audit.organizer(access.organizer().id)
            speaker = _speaker(present, speaker_id)
            speakers.edit(present, speaker, plan, version=version, by=by, at=clock.now())
    except ChangedMeanwhile:
        present = found(slug)
        speaker = _speaker(present, speaker_id)
        form.version.renew(speaker.version)
        return _page(form, present, speaker, overtaken=True), 409
    flash(_("The speaker has been saved."))
    return back(slug, f"speaker-{speaker_id}")


@blueprint.post("/roundtables/<slug:slug>/agenda/speakers/<row:speaker_id>/place")
@access.needs(Permission.ROUNDTABLES_EDIT)
def place_speaker(slug: str, speaker_id: int) -> ResponseReturnValue:
    with transaction():
        present = locked(slug)
        by = audit.organizer(access.organizer().id)
        speakers.move(present, _speaker(present, speaker_id), up=goes_up(), by=by, at=clock.now())
    return back(slug, f"speaker-{speaker_id}")


@blueprint.post("/roundtables/<slug:slug>/agenda/speakers/<row:speaker_id>/removal")
@access.needs(Permission.ROUNDTABLES_EDIT)
def remove_speaker(slug: str, speaker_id: int) -> ResponseReturnValue:
    with transaction():
        present = locked(slug)
        by = audit.organizer(access.organizer().id)
        speakers.remove(present, _speaker(present, speaker_id), by=by, at=clock.now())
    flash(_("The speaker has been removed."))
    return back(slug, "speakers")


def _speaker(roundtable: Roundtable, speaker_id: int) -> Speaker:
    speaker = next((one for one in roundtable.speakers if one.id == speaker_id), None)
    if speaker is None:
        raise NotFound
    return speaker


def _form(roundtable: Roundtable, speaker: Speaker | None) -> SpeakerForm:
    form = SpeakerForm(data=filled_speaker(speaker) if speaker else {})
    form.offer(roundtable.agenda, languages.current())
    return form


def _page(
    form: SpeakerForm, roundtable: Roundtable, speaker: Speaker | None, *, overtaken: bool = False
) -> str:
    return render_template(
        "organizer/agenda/speaker.html",
        form=form,
        roundtable=roundtable,
        speaker=speaker,
        overtaken=overtaken,
    )
