"""The way in, by the reader's language, and the choice of another one."""

from urllib.parse import urlsplit

from flask import Response, redirect, request, url_for

from registration.i18n import LANGUAGES
from registration.web import languages
from registration.web.public.blueprint import blueprint


@blueprint.get("/")
def root() -> Response:
    return _in_own_language(url_for("public.programme", language=languages.preferred()))


@blueprint.get("/roundtables/<slug:slug>")
def roundtable_any_language(slug: str) -> Response:
    return _in_own_language(url_for("public.roundtable", slug=slug, language=languages.preferred()))


@blueprint.get("/language/<language:chosen>")
def choose_language(chosen: str) -> Response:
    """Remember the choice and go on with the page the reader came from, in that language."""
    response = _redirect(_in(chosen, request.args.get("page", "")), 303)
    languages.remember(response, chosen)
    return response


def _in_own_language(path: str) -> Response:
    response = _redirect(path, 302)
    response.vary.update(("Accept-Language", "Cookie"))
    return response


def _in(language: str, page: str) -> str:
    """The page in this language; the programme when it is not a page of ours."""
    if not is_own_path(page):
        return url_for("public.programme", language=language)
    start, _slash, rest = page.removeprefix("/").partition("/")
    return f"/{language}/{rest}" if start in LANGUAGES else page


def is_own_path(page: str) -> bool:
    """Whether an address leads to this site only: a path, nothing that a browser could read as a host."""
    if not page.startswith("/") or page.startswith("//") or "\\" in page:
        return False
    if any(ord(character) < 33 or ord(character) == 127 for character in page):
        return False
    parts = urlsplit(page)
    return not parts.scheme and not parts.netloc


def _redirect(path: str, status: int) -> Response:
    response = redirect(path, status)
    assert isinstance(response, Response)
    return response
