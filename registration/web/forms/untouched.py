"""The questions of a form in which nothing has been filled in: the same for everyone, so they are written out once."""

from functools import lru_cache

from flask import current_app
from markupsafe import Markup

from registration.web.forms.details import Details


def questions(form: type[Details]) -> Markup:
    """The questions of a form made by `details_form`, which is one for each language."""
    if current_app.config["TEMPLATES_AUTO_RELOAD"]:
        return _written(form)
    return _written_once(form)


def _written(form: type[Details]) -> Markup:
    macros = current_app.jinja_env.get_template("parts/questions.html").module
    written: Markup = macros.questions(form(formdata=None, meta={"csrf": False}))  # type: ignore[attr-defined]
    return written


_written_once = lru_cache(maxsize=500)(_written)
