"""A registration that has gone on in another one of the same person: its link leads there by mail alone."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import personal_links
from registration.extensions import transaction
from registration.rules.refusals import NoLongerPossible
from registration.web import throttling
from registration.web.my import person
from registration.web.my.blueprint import blueprint


@blueprint.post("/registration/merged")
def send_link(language: str) -> ResponseReturnValue:
    """To the address of the one that goes on, which only whoever reads it sees."""
    found = person.own()
    if found.merged_into is None:
        raise NoLongerPossible
    throttling.limit(
        "link", per_network=30, everyone=1000, subject=found.merged_into.email_key, per_subject=4
    )
    with transaction():
        into = person.own().merged_into
        if into is not None:
            personal_links.send(into.email, language=language, at=clock.now())
    flash(_("The link is on its way to the e-mail address of the registration that goes on."), "success")
    return redirect(url_for(".registration"), 303)
