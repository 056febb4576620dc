"""Send a reply, once for each form; whoever has just been registered by it may see the registration."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from registration import clock
from registration.actions import invitations, sendings
from registration.actions.wishes import Wish
from registration.extensions import transaction
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.models.submissions import Submission
from registration.rules.refusals import LinkExpired
from registration.web import access, throttling

PER_NETWORK, EVERYONE, PER_INVITATION = 600, 6000, 30


def send(found: Invitation, wish: Wish, give: sendings.Reply, key: str) -> ResponseReturnValue:
    """Raises the refusals of `actions/replies.py`."""
    throttling.limit(
        "reply form",
        per_network=PER_NETWORK,
        everyone=EVERYONE,
        subject=found.public_id,
        per_subject=PER_INVITATION,
    )
    try:
        made = _send(found, wish, give, key)
    except IntegrityError:
        # A reference or a person that came into being meanwhile: the second look finds it.
        made = _send(found, wish, give, key)
    if made is not None:
        access.become_person(*made, at=clock.now())
    return redirect(url_for("invitations.done", reply=key), 303)


def is_new(submission: Submission) -> bool:
    """Whether somebody was registered by it, who was not before."""
    registration: Registration = submission.registration
    return registration.created_at == submission.created_at


def _send(found: Invitation, wish: Wish, give: sendings.Reply, key: str) -> tuple[str, int] | None:
    """(public id, link version) of the registration that came of it; None when it was there before."""
    with transaction():
        room, version = invitations.lock_of(found), found.link_version
        if access.replying() != (found.public_id, version):
            raise LinkExpired
        submission = sendings.reply(room, found, wish, give, key=key, at=clock.now())
        registration = submission.registration
        return (registration.public_id, registration.link_version) if is_new(submission) else None
