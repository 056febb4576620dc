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
    "nobody_to_write_to": Wording(
        _("Nobody gets this mail"), _("Choose other recipients: everyone the filters name is left out.")
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
    "tag_exists": Wording(_("Another tag has this name"), _("Choose another one.")),
    "too_many_tags": Wording(
        _("This roundtable has as many tags as can be kept"), _("Remove one that is no longer needed.")
    ),
    "view_exists": Wording(_("Another view of yours has this name"), _("Choose another one.")),
    "too_many_views": Wording(
        _("You have as many views as can be kept"), _("Remove one that is no longer needed.")
    ),
    "slug_taken": Wording(_("Another roundtable has this address"), _("Choose another one.")),
    "key_taken": Wording(_("Another question has this key"), _("Choose another one.")),
    "question_needed": Wording(
        _("Another question stands in the way"),
        _("One depends on the answer to the other. Change the condition first, then try again."),
    ),
    "question_answered": Wording(
        _("This question has been answered"),
        _("The kind of its answers stays as it is. Add a new question for another kind."),
    ),
    "no_more_fit": Wording(
        _("No more can be added"), _("A roundtable can have sixty of these. Remove one you no longer need.")
    ),
    "not_ready_to_publish": Wording(_("Not ready to be published"), _("Add what is missing, then publish.")),
    "link_expired": Wording(
        _("This link no longer works"),
        _(
            "It may have been used, replaced or have ended. Ask for a new one; it arrives by "
            "mail within minutes."
        ),
    ),
    "wrong_credentials": Wording(_("E-mail address or password is wrong"), _("Check both and try again.")),
    "wrong_code": Wording(
        _("This code is not right"),
        _("Each code works once and not for long. Enter the one that is shown now."),
    ),
    "passkey_refused": Wording(_("This passkey could not be used"), _("Try again, or choose another way.")),
    "too_many": Wording(_("Too many attempts"), _("Please wait a few minutes, then try again.")),
    "file_not_accepted": Wording(
        _("This file cannot be accepted"), _("Choose a PDF, JPEG or PNG of at most 5 megabytes.")
    ),
    "not_an_image": Wording(
        _("This file cannot be used as a picture"),
        _("Choose a JPEG, PNG or WebP of at most 8 MB and 40 megapixels."),
    ),
    "not_a_document": Wording(
        _("This file cannot be used as a document"),
        _("Choose a PDF, an office document without macros, a picture or a plain text of at most 15 MB."),
    ),
    "password_too_weak": Wording(
        _("This password is too easy to guess"),
        _("Use at least 12 characters; several words in a row work well."),
    ),
    "password_personal": Wording(
        _("This password holds your name, your address or the name of this site"),
        _("Choose words that have nothing to do with you."),
    ),
    "organizer_exists": Wording(_("This person is already an organizer"), _("Nothing was changed.")),
    "colleague_invited": Wording(
        _("This person has been invited already"), _("Send the invitation again from the list of people.")
    ),
    "invited_by_another_address": Wording(
        _("This invitation is for another address"),
        _(
            "You are signed in with an address it was not sent to, so nothing was changed. If the other address "
            "is yours too, sign out and open the link again. Otherwise ask whoever invited you to invite this one."
        ),
    ),
    "last_owner": Wording(
        _("This is the only owner"),
        _("An organization needs one. Make somebody else owner first, then try again."),
    ),
    "last_convenor": Wording(
        _("No other organization convenes this roundtable"),
        _("Add another convenor first, or cancel the roundtable."),
    ),
    "organization_unknown": Wording(_("No such organization"), _("Check how it is written.")),
}
