"""The mailed link: looking at it does nothing and tells nothing; its button opens a short visit."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from registration import clock, links
from registration.models.focal_points import FocalPoint
from registration.rules.refusals import LinkExpired
from registration.web import access, throttling
from registration.web.delegations import visit
from registration.web.delegations.blueprint import blueprint

WRONG_PER_NETWORK, WRONG_EVERYONE = 60, 3000


@blueprint.get("/<token:token>", endpoint="open")
def look(language: str, token: str) -> ResponseReturnValue:  # noqa: ARG001  (part of the address)
    _of(token)
    return render_template("delegations/open.html")


@blueprint.post("/<token:token>")
def enter(language: str, token: str) -> ResponseReturnValue:  # noqa: ARG001  (part of the address)
    found = _of(token)
    access.begin_delegation(found.public_id, found.link_version, at=clock.now())
    return redirect(url_for(".mine"), 303)


def _of(token: str) -> FocalPoint:
    """Raises LinkExpired; whoever tries many is stopped."""
    link = links.read_delegation_token(token)
    found = visit.of_link(link.public_id, link.version) if link else None
    if found is None:
        throttling.limit("delegation link", per_network=WRONG_PER_NETWORK, everyone=WRONG_EVERYONE)
        raise LinkExpired
    return found
