"""A refusal about a roundtable leads back to it; one about the form offers to start again."""

from flask import Response, request, url_for
from flask_babel import gettext as _

from registration.rules import refusals
from registration.web import errors
from registration.web.public.blueprint import blueprint
from registration.words.refusals import REFUSALS

_ABOUT_THE_ROUNDTABLE = (
    refusals.RegistrationClosed,
    refusals.RegistrationNotYetOpen,
    refusals.ByInvitationOnly,
    refusals.RoundtableFull,
    refusals.RoundtableCancelled,
    refusals.RoundtableOver,
)
_ABOUT_THE_FORM = (refusals.DraftGone, refusals.AlreadySent)


def _closed(refusal: refusals.Refused) -> Response:
    return _page(refusal, [(_("See the roundtable"), _roundtable())])


def _start_again(refusal: refusals.Refused) -> Response:
    again = url_for("public.register", slug=_slug())
    return _page(refusal, [(_("Start again"), again), (_("See the roundtable"), _roundtable())])


def _page(refusal: refusals.Refused, actions: list[tuple[str, str]]) -> Response:
    status = errors.STATUS.get(type(refusal), errors.OTHERWISE)
    return errors.page(status, REFUSALS[refusal.code], actions=actions)


def _roundtable() -> str:
    return url_for("public.roundtable", slug=_slug())


def _slug() -> str:
    return str((request.view_args or {})["slug"])


for _about_the_roundtable in _ABOUT_THE_ROUNDTABLE:
    blueprint.register_error_handler(_about_the_roundtable, _closed)
for _about_the_form in _ABOUT_THE_FORM:
    blueprint.register_error_handler(_about_the_form, _start_again)
