"""Fill in the templates of a letter. They get plain values; what is missing is an error, never a blank."""

import re
from dataclasses import dataclass, fields
from functools import cache

from flask_babel import gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from registration import folders
from registration.actions.letters.values import Contents
from registration.rules.letters import Letter

_BLANK_LINES = re.compile(r"\n{3,}")
_TRAILING_SPACE = re.compile(r"[ \t]+\n")


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


def render(letter: Letter, contents: Contents) -> Rendered:
    """The letter in the language in force. Raises jinja2's UndefinedError for a value that does not exist."""
    values = {field.name: getattr(contents, field.name) for field in fields(contents)}
    subject = " ".join(_template(letter, "subject.txt").render(values).split())
    return Rendered(
        subject,
        _tidy(_template(letter, "body.txt").render(values)),
        _template(letter, "body.html").render(values | {"subject": subject}),
    )


def _template(letter: Letter, name: str) -> Template:
    return _environment().get_template(f"mail/{letter}/{name}")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folders.TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=folders.is_checkout(),
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    return environment


def _tidy(text: str) -> str:
    """Paragraphs one blank line apart."""
    return _BLANK_LINES.sub("\n\n", _TRAILING_SPACE.sub("\n", text)).strip() + "\n"
