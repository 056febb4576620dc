"""Make a roundtable from another one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, duplication
from registration.extensions import transaction
from registration.models.roundtables import Roundtable
from registration.queries import scope
from registration.rules.permissions import Permission
from registration.web import access
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.copies import CopyForm


@blueprint.route("/roundtables/<slug:slug>/copy", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_EDIT)
def copy_roundtable(slug: str) -> ResponseReturnValue:
    found = _found(slug)
    form = CopyForm()
    if form.is_sent_in_order():
        try:
            starts_at = form.starts_at.exact(found.zone)
            with transaction():
                by = audit.organizer(access.organizer().id)
                made = duplication.duplicate(_found(slug), starts_at, by=by, at=clock.now()).slug
            flash(_("The roundtable has been copied. This is the copy, a draft."))
            return redirect(url_for("organizer.edit_roundtable", slug=made), 303)
        except ValueError as error:
            form.refuse("starts_at", str(error))
    page = render_template("organizer/copy.html", form=form, roundtable=found)
    return page, 422 if form.errors else 200


def _found(slug: str) -> Roundtable:
    return scope.roundtable(access.organizer(), slug, access.permission())
