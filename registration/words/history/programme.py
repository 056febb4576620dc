"""About roundtables, mail and lists."""

from flask_babel import lazy_gettext as _

from registration.rules.history import Topic
from registration.rules.verbs import Verb
from registration.words.history.sentence import Sentence

SENTENCES: dict[Topic, dict[Verb, Sentence]] = {
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
        Verb.FOCAL_POINT_NAMED: Sentence(
            _("A focal point of a delegation was named"),
            by=_("%(actor)s named a focal point of a delegation"),
        ),
        Verb.FOCAL_POINT_CHANGED: Sentence(
            _("A focal point of a delegation was changed"),
            by=_("%(actor)s changed a focal point of a delegation"),
        ),
        Verb.FOCAL_POINT_WRITTEN_TO: Sentence(
            _("The link was sent to a focal point again"),
            by=_("%(actor)s sent the link to a focal point again"),
        ),
        Verb.FOCAL_POINT_REMOVED: Sentence(
            _("A focal point of a delegation was taken back"),
            by=_("%(actor)s took back a focal point of a delegation"),
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
        Verb.GUEST_LIST_IMPORTED: Sentence(
            _("Invitations were made of a guest list"),
            by=_("%(actor)s made invitations of a guest list"),
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
}
