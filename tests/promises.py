"""What every page promises its reader. Each function gives the ways in which a page breaks one promise."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from registration import i18n
from tests import translated
from tests.page import Element, Page

Promise = Callable[[Page], Iterator[str]]

LOADED = {
    "script": ["src"],
    "img": ["src", "srcset"],
    "source": ["src", "srcset"],
    "iframe": ["src"],
    "use": ["href"],
    "link": ["href"],
    "video": ["src", "poster"],
    "audio": ["src"],
    "object": ["data"],
    "form": ["action"],
    "input": ["formaction"],
    "button": ["formaction"],
}
ELSEWHERE = frozenset(
    {"canonical", "alternate", "license"}
)  # relations that name an address without loading it
UNTYPED = frozenset({"hidden", "submit", "button", "image", "reset"})
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "list", "form")


def broken(page: Page) -> list[str]:
    """Every promise this page breaks."""
    return [problem for promise in PROMISES for problem in promise(page)]


def nested_well(page: Page) -> Iterator[str]:
    yield from page.root.problems


def one_heading_and_a_title(page: Page) -> Iterator[str]:
    headings = page.all("h1")
    if len(headings) != 1:
        yield f"{len(headings)} h1"
    if any(not heading.text for heading in page.all("h1", "h2", "h3", "h4")):
        yield "an empty heading"
    titles = [title.text for title in page.all("title") if not _in(title, "svg")]
    if len(titles) != 1 or not titles[0]:
        yield f"titles: {titles}"
    if any(re.match(r"(\S+) \1 ", title) for title in titles):
        yield f"a title that stammers: {titles}"
    if len(page.all("main")) != 1:
        yield f"{len(page.all('main'))} main parts"


def language_and_direction(page: Page) -> Iterator[str]:
    language = page.language
    if language not in i18n.LANGUAGES:
        yield f"lang={language!r}"
    elif page.document.attributes.get("dir") != i18n.direction(language):
        yield f"dir={page.document.attributes.get('dir')!r} in {language}"
    first = urlsplit(page.url).path.split("/")[1]
    if first in i18n.LANGUAGES and language != first:
        yield f"lang={language!r} at {page.url}"


def one_language_throughout(page: Page) -> Iterator[str]:
    # While a catalogue has gaps there is nothing to promise: the gaps are reported where catalogues are tested.
    known = translated.catalogue(page.language) if page.language != "en" else None
    if known is not None:
        yield from translated.untranslated(page, known)


def unique_ids(page: Page) -> Iterator[str]:
    ids = [element.attributes["id"] for element in page.root.walk() if "id" in element.attributes]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield f"id {name!r} {ids.count(name)} times"
    for element in page.root.walk():
        for attribute in REFERENCES:
            for name in element.attributes.get(attribute, "").split():
                if name not in ids:
                    yield f"<{element.tag} {attribute}={name!r}> points nowhere"
        target = element.attributes.get("href", "")
        if len(target) > 1 and target.startswith("#") and target[1:] not in ids:
            yield f"a link to {target}, which is not there"


def labelled_fields(page: Page) -> Iterator[str]:
    labelled = {label.attributes.get("for") for label in page.all("label") if label.text}
    for control in page.all("input", "select", "textarea"):
        if control.attributes.get("type") in UNTYPED:
            continue
        if control.attributes.get("id") in labelled or control.attributes.get("aria-label"):
            continue
        if control.attributes.get("aria-labelledby") or any(
            above.tag == "label" for above in control.ancestors()
        ):
            continue
        yield f"no label: {control.attributes.get('name')!r}"
    for fieldset in page.all("fieldset"):
        if not any(legend.text for legend in fieldset.all("legend")):
            yield "a fieldset without a legend"


def named_controls(page: Page) -> Iterator[str]:
    for control in page.all("a", "button", "summary"):
        images = "".join(image.attributes.get("alt", "") for image in control.all("img"))
        if not (control.text or control.attributes.get("aria-label") or images):
            yield f"<{control.tag} {control.attributes}> says nothing"
        if control.tag == "a" and not control.attributes.get("href"):
            yield f"the link {control.text!r} goes nowhere"
    for image in page.all("img"):
        if "alt" not in image.attributes:
            yield f"no alternative text: {image.attributes.get('src')}"
    for table in page.all("table"):
        if not table.all("th"):
            yield "a table without headers"


def nothing_offered_twice(page: Page) -> Iterator[str]:
    for group in page.all("div", class_name="actions"):
        links = [(link.text, link.attributes.get("href")) for link in group.all("a")]
        for words, address in sorted({link for link in links if links.count(link) > 1}):
            yield f"{words!r} leads to {address} twice, side by side"


def nothing_inline(page: Page) -> Iterator[str]:
    for element in page.root.walk():
        for name in element.attributes:
            if name == "style" or name.startswith("on"):
                yield f"<{element.tag} {name}=…>"
        if element.attributes.get("href", "").lower().startswith("javascript:"):
            yield "a javascript: address"
    for script in page.all("script"):
        if "src" not in script.attributes and script.attributes.get("type") not in (
            "application/json",
            "application/ld+json",
        ):
            yield "an inline script"
    if page.all("style"):
        yield "an inline style sheet"


def nothing_from_elsewhere(page: Page) -> Iterator[str]:
    here = urlsplit(page.url).netloc
    for element in page.root.walk():
        if element.tag == "link" and ELSEWHERE & set(element.attributes.get("rel", "").split()):
            continue
        for attribute in LOADED.get(element.tag, []):
            for address in re.findall(
                r"(?:[a-z][a-z0-9+.-]*:)?//[^\s,\"']+", element.attributes.get(attribute, "")
            ):
                if urlsplit(address).netloc != here:
                    yield f"<{element.tag} {attribute}={address}>"


def posts_carry_a_token(page: Page) -> Iterator[str]:
    for form in page.all("form"):
        if form.attributes.get("method", "get").lower() == "post":
            tokens = form.all("input", name="csrf_token")
            if len(tokens) != 1 or not tokens[0].attributes.get("value"):
                yield f"the form to {form.attributes.get('action')!r} has {len(tokens)} tokens"
        elif form.all("input", name="csrf_token"):
            yield f"the form to {form.attributes.get('action')!r} puts its token into an address"


def guarded_by_headers(page: Page) -> Iterator[str]:
    policy = page.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy or "*" in policy:
        yield f"Content-Security-Policy: {policy!r}"
    if page.headers.get("X-Content-Type-Options") != "nosniff":
        yield "no X-Content-Type-Options"
    if "Referrer-Policy" not in page.headers:
        yield "no Referrer-Policy"


def personal_pages_are_not_kept(page: Page) -> Iterator[str]:
    path = urlsplit(page.url).path
    kept = page.headers.get("Cache-Control", "")
    if ("/my/" in path or path.startswith("/organizer")) and "no-store" not in kept:
        yield f"Cache-Control {kept!r} on a personal page"
    if page.headers.get("Set-Cookie") and "no-store" not in kept and "private" not in kept:
        yield f"a cookie with Cache-Control {kept!r}"


PROMISES: tuple[Promise, ...] = (
    nested_well,
    one_heading_and_a_title,
    language_and_direction,
    one_language_throughout,
    unique_ids,
    labelled_fields,
    named_controls,
    nothing_offered_twice,
    nothing_inline,
    nothing_from_elsewhere,
    posts_carry_a_token,
    guarded_by_headers,
    personal_pages_are_not_kept,
)


def _in(element: Element, tag: str) -> bool:
    return any(above.tag == tag for above in element.ancestors())
