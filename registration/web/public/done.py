"""After sending: what was decided, the reference, what happens next. The same however often it is looked at."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from registration import clock
from registration.queries import submissions
from registration.web.public import started
from registration.web.public.blueprint import blueprint


@blueprint.get("/<language:language>/roundtables/<slug:slug>/register/done")
def done(language: str, slug: str) -> ResponseReturnValue:  # noqa: ARG001  (part of the address)
    found = started.load(started.roundtable(slug, clock.now()))
    submission = submissions.sent(found.public_id)
    if submission is None:
        return redirect(url_for(".check", slug=slug, draft=found.public_id), 303)
    addresses = [found.typed["email"], found.typed.get("registrant_email", "")] if found.typed else []
    return render_template(
        "public/registration/done.html",
        started=found,
        roundtable=found.roundtable,
        reference=submission.reference,
        # What the page may say is not what the registration became, but what this sending was told.
        status=submission.shown_status,
        sent_to=[masked(address) for address in dict.fromkeys(filter(None, addresses))],
    )


def masked(address: str) -> str:
    """Enough of an address to recognize one's own: "a•••@example.org"."""
    name, _at, domain = address.rpartition("@")
    return f"{name[:1]}•••@{domain}"
