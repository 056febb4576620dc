"""When a draft becomes public by itself."""

from datetime import datetime
from typing import Any

from flask_babel import gettext
from wtforms import BooleanField

from registration.models.roundtables import Roundtable
from registration.web.forms import Form
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms.moments import Moment


class ScheduleForm(Form):
    """`roundtable` and `now` are given by the page."""

    roundtable: Roundtable
    now: datetime

    publish_at = Moment(_("Becomes public"))
    undated = BooleanField(_("Publish with the words “date to be confirmed”"))

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        if not self.errors:
            try:
                self._check(self.moment())
            except ValueError as error:
                self.refuse("publish_at", str(error))
        return not self.errors

    def moment(self) -> datetime | None:
        return self.publish_at.exact(self.roundtable.zone)

    def _check(self, moment: datetime | None) -> None:
        if moment is None:
            self.refuse("publish_at", gettext("Enter a day and a time"))
        elif moment <= self.now:
            self.refuse("publish_at", gettext("Choose a time that is still to come"))
        elif self.roundtable.starts_at and moment >= self.roundtable.starts_at:
            self.refuse("publish_at", gettext("Choose a time before the roundtable begins"))
