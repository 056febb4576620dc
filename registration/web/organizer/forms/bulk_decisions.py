"""What goes along with a decision about many people."""

from wtforms import RadioField

from registration.actions.bulk_decisions import Deed
from registration.web.forms.checks import Given, Offered
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms.choosing import options
from registration.web.organizer.forms.decisions import Question, Refusal, Saying

WAIT, LEAVE = "wait", "leave"


class WithoutSeat(Saying):
    """What becomes of those for whom there is no seat."""

    without_seat = RadioField(
        _("Where there is no seat"),
        choices=options(
            [(WAIT, _("Approve to the waiting list")), (LEAVE, _("Leave them awaiting approval"))]
        ),
        default=WAIT,
        validate_choice=False,
        validators=[Given(_("Choose one of the two")), Offered(_("Choose one of the two"))],
    )


FORMS: dict[Deed, type[Saying]] = {
    Deed.APPROVE: WithoutSeat,
    Deed.DECLINE: Refusal,
    Deed.ASK: Question,
    Deed.WAIT: Saying,
    Deed.FIRST: Saying,
    Deed.USUAL: Saying,
}
