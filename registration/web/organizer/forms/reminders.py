"""A rule for reminders: whom, when, and what it says."""

from typing import Any

from flask_babel import gettext
from wtforms import RadioField, SelectField

from registration.actions.reminding import Rule
from registration.models.reminders import Reminder
from registration.rules.reminders import AFTER_THE_END, MOST_HOURS, Condition
from registration.web.forms.checks import Given, Offered
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms import texts
from registration.web.organizer.forms.choosing import options
from registration.web.organizer.forms.mailings import OwnWords
from registration.web.organizer.forms.numbers import WholeNumber
from registration.words.mailings import CONDITIONS

HOURS, DAYS = "hours", "days"
BEFORE, AFTER = "before", "after"
_FROM_THE_LIST = _("Choose an entry of the list")


def _choice(kind: Any, label: Any, pairs: Any, default: str) -> Any:
    return kind(
        label,
        choices=options(pairs),
        default=default,
        validate_choice=False,
        validators=[Given(_FROM_THE_LIST), Offered(_FROM_THE_LIST)],
    )


class ReminderForm(OwnWords):
    """Without subject and text it is the standard text."""

    needed = False
    condition = _choice(RadioField, _("For whom"), CONDITIONS.items(), Condition.CONFIRMED)
    amount = WholeNumber(_("How long"), least=1, most=MOST_HOURS, default=2)
    unit = _choice(SelectField, _("Unit"), [(DAYS, _("days")), (HOURS, _("hours"))], DAYS)
    side = _choice(
        SelectField,
        _("Before or after"),
        [(BEFORE, _("before the roundtable begins")), (AFTER, _("after the roundtable has ended"))],
        BEFORE,
    )

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        if self.amount.data is None and not self.amount.errors:
            self.refuse("amount", gettext("Enter how long before or after it is sent"))
        elif not self.amount.errors and self.hours > MOST_HOURS:
            self.refuse("amount", gettext("At most %(days)s days", days=MOST_HOURS // 24))
        if self.side.data == AFTER and self.condition.data not in AFTER_THE_END:
            self.refuse(
                "side", gettext("After the roundtable only those who were confirmed can be written to")
            )
        return not self.errors

    @property
    def hours(self) -> int:
        return (self.amount.data or 0) * (24 if self.unit.data == DAYS else 1)

    @property
    def rule(self) -> Rule:
        subjects, bodies = self.written
        return Rule(Condition(self.condition.data), self.hours, self.side.data == AFTER, subjects, bodies)


def typed_from(reminder: Reminder) -> dict[str, Any]:
    """A stored rule as the form takes it."""
    in_days = reminder.hours % 24 == 0
    return {
        "version": str(reminder.version),
        "condition": reminder.condition,
        "amount": reminder.hours // 24 if in_days else reminder.hours,
        "unit": DAYS if in_days else HOURS,
        "side": AFTER if reminder.after_end else BEFORE,
        "subjects": texts.filled(reminder.subjects),
        "texts": texts.filled(reminder.texts),
    }
