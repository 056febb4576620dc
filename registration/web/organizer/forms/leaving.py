"""Which of one's own organizations steps back from a roundtable."""

from collections.abc import Iterable

from wtforms import RadioField

from registration.web.forms import Form
from registration.web.forms.checks import Given, Offered
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms.choosing import options

_CHOOSE = _("Choose an organization")


class Leaving(Form):
    organization = RadioField(
        _("Which organization steps back?"),
        validate_choice=False,
        validators=[Given(_CHOOSE), Offered(_CHOOSE)],
    )

    def offer(self, own: Iterable[tuple[str, str]]) -> None:
        """One's own among the convenors; the only one is chosen already, of several none is."""
        choices = options(own)
        self.organization.choices = choices
        if len(choices) == 1 and not self.organization.data:
            self.organization.data = choices[0].value
