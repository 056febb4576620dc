"""An organizer's own account."""

from wtforms import PasswordField, SelectField, StringField

from registration.web.forms import Form
from registration.web.forms.checks import Given, NoLongerThan, Offered, Printable
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms.choosing import languages


class AboutYou(Form):
    name = StringField(_("Name"), validators=[NoLongerThan(120), Printable(), Given(_("Enter your name"))])
    language = SelectField(
        _("Language of these pages and of mail to you"),
        choices=languages(),
        validate_choice=False,
        validators=[Given(_("Choose a language")), Offered(_("Choose a language"))],
    )


class NewAccount(AboutYou):
    """Of somebody who accepts an invitation."""

    password = PasswordField(_("Password"), validators=[NoLongerThan(200), Given(_("Choose a password"))])


class NewPassword(Form):
    new = PasswordField(_("New password"), validators=[NoLongerThan(200), Given(_("Enter the new password"))])


class FirstCode(Form):
    """What a new app shows."""

    code = StringField(
        _("Code that the app shows"),
        validators=[NoLongerThan(40), Printable(), Given(_("Enter the code that the app shows"))],
    )


class ConfirmByPassword(Form):
    password = PasswordField(_("Password"), validators=[NoLongerThan(200), Given(_("Enter your password"))])


class ConfirmByCode(Form):
    code = StringField(_("Code"), validators=[NoLongerThan(40), Printable(), Given(_("Enter a code"))])
