"""Words for the life of a registration, a roundtable and a mail. "Waiting list" and "awaiting approval" never mix."""

from flask_babel import lazy_gettext as _

STATUSES = {
    "unverified": _("Awaiting address check"),
    "pending": _("Awaiting approval"),
    "waitlisted": _("Waiting list"),
    "offered": _("Seat offered"),
    "confirmed": _("Confirmed"),
    "declined": _("Not approved"),
    "withdrawn": _("Withdrawn"),
    "substituted": _("Replaced by another person"),
    "merged": _("Merged with another registration"),
    "cancelled": _("Roundtable cancelled"),
}

REPLIES = {
    "draft": _("Not sent yet"),
    "sent": _("No answer yet"),
    "accepted": _("Accepted"),
    "regrets": _("Regrets"),
    "substituted": _("Somebody else was named"),
    "expired": _("Expired"),
    "revoked": _("Taken back"),
}

STANDINGS = {
    "cancelled": _("Cancelled"),
    "past": _("Past"),
    "undated": _("Date to be confirmed"),
    "by_invitation": _("By invitation"),
    "not_yet_open": _("Registration not yet open"),
    "closed": _("Registration closed"),
    "full": _("Full"),
    "waiting_list": _("Waiting list"),
    "closing_soon": _("Closes soon"),
    "few_seats": _("Few seats left"),
    "open": _("Open"),
}

STATES = {
    "draft": _("Draft"),
    "published": _("Published"),
    "cancelled": _("Cancelled"),
}

DELIVERIES = {
    "queued": _("Waiting to be sent"),
    "held": _("Paused"),
    "sending": _("Being sent"),
    "sent": _("Sent"),
    "failed": _("Could not be sent"),
    "bounced": _("Refused by the recipient's mail server"),
    "skipped": _("Not sent, on purpose"),
}

LETTERS = {
    "confirm_address": _("Check of the address"),
    "address_lapsed": _("Address not confirmed in time"),
    "pending": _("Awaiting approval"),
    "inquiry": _("Question from the organizers"),
    "declined": _("Not approved"),
    "offered": _("Seat offered"),
    "offer_lapsed": _("Offer not answered in time"),
    "confirmed": _("Registration confirmed"),
    "waitlisted": _("On the waiting list"),
    "promoted": _("Confirmed from the waiting list"),
    "added": _("Registered by the organizers"),
    "repeated": _("Already registered"),
    "passed_on": _("Passed on to the participant"),
    "substituted": _("Replaced by another person"),
    "succeeded": _("Took another person's place"),
    "invitation": _("Invitation"),
    "invitation_reminder": _("Reminder of the invitation"),
    "invitation_extended": _("More time to reply"),
    "invitation_revoked": _("Invitation taken back"),
    "regrets_received": _("Regrets received"),
    "substitute_named": _("Somebody else was named"),
    "focal_point_link": _("Link to the page of the delegation"),
    "focal_point_note": _("Note to the focal point"),
    "changed": _("Registration changed"),
    "merged": _("Two registrations merged"),
    "merged_away": _("Merged into another registration"),
    "withdrawn": _("Registration withdrawn"),
    "withdrawn_by_organizer": _("Withdrawn by the organizers"),
    "links": _("Personal links"),
    "address_check": _("Check of a new address"),
    "address_left": _("Notice to the former address"),
    "joining": _("Link to join"),
    "roundtable_changed": _("Change of time or place"),
    "roundtable_cancelled": _("Roundtable cancelled"),
    "mailing": _("Mail to many"),
    "reminder": _("Reminder"),
    "mailing_test": _("Test of a mail to many"),
    "digest": _("Daily digest"),
    "sign_in": _("Sign-in link"),
    "confirm_code": _("Code to confirm who you are"),
    "account_changed": _("Change of an account"),
    "colleague_invited": _("Invitation of a colleague"),
    "role_changed": _("Change of an organizer's rights"),
    "role_ended": _("End of an organizer's rights"),
    "convening_changed": _("Change of those who convene"),
}
