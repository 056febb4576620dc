"""Signing in: address and password, or an address to send a link to."""

from wtforms import EmailField, PasswordField

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
