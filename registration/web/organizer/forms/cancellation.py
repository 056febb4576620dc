"""Calling a roundtable off."""

from wtforms import FormField

from registration.web.forms import Form
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms.texts import in_six_languages


class Cancellation(Form):
    message = FormField(in_six_languages(2000, lines=True), _("Message to everyone registered"))
