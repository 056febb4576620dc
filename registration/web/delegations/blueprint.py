"""The blueprint of the delegations' pages. None of them is ever kept by anyone."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from registration.rules import closed, refusals
from registration.web import errors
from registration.web.delegations import visit
from registration.words.refusals import REFUSALS, Wording

blueprint = Blueprint("delegations", __name__, url_prefix="/<language:language>/delegations")


@blueprint.errorhandler(refusals.LinkExpired)
def _no_delegation(_refusal: refusals.LinkExpired) -> Response:
    """One page for every link that opens nothing: altered, replaced or taken back."""
    return errors.page(
        410,
        Wording(
            _("This link opens no delegation"),
            _("It may have been replaced by a newer one, or taken back. Use the link of the latest message."),
        ),
    )


@blueprint.errorhandler(visit.VisitEnded)
def _visit_ended(_refusal: visit.VisitEnded) -> Response:
    return errors.page(
        410, Wording(_("Your visit has ended"), _("Open the link in our message again. Nothing was changed."))
    )


def _refused(refusal: refusals.Refused) -> Response:
    home = url_for("delegations.mine", language=(request.view_args or {})["language"])
    return errors.page(
        errors.OTHERWISE, REFUSALS[refusal.code], actions=[(_("Back to the delegation"), home)]
    )


_KINDS: tuple[type[refusals.Refused], ...] = (
    refusals.NoLongerPossible,
    refusals.SubstitutionNotPossible,
    refusals.RoundtableFull,
    refusals.AlreadySent,
    *closed.CLOSED.values(),
)
for _kind in _KINDS:
    blueprint.register_error_handler(_kind, _refused)
