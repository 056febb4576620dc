"""Tags: on one person, on many with a preview, and the list of them."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from registration import clock
from registration.actions import audit, tags, undoing
from registration.actions.bulk_decisions import AT_ONCE
from registration.extensions import transaction
from registration.models.roundtables import Roundtable
from registration.queries import scope, selections
from registration.queries import tags as known_tags
from registration.rules import names
from registration.rules.permissions import Permission
from registration.rules.refusals import TooManyTags
from registration.web import access
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.guests import TagForm
from registration.web.organizer.guests import chosen
from registration.words.refusals import REFUSALS


@blueprint.post("/roundtables/<slug:slug>/registrations/<uuid:registration_id>/tags")
@access.needs(Permission.REGISTRATIONS_DECIDE)
def tag_person(slug: str, registration_id: UUID) -> ResponseReturnValue:
    """Add the tag that was typed, or take off the one whose button was pressed."""
    scope.registration(access.organizer(), slug, str(registration_id), access.permission())
    form = TagForm()
    if not form.is_sent_in_order():
        flash(" ".join(form["tag"].errors), "warning")
    else:
        try:
            _tag_one(slug, registration_id, form["tag"].data, adds="off" not in request.form)
        except TooManyTags as refusal:
            flash(REFUSALS[refusal.code].sentences, "warning")
    home = url_for("organizer.registration", slug=slug, registration_id=registration_id, _anchor="tags")
    return redirect(home, 303)


def _tag_one(slug: str, registration_id: UUID, name: str, *, adds: bool) -> None:
    with transaction():
        me, at = access.organizer(), clock.now()
        found = scope.registration(me, slug, str(registration_id), access.permission())
        if adds:
            tags.put(tags.known(found.roundtable_id, name, at=at), [found], by=audit.organizer(me.id), at=at)
        elif tag := known_tags.named(found.roundtable_id, names.key(name)):
            tags.take_off(tag, [found], by=audit.organizer(me.id), at=at)


@blueprint.post("/roundtables/<slug:slug>/registrations/tags")
@access.needs(Permission.REGISTRATIONS_DECIDE)
def tag_people(slug: str) -> ResponseReturnValue:
    """First a preview of who has it already, then the deed."""
    found = scope.roundtable(access.organizer(), slug, access.permission())
    who, form, adds = chosen.chosen(found), TagForm(), request.form.get("change") != "off"
    if who.words:
        return chosen.back(found, who.words)
    if not form.is_sent_in_order():
        return chosen.back(found, " ".join(form["tag"].errors))
    name = form["tag"].data
    if "decided" not in request.form:
        return _preview(found, who.ids, name, adds=adds)
    try:
        number = _tag_all(slug, who.ids, name, adds=adds)
    except TooManyTags as refusal:
        return chosen.back(found, REFUSALS[refusal.code].sentences)
    flash(_done(number, name, adds=adds))
    return chosen.back(found)


def _preview(found: Roundtable, ids: list[str], name: str, *, adds: bool) -> str:
    people = selections.of(found, ids, scope.reaches(access.organizer(), found, access.permission()))
    tag = known_tags.named(found.id, names.key(name))
    having = {one for one, has in known_tags.of_people(people).items() if tag in has} if tag else set()
    return render_template(
        "organizer/guests/tagging.html",
        roundtable=found,
        tag=tag.name if tag else name,
        is_new=tag is None,
        adds=adds,
        changing=[one for one in people if (one.id in having) != adds],
        staying=[one for one in people if (one.id in having) == adds],
        address=chosen.address(found),
    )


def _tag_all(slug: str, ids: list[str], name: str, *, adds: bool) -> int:
    """In units. Returns for how many something changed."""
    changed = 0
    deed = undoing.TAG if adds else undoing.UNTAG
    record = None
    for start in range(0, len(ids), AT_ONCE):
        with transaction():
            me = access.organizer()
            found = scope.roundtable(me, slug, access.permission())
            if record is None:
                record = undoing.begin(found, deed, organizer_id=me.id, at=clock.now())
            reached = scope.reaches(me, found, access.permission())
            people = selections.of(found, ids[start : start + AT_ONCE], reached)
            changed += undoing.tag(found, people, name, record=record, by=audit.organizer(me.id))
    return changed


def _done(number: int, name: str, *, adds: bool) -> str:
    if not number:
        return _("Nothing was changed.")
    if adds:
        return ngettext(
            "%(num)s person now has the tag “%(tag)s”.",
            "%(num)s people now have the tag “%(tag)s”.",
            number,
            tag=name,
        )
    return ngettext(
        "The tag “%(tag)s” is off %(num)s person.",
        "The tag “%(tag)s” is off %(num)s people.",
        number,
        tag=name,
    )
