"""About those who register."""

from flask_babel import lazy_gettext as _

from registration.rules.history import Topic
from registration.rules.verbs import Verb
from registration.words.history.sentence import Sentence

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
        Verb.MERGED: Sentence(
            _("Another registration was merged into that of %(person)s"),
            by=_("%(actor)s merged another registration into that of %(person)s"),
        ),
        Verb.MERGED_AWAY: Sentence(
            _("The registration of %(person)s was merged into another one"),
            by=_("%(actor)s merged the registration of %(person)s into another one"),
        ),
    },
    Topic.INVITATIONS: {
        Verb.INVITATION_CREATED: Sentence(
            _("An invitation was written"), by=_("%(actor)s wrote an invitation")
        ),
        Verb.INVITATION_EDITED: Sentence(
            _("An invitation was changed"), by=_("%(actor)s changed an invitation")
        ),
        Verb.INVITATION_SENT: Sentence(_("An invitation was sent"), by=_("%(actor)s sent an invitation")),
        Verb.INVITATION_REMINDED: Sentence(
            _("An invitee was reminded"), by=_("%(actor)s reminded an invitee")
        ),
        Verb.INVITATION_ACCEPTED: Sentence(
            _("%(person)s accepted an invitation"),
            by=_("%(actor)s recorded that %(person)s accepts an invitation"),
        ),
        Verb.INVITATION_REGRETTED: Sentence(
            _("An invitee sent regrets"), by=_("%(actor)s recorded the regrets of an invitee")
        ),
        Verb.INVITATION_SUBSTITUTED: Sentence(
            _("%(person)s was named instead of an invitee"),
            by=_("%(actor)s recorded that %(person)s comes instead of an invitee"),
        ),
        Verb.INVITATION_EXTENDED: Sentence(
            _("An invitee was given more time"), by=_("%(actor)s gave an invitee more time")
        ),
        Verb.INVITATION_EXPIRED: Sentence(_("An invitation expired: nobody replied in time")),
        Verb.INVITATION_REVOKED: Sentence(
            _("An invitation was taken back"), by=_("%(actor)s took an invitation back")
        ),
        Verb.INVITATION_LINKED: Sentence(
            _("The registration of %(person)s was taken as the reply to an invitation"),
            by=_("%(actor)s took the registration of %(person)s as the reply to an invitation"),
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
        Verb.DECISION_UNDONE: Sentence(
            _("The decision about %(person)s was undone"),
            by=_("%(actor)s undid the decision about %(person)s"),
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
        Verb.SUBSTITUTE_NAMED: Sentence(
            _("Somebody else was named instead of %(person)s; organizers decide"),
            by=_("%(actor)s named somebody else instead of %(person)s"),
            themselves=_("%(person)s named somebody else; organizers decide"),
        ),
        Verb.SUBSTITUTED: Sentence(
            _("Somebody else took the place of %(person)s"),
            by=_("%(actor)s gave the place of %(person)s to somebody else"),
            themselves=_("%(person)s gave the place to somebody else"),
        ),
        Verb.SUCCEEDED: Sentence(
            _("%(person)s took the place of another person"),
            by=_("%(actor)s gave the place of another person to %(person)s"),
        ),
        Verb.SUBSTITUTION_UNDONE: Sentence(
            _("%(person)s took the place back"), by=_("%(actor)s gave the place back to %(person)s")
        ),
        Verb.WITHDRAWN: Sentence(_("%(person)s withdrew")),
        Verb.WITHDRAWN_BY_ORGANIZER: Sentence(
            _("The registration of %(person)s was withdrawn by an organizer"),
            by=_("%(actor)s withdrew the registration of %(person)s"),
        ),
        Verb.CANCELLED_WITH_ROUNDTABLE: Sentence(
            _("The registration of %(person)s ended because the roundtable was cancelled")
        ),
        Verb.TAGGED: Sentence(_("%(person)s was given a tag"), by=_("%(actor)s gave a tag to %(person)s")),
        Verb.UNTAGGED: Sentence(
            _("A tag was taken from %(person)s"), by=_("%(actor)s took a tag from %(person)s")
        ),
        Verb.NOTE_ADDED: Sentence(
            _("A note about %(person)s was added"), by=_("%(actor)s added a note about %(person)s")
        ),
        Verb.NOTE_REMOVED: Sentence(
            _("A note about %(person)s was removed"), by=_("%(actor)s removed a note about %(person)s")
        ),
        Verb.ANSWERS_ERASED: Sentence(
            _("Answers to the organizers' own questions were erased"),
            by=_("%(actor)s erased answers to the organizers' own questions"),
        ),
    },
}
