"""The mailed link: looking at it does nothing, its button opens a short visit. And the end of that visit."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock, links
from registration.queries import registrations
from registration.rules.refusals import LinkExpired
from registration.web import access
from registration.web.my import person
from registration.web.my.blueprint import blueprint


@blueprint.get("/<token:token>", endpoint="open")
def open_link(language: str, token: str) -> ResponseReturnValue:  # noqa: ARG001  (part of the address)
    """The same page for every link, good or bad: mail scanners open them all."""
    return render_template("my/open.html")


@blueprint.post("/<token:token>")
def enter(language: str, token: str) -> ResponseReturnValue:  # noqa: ARG001  (part of the address)
    now = clock.now()
    link = links.read_personal_token(token)
    found = registrations.of_link(link.public_id, link.version) if link else None
    if found is None or person.link_is_over(found.roundtable, now):
        raise LinkExpired
    access.begin_person(found.public_id, found.link_version, at=now)
    return redirect(url_for(".registration"), 303)


@blueprint.post("/leave")
def leave(language: str) -> ResponseReturnValue:  # noqa: ARG001  (part of the address)
    access.end()
    flash(_("You have left your registration. The link in our message opens it again."), "success")
    return redirect(url_for(".ask"), 303)


@blueprint.errorhandler(person.SignedOut)
def signed_out(_refusal: person.SignedOut) -> ResponseReturnValue:
    flash(
        _("Your visit has ended. Open the link in our message again, or ask for a new one here."), "warning"
    )
    return redirect(url_for(".ask"), 303)
