"""After a reply: what has become of it. The same however often it is looked at."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from registration import clock
from registration.queries import submissions
from registration.web import access
from registration.web.invitations import replying, sending
from registration.web.invitations.blueprint import blueprint


@blueprint.get("/done")
def done(language: str) -> ResponseReturnValue:  # noqa: ARG001  (part of the address)
    found, key = replying.current(), replying.key()
    submission = submissions.sent(key) if key else None
    if submission is None or submission.roundtable_id != found.roundtable_id:
        return redirect(url_for(".accept"), 303)
    visit, registration = access.person(), submission.registration
    own = sending.is_new(submission) or (visit is not None and visit[0] == registration.public_id)
    return render_template(
        "invitations/done.html",
        roundtable=found.roundtable,
        # Of somebody who was registered before, the page tells nothing: the mail does.
        registration=registration if own else None,
        status=submission.shown_status if own else "known",
        room=replying.room(found),
        can_reply=replying.can_reply(found, clock.now()),
    )
