"""When an organizer wants the daily digest."""

from typing import Any

from flask_babel import gettext
from wtforms import SelectField

from registration.rules.digests import USUAL_HOUR
from registration.web.forms import Form
from registration.web.forms.checks import Offered
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms import zones
from registration.web.organizer.forms.choosing import options

_FROM_THE_LIST = _("Choose an entry of the list")


class Digest(Form):
    """No hour: no digest."""

    hour = SelectField(_("Daily digest"), validate_choice=False, validators=[Offered(_FROM_THE_LIST)])
    zone = SelectField(_("By the clocks of"), validate_choice=False)

    def offer(self, language: str) -> None:
        """Give the form what can be chosen: seven in the morning first, as most want it."""
        hours = [USUAL_HOUR, *(hour for hour in range(24) if hour != USUAL_HOUR)]
        self.hour.choices = options(
            [
                ("", gettext("No digest")),
                *((str(hour), gettext("Every day at %(time)s", time=f"{hour:02}:00")) for hour in hours),
            ]
        )
        self.zone.choices = zones.choices(language, self.zone.data or "")

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        if not zones.is_known(self.zone.data or ""):
            self.refuse("zone", gettext("Choose a time zone of the list"))
        return not self.errors

    @property
    def chosen_hour(self) -> int | None:
        return int(self.hour.data) if self.hour.data else None
