"""Long lists to choose from are written out once per language: only the mark of the chosen entry differs."""

from functools import cache, cached_property
from typing import Any

from markupsafe import Markup
from wtforms.fields.choices import Choice  # type: ignore[attr-defined]  # new in 3.3
from wtforms.widgets import Select, html_params

from registration.rules.fields import Field
from registration.web.forms import options


@cache
def widget(field: Field, language: str) -> "WrittenList":
    """The list of a question, shared by all forms that ask it."""
    return WrittenList(field, language)


class WrittenList:
    """What WTForms makes of a list, without making it anew for every reader."""

    def __init__(self, field: Field, language: str) -> None:
        self._choices = options.of(field, language)

    def __call__(self, field: Any, **attributes: Any) -> Markup:
        chosen = Markup(' value="{}">').format(field.data or "")
        entries = (
            self._entries if field.data is None else self._entries.replace(chosen, " selected" + chosen, 1)
        )
        opening = html_params(**{"id": field.id, "name": field.name, **attributes})
        return Markup("<select {}>{}</select>").format(opening, entries)

    @cached_property
    def _entries(self) -> Markup:
        # At the first look, not when it is made: some words are translated only then.
        return Markup("").join(
            Select.render_option(Choice(one.value, one.label, selected=False, render_kw=one.render_kw))  # type: ignore[call-arg]  # old stubs
            for one in self._choices
        )
