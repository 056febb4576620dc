"""The tags of a roundtable: how many people have each, another name for one, and away with it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, tags
from registration.extensions import transaction
from registration.models.organizers import Organizer
from registration.models.tags import Tag
from registration.queries import scope
from registration.queries import tags as known
from registration.rules.permissions import Permission
from registration.rules.refusals import ChangedMeanwhile, NotFound, TagExists
from registration.web import access
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.guests import Renaming
from registration.words.refusals import REFUSALS


@blueprint.get("/roundtables/<slug:slug>/tags")
@access.needs(Permission.REGISTRATIONS_VIEW)
def tags_of_guests(slug: str) -> ResponseReturnValue:
    me = access.organizer()
    found = scope.roundtable(me, slug, access.permission())
    return render_template(
        "organizer/guests/tags.html",
        roundtable=found,
        tags=known.used(found, scope.reaches(me, found, access.permission())),
        may_change=scope.may(me, found, Permission.REGISTRATIONS_EDIT),
    )


@blueprint.route("/roundtables/<slug:slug>/tags/<row:tag_id>", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_EDIT)
def rename_tag(slug: str, tag_id: int) -> ResponseReturnValue:
    """For everybody who has it."""
    me = access.organizer()
    tag = _tag(me, slug, tag_id)
    form = Renaming(data={"was": tag.name, "name": tag.name})
    if form.is_sent_in_order():
        try:
            with transaction():
                me = access.organizer()
                by, was = audit.organizer(me.id), form.was.data or ""
                tags.rename(_tag(me, slug, tag_id), form.name.data or "", was=was, by=by, at=clock.now())
        except TagExists as refusal:
            form.refuse("name", REFUSALS[refusal.code].sentences)
        except ChangedMeanwhile as refusal:
            form.form_errors.append(REFUSALS[refusal.code].sentences)
            form.was.data = _tag(access.organizer(), slug, tag_id).name
        else:
            flash(_("The tag is renamed for everybody who has it."))
            return redirect(url_for("organizer.tags_of_guests", slug=slug), 303)
    found = scope.roundtable(access.organizer(), slug, access.permission())
    page = render_template(
        "organizer/guests/tag.html", roundtable=found, form=form, tag=_tag(access.organizer(), slug, tag_id)
    )
    return page, 422 if form.errors else 200


@blueprint.post("/roundtables/<slug:slug>/tags/<row:tag_id>/removal")
@access.needs(Permission.REGISTRATIONS_EDIT)
def remove_tag(slug: str, tag_id: int) -> ResponseReturnValue:
    with transaction():
        me = access.organizer()
        tags.remove(_tag(me, slug, tag_id), by=audit.organizer(me.id), at=clock.now())
    flash(_("The tag is off everybody, and gone."))
    return redirect(url_for("organizer.tags_of_guests", slug=slug), 303)


def _tag(me: Organizer, slug: str, tag_id: int) -> Tag:
    """Raises NotFound."""
    found = known.one(scope.roundtable(me, slug, access.permission()), tag_id)
    if found is None:
        raise NotFound
    return found
