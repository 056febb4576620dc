"""Short texts by which organizers order their guests: tags, names of views, notes."""

from typing import Any

from wtforms import BooleanField, StringField, TextAreaField

from registration.models import notes, tags, views
from registration.web.forms import Form
from registration.web.forms.checks import Given, NoLongerThan, Printable
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms.versions import Version


def one_line(text: str | None) -> str:
    """Single blanks, so that a name exists once."""
    return " ".join((text or "").split())


class TagForm(Form):
    tag = StringField(
        _("Tag"),
        filters=[one_line],
        validators=[NoLongerThan(tags.LONGEST), Printable(), Given(_("Write the tag"))],
    )


class Renaming(Form):
    """`was` is what the page showed: whoever renames after somebody else is told."""

    was = StringField()
    name = StringField(
        _("Name"),
        filters=[one_line],
        validators=[NoLongerThan(tags.LONGEST), Printable(), Given(_("Write a name"))],
    )


class ViewForm(Form):
    version = Version()
    name = StringField(
        _("Name of the view"),
        filters=[one_line],
        validators=[NoLongerThan(views.LONGEST), Printable(), Given(_("Write a name"))],
    )
    shared = BooleanField(_("Share it with the other organizers of this roundtable"))


class NoteForm(Form):
    version = Version()
    text: Any = TextAreaField(
        _("Note"),
        validators=[NoLongerThan(notes.LONGEST), Printable(lines=True), Given(_("Write the note"))],
    )
