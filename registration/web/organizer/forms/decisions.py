"""What organizers say with a decision."""

from wtforms import BooleanField, HiddenField, RadioField, TextAreaField

from registration.web.forms import Form
from registration.web.forms.checks import Given, MayBeEmpty, NoLongerThan, Offered, Printable
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms.choosing import options

FIRST, USUAL = "first", "usual"


class Approval(Form):
    """`may_wait` is sent by a page that has said that there is no seat."""

    may_wait = HiddenField()


class Saying(Form):
    """What organizers write with a decision."""

    @property
    def text(self) -> str:
        """The one text of the form."""
        return next((field.data or "" for field in self if isinstance(field, TextAreaField)), "")


class Refusal(Saying):
    reason = TextAreaField(_("Reason"), validators=[MayBeEmpty(), NoLongerThan(1000), Printable(lines=True)])
    shown = BooleanField(_("Show the reason to the person"))


class Question(Saying):
    question = TextAreaField(
        _("Question"),
        validators=[
            NoLongerThan(2000),
            Printable(lines=True),
            Given(_("Write what you would like to know")),
        ],
    )


class OnPurpose(Saying):
    reason = TextAreaField(
        _("Reason"),
        validators=[
            NoLongerThan(1000),
            Printable(lines=True),
            Given(_("Say why: the reason is kept with the registration")),
        ],
    )


class Order(Form):
    order = RadioField(
        _("Place on the waiting list"),
        choices=options(
            [
                (USUAL, _("In the usual order: whoever has waited longest comes first")),
                (FIRST, _("Before the others")),
            ]
        ),
        validate_choice=False,
        validators=[Given(_("Choose a place")), Offered(_("Choose a place"))],
    )
