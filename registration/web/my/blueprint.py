"""The blueprint of personal pages. None of them is ever kept by anyone."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from registration.rules import refusals
from registration.web import errors
from registration.words.refusals import REFUSALS

blueprint = Blueprint("my", __name__, url_prefix="/<language:language>/my")


@blueprint.errorhandler(refusals.LinkExpired)
def _expired(refusal: refusals.LinkExpired) -> Response:
    return errors.page(410, REFUSALS[refusal.code], actions=[(_("Ask for a new link"), url_for("my.ask"))])


@blueprint.errorhandler(refusals.NoLongerPossible)
@blueprint.errorhandler(refusals.OfferLapsed)
@blueprint.errorhandler(refusals.SubstitutionNotPossible)
def _moved_on(refusal: refusals.Refused) -> Response:
    home = url_for("my.registration", language=(request.view_args or {})["language"])
    return errors.page(409, REFUSALS[refusal.code], actions=[(_("See the registration"), home)])
