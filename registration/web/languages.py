"""Which language a page is in: the address says so, else the account, the remembered choice, the browser."""

from functools import cache
from urllib.parse import quote

from flask import Flask, Response, current_app, g, has_request_context, request, url_for
from flask_babel import Babel, refresh

from registration import i18n
from registration.extensions import db
from registration.i18n import LANGUAGES
from registration.models.organizers import Organizer
from registration.settings import Settings

COOKIE = "language"
A_YEAR = 365 * 24 * 3600


def init_app(app: Flask, babel: Babel) -> None:
    babel.init_app(app, locale_selector=current)
    app.url_value_preprocessor(_take_from_address)
    app.url_defaults(_put_into_address)


def current() -> str:
    """The language of this page, or of the letter being written when there is no page."""
    if not has_request_context():
        return i18n.DEFAULT
    language: str | None = g.get("language")
    if language is None:
        language = g.language = _from_path() or _from_account() or preferred()
    return language


def preferred() -> str:
    """What the reader would like: the remembered choice, else the best of Accept-Language."""
    remembered = request.cookies.get(COOKIE, "")
    if remembered in LANGUAGES:
        return remembered
    wanted = (tag.replace("_", "-").partition("-")[0].lower() for tag in request.accept_languages.values())
    return next((code for code in wanted if code in LANGUAGES), i18n.DEFAULT)


def follow(organizer: Organizer) -> None:
    """From here on this request speaks the language of the account: just signed in, or just changed."""
    speak(organizer.language)


def speak(language: str) -> None:
    """From here on this request speaks another language."""
    g.language = language
    refresh()


def remember(response: Response, language: str) -> None:
    # By the setting, not by the request: behind a proxy the last stretch may be plain HTTP.
    settings: Settings = current_app.extensions["settings"]
    response.set_cookie(
        COOKIE, language, max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.is_secure
    )


def switch_links() -> list[tuple[str, str, str, bool]]:
    """(code, native name, address of this page in it, whether it is this one) for each language.

    The choice is remembered on the way.
    """
    language, page = current(), request.full_path.rstrip("?")
    own = f"/{language}/"
    rest = quote(page.removeprefix(own), safe="/:?")
    return [
        (
            code,
            native_name,
            f"{_choice(code)}?page={f'/{code}/' if page.startswith(own) else ''}{rest}",
            code == language,
        )
        for code, native_name in LANGUAGES.items()
    ]


@cache
def _choice(code: str) -> str:
    return url_for("public.choose_language", chosen=code)


def _take_from_address(_endpoint: str | None, values: dict[str, object] | None) -> None:
    if values and "language" in values:
        g.language = values["language"]


def _put_into_address(endpoint: str, values: dict[str, object]) -> None:
    if "language" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "language"):
        values["language"] = current()


def _from_path() -> str | None:
    """The language of an address that does not exist: whoever mistyped it still reads their own."""
    first = request.path.split("/", 2)[1]
    return first if first in LANGUAGES else None


def _from_account() -> str | None:
    organizer: Organizer | None = g.get("organizer")
    if organizer is None or organizer not in db.session:
        return None
    return organizer.language


def name_of(code: str) -> str:
    """What a language is called in the language of the page."""
    name: str = i18n.locale(current()).languages[code]
    return name[0].upper() + name[1:]
