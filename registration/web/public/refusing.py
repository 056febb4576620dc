"""A refusal about a roundtable leads back to it; one about the form offers to start again."""

from contextlib import suppress
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _

from registration import clock
from registration.models.roundtables import Roundtable
from registration.queries import programme
from registration.rules import refusals
from registration.web import errors
from registration.web.public.blueprint import blueprint
from registration.words.refusals import REFUSALS

_ABOUT_THE_ROUNDTABLE = (
    refusals.RegistrationClosed,
    refusals.RegistrationNotYetOpen,
    refusals.DateNotConfirmed,
    refusals.ByInvitationOnly,
    refusals.RoundtableFull,
    refusals.RoundtableCancelled,
    refusals.RoundtableOver,
)
_ABOUT_THE_FORM = (refusals.DraftGone, refusals.AlreadySent)


def _closed(refusal: refusals.Refused) -> Response:
    """With the contact, to whom most of these refusals send the reader."""
    others = (_("See the other roundtables"), url_for("public.programme"))
    return _page(refusal, [(_("See the roundtable"), _address()), others], contact=_roundtable())


def _start_again(refusal: refusals.Refused) -> Response:
    again = url_for("public.register", slug=_slug())
    return _page(refusal, [(_("Start again"), again), (_("See the roundtable"), _address())])


def _page(refusal: refusals.Refused, actions: list[tuple[str, str]], **context: Any) -> Response:
    status = errors.STATUS.get(type(refusal), errors.OTHERWISE)
    return errors.page(status, REFUSALS[refusal.code], actions=actions, **context)


def _roundtable() -> Roundtable | None:
    """None when it has been taken off the public pages in the meantime."""
    with suppress(refusals.NotFound):
        return programme.find(_slug(), clock.now()).roundtable
    return None


def _address() -> str:
    return url_for("public.roundtable", slug=_slug())


def _slug() -> str:
    return str((request.view_args or {})["slug"])


for _about_the_roundtable in _ABOUT_THE_ROUNDTABLE:
    blueprint.register_error_handler(_about_the_roundtable, _closed)
for _about_the_form in _ABOUT_THE_FORM:
    blueprint.register_error_handler(_about_the_form, _start_again)
