"""Somebody comes back in the series: the details of the earlier registration fill in the next form."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from registration import clock
from registration.actions import drafts
from registration.extensions import transaction
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import next_in_series
from registration.rules.refusals import NoLongerPossible
from registration.web import access
from registration.web.forms import typed_from
from registration.web.forms.groups import is_open
from registration.web.my import person
from registration.web.my.blueprint import blueprint


@dataclass(frozen=True)
class Next:
    """Where the person may take part next; `invitation` where that is its reply."""

    roundtable: Roundtable
    invitation: Invitation | None = None


def following(found: Registration, now: datetime) -> Next | None:
    """The invitation that awaits this person's reply, else the first roundtable open to people of this type."""
    # Of whoever was registered by somebody else, two mailboxes hold the link: the invitation went to one.
    invitation = None if found.is_made_for_another else next_in_series.invitation(found, now)
    if invitation is not None:
        return Next(invitation.roundtable, invitation)
    listed = next_in_series.open_roundtables(found, now)
    rows = (one.roundtable for one in listed if is_open(one.roundtable, found.stakeholder_type, now))
    return next((Next(roundtable) for roundtable in rows), None)


@blueprint.post("/registration/again")
def again(language: str) -> ResponseReturnValue:  # noqa: ARG001  (part of the address)
    found, now = person.own(), clock.now()
    next_one = following(found, now)
    if next_one is None:
        raise NoLongerPossible
    if next_one.invitation is not None:
        invited = next_one.invitation
        access.begin_reply(invited.public_id, invited.link_version, earlier=found.id, at=now)
        return redirect(url_for("invitations.accept"), 303)
    draft = str(uuid4())
    started: dict[str, Any] = {"visit": access.visit(), "roundtable_id": next_one.roundtable.id, "at": now}
    on_behalf = bool(found.registrant_email)
    with transaction():
        drafts.choose(draft, stakeholder_type=found.stakeholder_type.code, on_behalf=on_behalf, **started)
        drafts.fill_in(draft, details(found), **started)
    return redirect(url_for("public.details", slug=next_one.roundtable.slug, draft=draft), 303)


def details(found: Registration) -> dict[str, Any]:
    """What was answered, as it would have been typed; who comes along is another matter each time."""
    registrant = {"registrant_name": found.registrant_name, "registrant_email": found.registrant_email}
    return typed_from(found) | registrant | {"accompanying": "0"}
