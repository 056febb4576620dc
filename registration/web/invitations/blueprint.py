"""The blueprint of the answers to invitations. None of its pages is ever kept by anyone."""

from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext as _

from registration.rules import refusals
from registration.web import access, errors
from registration.web.invitations import replying
from registration.words.refusals import REFUSALS, Wording

blueprint = Blueprint("invitations", __name__, url_prefix="/<language:language>/invitations")


@blueprint.errorhandler(refusals.LinkExpired)
def _no_invitation(_refusal: refusals.LinkExpired) -> Response:
    """One page for every link that opens nothing: altered, replaced or taken back."""
    return errors.page(
        410,
        Wording(
            _("This link opens no invitation"),
            _(
                "It may have been replaced by a newer one, or the invitation was taken back. Use the link of the "
                "latest message, or reply to that message."
            ),
        ),
    )


@blueprint.errorhandler(replying.VisitEnded)
def _visit_ended(_refusal: replying.VisitEnded) -> Response:
    return errors.page(
        410,
        Wording(_("Your visit has ended"), _("Open the link in the invitation again. Nothing was changed.")),
    )


def _refused(refusal: refusals.Refused) -> Response:
    """With the contact, to whom these refusals send the reader."""
    visit = access.replying()
    found = replying.of_link(*visit) if visit else None
    context: dict[str, Any] = {"contact": found.roundtable} if found else {}
    return errors.page(errors.OTHERWISE, REFUSALS[refusal.code], **context)


for _kind in (refusals.InvitationOver, refusals.SubstitutionNotPossible, refusals.RoundtableFull):
    blueprint.register_error_handler(_kind, _refused)
