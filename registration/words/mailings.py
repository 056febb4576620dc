"""Words for mail to many and reminders: states, placeholders, conditions, and why somebody gets no letter."""

from flask_babel import lazy_gettext as _

MAILING_STATES = {
    "draft": _("Draft"),
    "queued": _("Being sent"),
    "paused": _("Paused"),
    "stopped": _("Stopped"),
    "sent": _("Sent"),
}

LEFT_OUT = {
    "out_of_reach": _("You may not write to them"),
    "no_longer_live": _("Withdrawn, declined or replaced"),
    "no_address": _("No e-mail address"),
    "written_before": _("Written to before"),
}

SKIPPED = {
    "stopped": _("The mail was stopped before this letter left"),
    "has_left": _("The registration had ended before this letter left"),
    "has_come_back": _("The person had been taken up again before this letter left"),
    "no_longer_concerned": _("What the letter reminds of was done already"),
    "meeting_begun": _("The roundtable had begun or was cancelled before this letter left"),
}

PLACEHOLDERS = {
    "title": _("Title of the person, such as H.E. Ms."),
    "given_names": _("Given names"),
    "family_name": _("Family name"),
    "full_name": _("Full name"),
    "delegation": _("Delegation or organization"),
    "status": _("Status of the registration"),
    "reference": _("Reference of the registration"),
    "roundtable": _("Title of the roundtable"),
    "date": _("Day and hours, with the city's time"),
    "place": _("Venue and city, or that it is online"),
    "personal_link": _("The recipient's own link to the registration"),
}

CONDITIONS = {
    "confirmed": _("Everyone who is confirmed"),
    "unanswered": _("Confirmed, but the question about the UN grounds pass is not answered"),
    "offered": _("A seat is offered and not yet accepted"),
    "waitlisted": _("On the waiting list"),
    "question_open": _("Awaiting approval, and a question of the organizers is not answered"),
}
