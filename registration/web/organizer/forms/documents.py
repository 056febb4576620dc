"""A document and for whom it is."""

from flask_wtf.file import FileField
from wtforms import RadioField, SelectField, StringField

from registration.actions.documents import Facts
from registration.models.documents import Audience
from registration.web.forms import Form
from registration.web.forms.checks import Given, NoLongerThan, Offered, Printable
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms import choosing
from registration.web.organizer.forms.versions import Version
from registration.words import choices

_FROM_THE_LIST = _("Choose an entry of the list")


class DocumentForm(Form):
    version = Version()
    title = StringField(
        _("Title"), validators=[NoLongerThan(200), Printable(), Given(_("Enter the title of the document"))]
    )
    language = SelectField(
        _("Language of the document"),
        choices=choosing.languages(),
        validate_choice=False,
        validators=[Given(_FROM_THE_LIST), Offered(_FROM_THE_LIST)],
    )
    audience = RadioField(
        _("Who may have it"),
        choices=choosing.options(choices.AUDIENCES.items()),
        # Nothing becomes public by oversight.
        default=Audience.ORGANIZERS,
        validate_choice=False,
        validators=[Given(_FROM_THE_LIST), Offered(_FROM_THE_LIST)],
    )
    file = FileField(_("File"))

    def facts(self) -> Facts:
        return Facts(self.title.data or "", self.language.data, Audience(self.audience.data))
