"""Whether and when an organizer gets the daily digest."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import digesting
from registration.extensions import transaction
from registration.models.organizers import Organizer
from registration.rules.permissions import Permission
from registration.web import access, languages
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.digest import Digest


@blueprint.route("/account/digest", methods=["GET", "POST"])
@access.needs(Permission.SIGNED_IN)
def digest() -> ResponseReturnValue:
    form = _form(access.organizer())
    if not form.is_sent_in_order():
        page = render_template("organizer/account/digest.html", form=form)
        return page, 422 if form.errors else 200
    with transaction():
        digesting.choose(access.organizer(), form.chosen_hour, form.zone.data or "", at=clock.now())
    if form.chosen_hour is None:
        flash(_("You get no digest any more."))
    else:
        flash(_("You get a digest by mail on days on which something has happened."))
    return redirect(url_for("organizer.account"), 303)


def _form(me: Organizer) -> Digest:
    hour = "" if me.digest_hour is None else str(me.digest_hour)
    form = Digest(
        formdata=request.form if request.method == "POST" else None,
        data={"hour": hour, "zone": me.digest_zone},
    )
    form.offer(languages.current())
    return form
