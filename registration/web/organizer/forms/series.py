"""What a series is called, what it is about, and its colour."""

from wtforms import FormField, RadioField

from registration.web.forms import Form
from registration.web.forms.checks import Given, Offered
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms.choosing import options
from registration.web.organizer.forms.texts import in_six_languages
from registration.web.organizer.forms.versions import Version
from registration.words import choices

_FROM_THE_LIST = _("Choose an entry of the list")


class SeriesForm(Form):
    version = Version()
    titles = FormField(
        in_six_languages(200, needed=_("Enter the title in English")), _("Title of the series")
    )
    descriptions = FormField(in_six_languages(4000, lines=True), _("Description"))
    accent = RadioField(
        _("Colour of its pages"),
        choices=options(choices.ACCENTS.items()),
        default="teal",
        validate_choice=False,
        validators=[Given(_FROM_THE_LIST), Offered(_FROM_THE_LIST)],
    )
