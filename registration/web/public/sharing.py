"""How a public page is found and passed on: its one address, its translations, the picture of its preview."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from registration import i18n, links
from registration.documents.sitemap import ANY_OTHER
from registration.models.roundtables import Roundtable
from registration.web.public.blueprint import blueprint

# Pages that also have an address without a language, which leads to the reader's own.
_IN_ANY_LANGUAGE = {"public.programme": "public.root", "public.roundtable": "public.roundtable_any_language"}


@dataclass(frozen=True)
class Addresses:
    """Absolute, from BASE_URL alone: of this page, and of the same page by language."""

    canonical: str
    translations: dict[str, str]


@dataclass(frozen=True)
class Picture:
    """What a preview shows: an absolute address, width and height in pixels, the text instead."""

    url: str
    width: int
    height: int
    alt: str


def translations(endpoint: str, **values: Any) -> dict[str, str]:
    """Absolute addresses of a public page by language; `x-default` is the one that follows the reader."""
    found = {code: links.absolute(url_for(endpoint, language=code, **values)) for code in i18n.LANGUAGES}
    neutral = _IN_ANY_LANGUAGE.get(endpoint)
    found[ANY_OTHER] = links.absolute(url_for(neutral, **values)) if neutral else found[i18n.DEFAULT]
    return found


def picture(roundtable: Roundtable, language: str) -> Picture | None:
    photo = roundtable.photo
    if photo is None:
        return None
    url = links.absolute(url_for("public.photo", digest=photo.digest, size="large"))
    return Picture(url, photo.width, photo.height, i18n.localized(roundtable.photo_alts, language))


@blueprint.context_processor
def _addresses() -> dict[str, object]:
    """`addresses_of_page()` for templates: asked only by pages that anyone may see."""
    return {"addresses_of_page": _of_this_page}


def _of_this_page() -> Addresses:
    assert request.endpoint is not None
    values = {**(request.view_args or {})}
    language = values.pop("language")
    found = translations(request.endpoint, **values)
    return Addresses(found[language], found)
