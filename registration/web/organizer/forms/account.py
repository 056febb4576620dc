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
    """`current_needed` unless there is no password yet or the person has only just signed in."""

    current_needed = True
    current = PasswordField(_("Present password"), validators=[NoLongerThan(200)])
    new = PasswordField(_("New password"), validators=[NoLongerThan(200), Given(_("Enter the new password"))])
