"""A refusal becomes a page, in the reader's language, with the status the contract names."""

import secrets
from typing import Any

import structlog
from flask import Flask, Response, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, InternalServerError

from registration.extensions import db
from registration.rules import refusals
from registration.words.refusals import REFUSALS, Wording
from registration.writers import Overloaded

log = structlog.get_logger()

STATUS: dict[type[refusals.Refused], int] = {
    refusals.NotFound: 404,
    refusals.LinkExpired: 410,
    refusals.TooMany: 429,
    refusals.WrongCredentials: 422,
    refusals.WrongCode: 422,
    refusals.PasskeyRefused: 422,
    refusals.PasswordTooWeak: 422,
    refusals.PasswordPersonal: 422,
    refusals.NotAnImage: 422,
    refusals.NotADocument: 422,
    refusals.SlugTaken: 422,
    refusals.TagExists: 422,
    refusals.TooManyTags: 422,
    refusals.ViewExists: 422,
    refusals.TooManyViews: 422,
    refusals.NotReadyToPublish: 422,
    refusals.OrganizerExists: 422,
    refusals.AlreadyInvited: 422,
    refusals.ColleagueInvited: 422,
    refusals.DraftGone: 410,
}
OTHERWISE = 409

# A moment's trouble with the database: locked, full, closed to writing, gone.
_BUSY = (Overloaded, OperationalError, PoolTimeout)


def init_app(app: Flask) -> None:
    app.register_error_handler(refusals.Refused, refused)
    app.register_error_handler(CSRFError, _foreign_token)
    app.register_error_handler(HTTPException, _http)
    for busy in _BUSY:
        app.register_error_handler(busy, _busy)
    app.register_error_handler(InternalServerError, _unexpected)
    # Flask would print the whole error, with what people typed in it; `_unexpected` says enough.
    app.logger.disabled = True


def refused(refusal: refusals.Refused) -> Response:
    """The page of a refusal."""
    status = STATUS.get(type(refusal), OTHERWISE)
    response = page(status, REFUSALS[refusal.code])
    if isinstance(refusal, refusals.TooMany):
        response.headers["Retry-After"] = str(refusal.facts.get("retry_after", 60))
    return response


def page(status: int, wording: Wording, **context: Any) -> Response:
    """A short page that says what is the matter and what to do."""
    html = render_template(
        "errors/page.html",
        status_code=status,
        heading=wording.heading,
        explanation=wording.explanation,
        **context,
    )
    response = make_response(html, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _foreign_token(_error: CSRFError) -> Response:
    return page(
        400,
        Wording(
            _("This form has expired"),
            _(
                "Your browser did not send the token of this form; it may block cookies, or the page was open for more "
                "than a day. Go back, reload the page and send it again."
            ),
        ),
    )


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400 or error.response is not None:
        return make_response(error.get_response())
    response = page(status, _worded(status))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _worded(status: int) -> Wording:
    if status == 404:
        return REFUSALS["not_found"]
    if status == 405:
        return Wording(
            _("This address does not accept this kind of request"),
            _("Go back and use the buttons of the page."),
        )
    if status == 413:
        return Wording(_("Too much was sent"), _("Shorten the longest answers, or choose a smaller file."))
    if status == 429:
        return REFUSALS["too_many"]
    return Wording(_("This request could not be read"), _("Go back, reload the page and try again."))


def _busy(error: Exception) -> Response:
    db.session.rollback()
    log.warning("busy", error=type(error).__name__, endpoint=request.endpoint, method=request.method)
    response = page(
        503,
        Wording(
            _("Very many people are here just now"),
            _(
                "Nothing was stored. Please try again in a moment; if you go back, what you typed is still there."
            ),
        ),
    )
    response.headers["Retry-After"] = "5"
    return response


def _unexpected(error: InternalServerError) -> Response:
    cause = error.original_exception or error
    # Also where Flask does not ask for the handlers above: a visit is read before a page is found, and kept after it.
    if isinstance(cause, _BUSY) or (isinstance(cause, DBAPIError) and cause.connection_invalidated):
        return _busy(cause)
    db.session.rollback()
    error_id = secrets.token_hex(4)
    # The type and the place, never the text: database errors quote what people typed.
    log.error(
        "unexpected",
        error=type(cause).__name__,
        error_id=error_id,
        endpoint=request.endpoint,
        where=_where(cause),
    )
    return page(
        500,
        Wording(
            _("Something went wrong on our side"),
            _(
                "Nothing was stored. Please try again; if it happens twice, write to the contact and give this number."
            ),
        ),
        error_id=error_id,
    )


def _where(error: BaseException) -> str:
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else ""
