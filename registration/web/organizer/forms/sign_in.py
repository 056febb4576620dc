"""Signing in: address and password, or an address to send a link to; then a code for whoever has an app."""

from wtforms import EmailField, PasswordField, StringField

from registration.web.forms import Form
from registration.web.forms.checks import Address, Given, NoLongerThan, Printable
from registration.web.forms.form import lazy as _


class SignIn(Form):
    email = EmailField(
        _("E-mail address"),
        validators=[NoLongerThan(254), Printable(), Given(_("Enter your e-mail address"))],
    )
    password = PasswordField(_("Password"), validators=[NoLongerThan(200), Given(_("Enter your password"))])


class AskForLink(Form):
    email = EmailField(
        _("E-mail address"),
        validators=[NoLongerThan(254), Given(_("Enter your e-mail address")), Address()],
    )


class SecondStep(Form):
    code = StringField(_("Code"), validators=[NoLongerThan(40), Printable(), Given(_("Enter a code"))])
