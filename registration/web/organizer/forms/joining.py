"""Where one joins online, and how long before it is told."""

from typing import Any

from wtforms import URLField

from registration.queries.joining import MOST_HOURS
from registration.web.forms import Form
from registration.web.forms.checks import Given, HttpsAddress, MayBeEmpty, NoLongerThan, Printable
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms.numbers import WholeNumber
from registration.web.organizer.forms.versions import Version
from registration.words import roundtables

LABELS: dict[str, Any] = {**roundtables.LABELS}


class JoiningForm(Form):
    version = Version()
    joining_url = URLField(
        LABELS["joining_url"],
        validators=[MayBeEmpty(), NoLongerThan(1000), Printable(), HttpsAddress()],
    )
    joining_hours = WholeNumber(
        LABELS["joining_hours"],
        least=1,
        most=MOST_HOURS,
        validators=[Given(_("Enter how many hours before the meeting"))],
    )
