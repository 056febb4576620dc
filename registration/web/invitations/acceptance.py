"""Accept: the form is filled in as far as the organizers know the invitee; one button confirms it."""

from uuid import uuid4

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from registration import clock
from registration.actions import replies
from registration.rules.refusals import ChangeWouldNotFit
from registration.web.invitations import replying, sending
from registration.web.invitations.blueprint import blueprint

ANOTHER = "another"


@blueprint.route("/acceptance", methods=["GET", "POST"], endpoint="accept")
def accept(language: str) -> ResponseReturnValue:
    found, key = replying.current(), replying.key()
    on_behalf = request.args.get("whom") == ANOTHER
    if key is None:
        # The identifier is in the address from the start: a second click and going back are the same sending.
        return redirect(url_for(".accept", reply=uuid4(), whom=request.args.get("whom")))
    if request.method == "GET" and replying.was_sent(key):
        return redirect(url_for(".done", reply=key), 303)
    room = replying.room(found)
    form = replying.form(
        found,
        language,
        replying.typed(found, person=not room.came),
        on_behalf=on_behalf,
        with_registrant=on_behalf,
    )
    if form.is_sent_in_order():
        try:
            return sending.send(found, replying.wish(found, form), replies.accept, key)
        except ChangeWouldNotFit:
            replying.refuse_more(form)
    if not replying.was_sent(key):
        replying.check(found, clock.now())
    page = render_template(
        "invitations/acceptance.html",
        form=form,
        invitation=found,
        roundtable=found.roundtable,
        rows=replying.rows(found, language),
        room=room,
        on_behalf=on_behalf,
    )
    return page, 422 if form.errors else 200
