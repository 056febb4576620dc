"""Sentences of the history, topic by topic: who did what to whom, with names a translator may put anywhere."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from registration.rules.history import Topic
from registration.rules.verbs import Verb


@dataclass(frozen=True)
class Sentence:
    """`plain` names nobody who did it; `by` is of an organizer, %(actor)s; `themselves` of the person it is about.

    %(person)s is who registered, %(organizer)s whose account it is about.
    """

    plain: Any
    by: Any = None
    themselves: Any = None


TOPICS = {
    Topic.ARRIVALS: _("Registrations"),
    Topic.DECISIONS: _("Decisions about people"),
    Topic.WAITING_LIST: _("Waiting list and offers"),
    Topic.CHANGES: _("Changes and withdrawals"),
    Topic.ROUNDTABLE: _("The roundtable and its limits"),
    Topic.MAIL: _("Mail and links"),
    Topic.LISTS: _("Downloads of lists"),
    Topic.ACCOUNTS: _("Accounts of organizers"),
}

SENTENCES: dict[Topic, dict[Verb, Sentence]] = {
    Topic.ARRIVALS: {
        Verb.REGISTERED: Sentence(
            _("%(person)s was registered"),
            themselves=_("%(person)s registered"),
            by=_("%(actor)s registered %(person)s"),
        ),
        Verb.REGISTERED_AGAIN: Sentence(
            _("%(person)s registered again with the same address and name; nothing was changed")
        ),
        Verb.REGISTERED_BY_ORGANIZER: Sentence(
            _("%(person)s was added by an organizer"), by=_("%(actor)s added %(person)s")
        ),
        Verb.ADDRESS_CONFIRMED: Sentence(_("The address of %(person)s was confirmed")),
        Verb.ADDRESS_NOT_CONFIRMED: Sentence(
            _("The registration of %(person)s ended: the address was not confirmed within a day")
        ),
    },
    Topic.DECISIONS: {
        Verb.APPROVED: Sentence(
            _("The registration of %(person)s was approved"),
            by=_("%(actor)s approved the registration of %(person)s"),
        ),
        Verb.DECLINED: Sentence(
            _("The registration of %(person)s was not approved"),
            by=_("%(actor)s did not approve the registration of %(person)s"),
        ),
        Verb.INFORMATION_ASKED: Sentence(
            _("%(person)s was asked for more information"),
            by=_("%(actor)s asked %(person)s for more information"),
        ),
        Verb.INFORMATION_GIVEN: Sentence(_("%(person)s answered the question of the organizers")),
        Verb.REINSTATED: Sentence(
            _("The registration of %(person)s was taken up again"),
            by=_("%(actor)s took up the registration of %(person)s again"),
        ),
        Verb.SEATED_OVER_LIMIT: Sentence(
            _("%(person)s was confirmed over a limit, on purpose"),
            by=_("%(actor)s confirmed %(person)s over a limit, on purpose"),
        ),
    },
    Topic.WAITING_LIST: {
        Verb.CONFIRMED_FROM_WAITING_LIST: Sentence(
            _("%(person)s was confirmed from the waiting list"),
            by=_("%(actor)s confirmed %(person)s from the waiting list"),
        ),
        Verb.OFFERED: Sentence(
            _("A seat was offered to %(person)s"), by=_("%(actor)s offered a seat to %(person)s")
        ),
        Verb.OFFER_ACCEPTED: Sentence(_("%(person)s accepted the offer of a seat")),
        Verb.OFFER_LAPSED: Sentence(_("The offer to %(person)s ended: it was not answered in time")),
        Verb.PRIORITY_CHANGED: Sentence(
            _("The place of %(person)s on the waiting list was changed"),
            by=_("%(actor)s changed the place of %(person)s on the waiting list"),
        ),
    },
    Topic.CHANGES: {
        Verb.EDITED: Sentence(
            _("The answers of %(person)s were changed"),
            by=_("%(actor)s changed the answers of %(person)s"),
            themselves=_("%(person)s changed the answers"),
        ),
        Verb.WITHDRAWN: Sentence(_("%(person)s withdrew")),
        Verb.WITHDRAWN_BY_ORGANIZER: Sentence(
            _("The registration of %(person)s was withdrawn by an organizer"),
            by=_("%(actor)s withdrew the registration of %(person)s"),
        ),
        Verb.CANCELLED_WITH_ROUNDTABLE: Sentence(
            _("The registration of %(person)s ended because the roundtable was cancelled")
        ),
    },
    Topic.ROUNDTABLE: {
        Verb.ROUNDTABLE_CREATED: Sentence(
            _("The roundtable was created"), by=_("%(actor)s created the roundtable")
        ),
        Verb.ROUNDTABLE_EDITED: Sentence(
            _("The roundtable was edited"), by=_("%(actor)s edited the roundtable")
        ),
        Verb.ROUNDTABLE_PUBLISHED: Sentence(
            _("The roundtable was published"), by=_("%(actor)s published the roundtable")
        ),
        Verb.ROUNDTABLE_UNPUBLISHED: Sentence(
            _("The roundtable was taken off the public pages"),
            by=_("%(actor)s took the roundtable off the public pages"),
        ),
        Verb.ROUNDTABLE_CANCELLED: Sentence(
            _("The roundtable was cancelled"), by=_("%(actor)s cancelled the roundtable")
        ),
        Verb.LIMITS_CHANGED: Sentence(_("The limits were changed"), by=_("%(actor)s changed the limits")),
        Verb.SEATS_RELEASED: Sentence(
            _("Reserved seats were released"), by=_("%(actor)s released reserved seats")
        ),
        Verb.ADMISSION_CHANGED: Sentence(
            _("The rules of admission were changed"), by=_("%(actor)s changed the rules of admission")
        ),
    },
    Topic.MAIL: {
        Verb.LINK_REQUESTED: Sentence(_("A personal link was asked for")),
        Verb.MAIL_RESENT: Sentence(
            _("A letter to %(person)s was sent again"), by=_("%(actor)s sent a letter to %(person)s again")
        ),
    },
    Topic.ACCOUNTS: {
        Verb.ORGANIZER_ADDED: Sentence(
            _("%(organizer)s was added as an organizer"),
            by=_("%(actor)s added %(organizer)s as an organizer"),
        ),
        Verb.ORGANIZER_CHANGED: Sentence(
            _("The rights of %(organizer)s were changed"),
            by=_("%(actor)s changed the rights of %(organizer)s"),
        ),
        Verb.SIGNED_IN: Sentence(_("An organizer signed in"), by=_("%(actor)s signed in")),
        Verb.PASSWORD_CHANGED: Sentence(
            _("The password of an organizer was changed"), by=_("%(actor)s changed the password")
        ),
    },
}

BY_VERB = {verb: sentence for sentences in SENTENCES.values() for verb, sentence in sentences.items()}

# A confirmation on purpose that passed no limit after all.
SEATED_AT_ONCE = Sentence(
    _("%(person)s was confirmed at once by an organizer"), by=_("%(actor)s confirmed %(person)s at once")
)

SOMEBODY = _("somebody no longer on record")

LISTS = {
    "attendees": _("Attendees"),
    "all": _("All"),
    "statistics": _("Statistics"),
}
