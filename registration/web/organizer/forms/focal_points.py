"""Who looks after a delegation."""

from wtforms import EmailField, SelectField, StringField

from registration.web.forms import Form
from registration.web.forms.checks import Address, Given, NoLongerThan, Offered, Printable
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms.choosing import languages
from registration.web.organizer.forms.versions import Version


class FocalPointForm(Form):
    version = Version()
    name = StringField(
        _("Name"), validators=[NoLongerThan(200), Printable(), Given(_("Write the name of the person"))]
    )
    email = EmailField(
        _("E-mail address"),
        validators=[NoLongerThan(254), Printable(), Given(_("Enter the e-mail address")), Address()],
    )
    language = SelectField(
        _("Language of the messages"),
        choices=languages(),
        validate_choice=False,
        validators=[Offered(_("Choose an entry of the list")), Given(_("Choose an entry of the list"))],
    )
