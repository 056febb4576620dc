"""Times as organizers write them: on the clocks of the city where the meeting is."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from wtforms import DateTimeLocalField

from registration.rules import local_times
from registration.rules.local_times import NoSuchTime, TimeHappensTwice
from registration.web.examples import with_example

_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
_EARLIEST, _LATEST = 1970, 2100


class Moment(DateTimeLocalField):
    """`data` is naive: the zone is another field. `exact` tells the moment in UTC once the zone is known."""

    def __init__(self, label: Any = None, validators: Any = None, **options: Any) -> None:
        super().__init__(label, validators, format=_FORMATS, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata([valuelist[0].strip()])
        except ValueError:
            self.data = None
        if self.data is None or not _EARLIEST <= self.data.year <= _LATEST:
            self.data = None
            raise ValueError(
                with_example(_("Enter a day and a time, for instance %(example)s"), "2027-03-15T10:00")
            )

    def exact(self, zone: str) -> datetime | None:
        """The moment in UTC, or None. Raises ValueError, worded, for a time the clocks skip or show twice."""
        if self.data is None:
            return None
        try:
            return local_times.exact(self.data, zone)
        except NoSuchTime:
            raise ValueError(
                _("There is no such time that night: the clocks are set forward. Choose another time")
            ) from None
        except TimeHappensTwice:
            raise ValueError(
                _("That night the clocks show this time twice: they are set back. Choose another time")
            ) from None


def shown(moment: datetime | None, zone: str) -> datetime | None:
    """A stored time as the field takes it."""
    return local_times.on_the_wall(moment, zone) if moment else None


def kept(field: Moment, stored: datetime | None, zone: str) -> datetime | None:
    """The moment of a field; a time nobody touched stays to the second: the field shows minutes."""
    if stored is not None and shown(stored, zone) == field.data:
        return stored
    return field.exact(zone)
