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
        Verb.MERGED: Sentence(
            _("Another registration was merged into that of %(person)s"),
            by=_("%(actor)s merged another registration into that of %(person)s"),
        ),
        Verb.MERGED_AWAY: Sentence(
            _("The registration of %(person)s was merged into another one"),
            by=_("%(actor)s merged the registration of %(person)s into another one"),
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
        Verb.CONVENOR_LEFT: Sentence(
            _("An organization stopped convening the roundtable"),
            by=_("%(actor)s ended the part of an organization in convening the roundtable"),
        ),
        Verb.PUBLICATION_SCHEDULED: Sentence(
            _("The publication of the roundtable was scheduled"),
            by=_("%(actor)s scheduled the publication of the roundtable"),
        ),
        Verb.PUBLICATION_REVOKED: Sentence(
            _("The scheduled publication was called off"),
            by=_("%(actor)s called off the scheduled publication"),
        ),
        Verb.PUBLICATION_MISSED: Sentence(
            _("The roundtable could not be published as scheduled: something was missing")
        ),
        Verb.ROUNDTABLE_DUPLICATED: Sentence(
            _("The roundtable was made as a copy of another one"),
            by=_("%(actor)s made the roundtable as a copy of another one"),
        ),
        Verb.ROUNDTABLE_TRANSLATED: Sentence(
            _("The texts of the roundtable were translated"),
            by=_("%(actor)s translated the texts of the roundtable"),
        ),
        Verb.AGENDA_CHANGED: Sentence(_("The agenda was changed"), by=_("%(actor)s changed the agenda")),
        Verb.SPEAKERS_CHANGED: Sentence(
            _("The list of speakers was changed"), by=_("%(actor)s changed the list of speakers")
        ),
        Verb.DOCUMENT_ADDED: Sentence(_("A document was added"), by=_("%(actor)s added a document")),
        Verb.DOCUMENT_CHANGED: Sentence(_("A document was changed"), by=_("%(actor)s changed a document")),
        Verb.DOCUMENT_REMOVED: Sentence(_("A document was removed"), by=_("%(actor)s removed a document")),
        Verb.JOINING_LINK_CHANGED: Sentence(
            _("The link for joining online was changed"),
            by=_("%(actor)s changed the link for joining online"),
        ),
        Verb.SERIES_CREATED: Sentence(_("A series was created"), by=_("%(actor)s created a series")),
        Verb.SERIES_EDITED: Sentence(_("A series was edited"), by=_("%(actor)s edited a series")),
        Verb.QUESTION_ADDED: Sentence(
            _("A question was added to the form"), by=_("%(actor)s added a question to the form")
        ),
        Verb.QUESTION_EDITED: Sentence(
            _("A question of the form was edited"), by=_("%(actor)s edited a question of the form")
        ),
        Verb.QUESTION_MOVED: Sentence(
            _("A question of the form was moved"), by=_("%(actor)s moved a question of the form")
        ),
        Verb.QUESTION_RETIRED: Sentence(
            _("A question is no longer asked"), by=_("%(actor)s had a question no longer asked")
        ),
        Verb.QUESTION_RESUMED: Sentence(
            _("A question is asked again"), by=_("%(actor)s had a question asked again")
        ),
        Verb.QUESTION_REMOVED: Sentence(
            _("A question was removed from the form"), by=_("%(actor)s removed a question from the form")
        ),
        Verb.QUESTIONS_COPIED: Sentence(
            _("Questions were copied from another roundtable"),
            by=_("%(actor)s copied questions from another roundtable"),
        ),
        Verb.QUESTIONS_KEPT: Sentence(
            _("The questions were kept as a set for other roundtables"),
            by=_("%(actor)s kept the questions as a set for other roundtables"),
        ),
        Verb.QUESTIONS_FORGOTTEN: Sentence(
            _("A set of questions was removed"), by=_("%(actor)s removed a set of questions")
        ),
        Verb.TAG_RENAMED: Sentence(_("A tag was renamed"), by=_("%(actor)s renamed a tag")),
        Verb.TAG_REMOVED: Sentence(_("A tag was removed"), by=_("%(actor)s removed a tag")),
    },
    Topic.MAIL: {
        Verb.LINK_REQUESTED: Sentence(_("A personal link was asked for")),
        Verb.MAIL_RESENT: Sentence(
            _("A letter to %(person)s was sent again"), by=_("%(actor)s sent a letter to %(person)s again")
        ),
        Verb.MAILING_SENT: Sentence(_("A mail to many was sent"), by=_("%(actor)s sent a mail to many")),
        Verb.MAILING_PAUSED: Sentence(
            _("The sending of a mail to many was paused"),
            by=_("%(actor)s paused the sending of a mail to many"),
        ),
        Verb.MAILING_RESUMED: Sentence(
            _("The sending of a mail to many was resumed"),
            by=_("%(actor)s resumed the sending of a mail to many"),
        ),
        Verb.MAILING_STOPPED: Sentence(
            _("The sending of a mail to many was stopped"),
            by=_("%(actor)s stopped the sending of a mail to many"),
        ),
        Verb.REMINDER_SENT: Sentence(_("A reminder was sent")),
        Verb.REMINDERS_CHANGED: Sentence(
            _("The reminders were changed"), by=_("%(actor)s changed the reminders")
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
        Verb.ORGANIZATION_ADDED: Sentence(
            _("An organization was added"), by=_("%(actor)s added an organization")
        ),
        Verb.ORGANIZATION_EDITED: Sentence(
            _("The organization was edited"), by=_("%(actor)s edited the organization")
        ),
        Verb.SECOND_FACTOR_RULE_CHANGED: Sentence(
            _("The rule about second factors was changed"),
            by=_("%(actor)s changed the rule about second factors"),
        ),
        Verb.COLLEAGUE_INVITED: Sentence(_("A colleague was invited"), by=_("%(actor)s invited a colleague")),
        Verb.COLLEAGUE_INVITED_AGAIN: Sentence(
            _("The invitation to a colleague was sent again"),
            by=_("%(actor)s sent the invitation to a colleague again"),
        ),
        Verb.COLLEAGUE_INVITATION_REVOKED: Sentence(
            _("An invitation was taken back"), by=_("%(actor)s took back an invitation")
        ),
        Verb.COLLEAGUE_JOINED: Sentence(
            _("An invitation was accepted"), by=_("%(actor)s accepted an invitation")
        ),
        Verb.ORGANIZER_REMOVED: Sentence(
            _("%(organizer)s was removed from the organizers"),
            by=_("%(actor)s removed %(organizer)s from the organizers"),
        ),
        Verb.OWNERSHIP_HANDED_OVER: Sentence(
            _("%(organizer)s was made an owner"), by=_("%(actor)s made %(organizer)s an owner")
        ),
        Verb.CONFIRMED_AGAIN: Sentence(
            _("An organizer confirmed who they are"), by=_("%(actor)s confirmed again who they are")
        ),
        Verb.CODE_REQUESTED: Sentence(_("A code was asked for"), by=_("%(actor)s asked for a code")),
        Verb.PASSKEY_ADDED: Sentence(_("A passkey was added"), by=_("%(actor)s added a passkey")),
        Verb.PASSKEY_REMOVED: Sentence(_("A passkey was removed"), by=_("%(actor)s removed a passkey")),
        Verb.APP_ADDED: Sentence(
            _("An authenticator app was added"), by=_("%(actor)s added an authenticator app")
        ),
        Verb.APP_REMOVED: Sentence(
            _("An authenticator app was removed"), by=_("%(actor)s removed an authenticator app")
        ),
        Verb.RECOVERY_CODES_MADE: Sentence(
            _("New recovery codes were made"), by=_("%(actor)s made new recovery codes")
        ),
        Verb.RECOVERY_CODE_USED: Sentence(
            _("A recovery code was used"), by=_("%(actor)s used a recovery code")
        ),
        Verb.SECOND_FACTORS_REMOVED: Sentence(
            _("The second factors of %(organizer)s were removed"),
            by=_("%(actor)s removed the second factors of %(organizer)s"),
        ),
        Verb.VISITS_ENDED: Sentence(
            _("Other visits of an organizer were ended"), by=_("%(actor)s ended other visits of the account")
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
