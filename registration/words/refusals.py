"""Words for every refusal: what is the matter, and what to do now."""

from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _


@dataclass(frozen=True)
class Wording:
    """A heading and one or two sentences that say what to do: text, or lazy text of a catalogue."""

    heading: object
    explanation: object

    @property
    def sentences(self) -> str:
        """Both in one line, for the message beside a field."""
        return gettext("%(heading)s. %(explanation)s", heading=self.heading, explanation=self.explanation)


REFUSALS = {
    "refused": Wording(
        _("This is not possible"), _("Go back and try another way, or write to the contact below.")
    ),
    "not_found": Wording(
        _("Page not found"), _("Check the address, or start again from the list of roundtables.")
    ),
    "no_seat_to_hold": Wording(
        _("There is no seat to hold for this invitation"),
        _("Send it without holding a seat, or change the limits first."),
    ),
    "already_invited": Wording(
        _("This addressee is already invited"), _("Find the invitation in the table and change it there.")
    ),
    "invitation_over": Wording(
        _("This invitation cannot be answered any more"),
        _("Write to the contact of the roundtable: they can extend it, or tell you how things stand."),
    ),
    "substitution_not_possible": Wording(
        _("Nobody else can be named any more"),
        _("Write to the contact of the roundtable if somebody else should come instead."),
    ),
    "registration_closed": Wording(
        _("Registration has closed"),
        _("Write to the contact of this roundtable if you would still like to take part."),
    ),
    "registration_not_yet_open": Wording(
        _("Registration is not open yet"), _("The page of the roundtable says when it opens.")
    ),
    "date_not_confirmed": Wording(
        _("Registration is not open yet"), _("It opens once the date of the roundtable is confirmed.")
    ),
    "by_invitation_only": Wording(
        _("This roundtable is by invitation"),
        _(
            "If you were invited, use the link in your invitation. Otherwise write to the "
            "contact of this roundtable."
        ),
    ),
    "roundtable_full": Wording(
        _("All seats are taken"),
        _(
            "The waiting list is closed too. Nothing was stored. Write to the contact of this "
            "roundtable if your participation matters to the discussion."
        ),
    ),
    "roundtable_cancelled": Wording(
        _("This roundtable was cancelled"), _("See the list for other roundtables of the series.")
    ),
    "roundtable_over": Wording(
        _("This roundtable is over"), _("See its page for the outcome, and the list for what comes next.")
    ),
    "already_registered": Wording(
        _("This person is already registered"), _("Find the registration in the table and change it there.")
    ),
    "already_sent": Wording(
        _("This registration was already sent"),
        _(
            "Other answers were sent with this form before. To change them, use the personal link "
            "in the mail we sent. To register another person, start again."
        ),
    ),
    "draft_gone": Wording(
        _("This form is no longer here"),
        _(
            "A started registration is kept for a day, in the browser that began it. Please start "
            "again; the form does not take long."
        ),
    ),
    "no_longer_possible": Wording(
        _("This has changed in the meantime"), _("Look at the current state and decide again.")
    ),
    "no_seat_now": Wording(
        _("There is no seat at this moment"),
        _("Nothing was changed. Approve to the waiting list, or confirm over the limit with a reason."),
    ),
    "offer_lapsed": Wording(
        _("The time to take this seat is over"),
        _(
            "The seat has gone to the next person. Write to the contact of this roundtable if you would "
            "still like to take part."
        ),
    ),
    "limits_contradict": Wording(
        _("These limits contradict each other"), _("Nothing was changed. Correct the numbers and save again.")
    ),
    "part_of_the_approval": Wording(
        _("This answer was part of the approval"),
        _("Only the organizers can change it now. Write to the contact of this roundtable."),
    ),
    "change_would_not_fit": Wording(
        _("There is no seat for this change"),
        _(
            "Nothing was changed and the present seat is kept. Choose the earlier answer "
            "again, or write to the contact of this roundtable."
        ),
    ),
    "changed_meanwhile": Wording(
        _("Someone else has saved this in the meantime"),
        _(
            "Nothing of yours was saved. Open the page again in another tab, compare, and "
            "enter what is still missing."
        ),
    ),
    "slug_taken": Wording(_("Another roundtable has this address"), _("Choose another one.")),
    "not_ready_to_publish": Wording(_("Not ready to be published"), _("Add what is missing, then publish.")),
    "link_expired": Wording(
        _("This link no longer works"),
        _(
            "It may have been used, replaced or have ended. Ask for a new one; it arrives by "
            "mail within minutes."
        ),
    ),
    "wrong_credentials": Wording(_("E-mail address or password is wrong"), _("Check both and try again.")),
    "too_many": Wording(_("Too many attempts"), _("Please wait a few minutes, then try again.")),
    "not_an_image": Wording(
        _("This file cannot be used as a picture"),
        _("Choose a JPEG, PNG or WebP of at most 8 MB and 40 megapixels."),
    ),
    "password_too_weak": Wording(
        _("This password is too easy to guess"),
        _("Use at least 12 characters; several words in a row work well."),
    ),
    "organizer_exists": Wording(_("This person is already an organizer"), _("Nothing was changed.")),
    "organization_unknown": Wording(_("No such organization"), _("Check how it is written.")),
}
