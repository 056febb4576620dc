"""What a browser's script fills in: the answer of a passkey."""

from wtforms import HiddenField, StringField

from registration.rules.refusals import PasskeyRefused
from registration.web.forms import Form
from registration.web.forms.checks import Given, NoLongerThan, Printable
from registration.web.forms.form import lazy as _

LONGEST_ANSWER = 20_000


class PasskeyAnswer(Form):
    credential = HiddenField()

    def answer(self) -> str:
        """Raises PasskeyRefused for none, or one that is longer than any."""
        sent = self.credential.data or ""
        if not 0 < len(sent) <= LONGEST_ANSWER:
            raise PasskeyRefused
        return sent


class NewPasskey(PasskeyAnswer):
    name = StringField(
        _("Name of the passkey"),
        validators=[
            NoLongerThan(60),
            Printable(),
            Given(_("Give the passkey a name, for instance “Laptop”")),
        ],
    )
