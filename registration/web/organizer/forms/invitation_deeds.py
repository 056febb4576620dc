"""What goes along with a deed about invitations: words, another day, whether the invitee is told."""

from datetime import datetime
from typing import Any

from flask_babel import gettext
from wtforms import BooleanField, TextAreaField

from registration.actions.bulk_invitations import Deed, Order
from registration.models.roundtables import Roundtable
from registration.web.forms import Form
from registration.web.forms.checks import MayBeEmpty, NoLongerThan, Printable
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms.moments import Moment


class DeedForm(Form):
    def order(self, deed: Deed) -> Order:
        return Order(deed)

    def measure(self, roundtable: Roundtable, at: datetime) -> None:
        """Give the form what it is measured by."""


class RemindForm(DeedForm):
    words = TextAreaField(
        _("In your own words"), validators=[MayBeEmpty(), NoLongerThan(2000), Printable(lines=True)]
    )

    def order(self, deed: Deed) -> Order:
        return Order(deed, words=self.words.data or "")


class ExtendForm(DeedForm):
    respond_by = Moment(_("Respond by"))
    zone = "UTC"
    begins: datetime | None = None
    now: datetime | None = None
    moment: datetime | None = None

    def measure(self, roundtable: Roundtable, at: datetime) -> None:
        self.zone, self.begins, self.now = roundtable.zone, roundtable.starts_at, at

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        if not self.respond_by.errors:
            self.moment = checked_day(self, "respond_by", self.zone, self.begins, self.now)
            if self.moment is None and not self.respond_by.errors:
                self.refuse("respond_by", gettext("Enter until when they may reply"))
        return not self.errors

    def order(self, deed: Deed) -> Order:
        return Order(deed, respond_by=self.moment)


class RevokeForm(DeedForm):
    tell = BooleanField(_("Tell them by mail"), default=True)

    def order(self, deed: Deed) -> Order:
        return Order(deed, tell=bool(self.tell.data))


FORMS: dict[Deed, type[DeedForm]] = {
    Deed.SEND: DeedForm,
    Deed.RESEND: DeedForm,
    Deed.REMIND: RemindForm,
    Deed.EXTEND: ExtendForm,
    Deed.REVOKE: RevokeForm,
}


def checked_day(
    form: Form,
    name: str,
    zone: str,
    begins: datetime | None,
    now: datetime | None,
    kept: datetime | None = None,
) -> datetime | None:
    """The moment of a field: yet to come, and before the meeting; `kept` is the one that stood there and may stay."""
    try:
        field: Any = form[name]
        found: datetime | None = field.exact(zone)
    except ValueError as error:
        form.refuse(name, str(error))
        return None
    if found is None or found == kept:
        return found
    if now is not None and found <= now:
        form.refuse(name, gettext("This time is over: enter a later one"))
    elif begins is not None and found > begins:
        form.refuse(name, gettext("The roundtable has begun by then: enter an earlier time"))
    return found
