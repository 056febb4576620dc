"""Sentences of the history, topic by topic: who did what to whom, with names a translator may put anywhere."""

from flask_babel import lazy_gettext as _

from registration.rules.history import Topic
from registration.rules.verbs import Verb
from registration.words.history import accounts, people, programme
from registration.words.history.sentence import Sentence

TOPICS = {
    Topic.ARRIVALS: _("Registrations"),
    Topic.INVITATIONS: _("Invitations and replies"),
    Topic.DECISIONS: _("Decisions about people"),
    Topic.WAITING_LIST: _("Waiting list and offers"),
    Topic.CHANGES: _("Changes and withdrawals"),
    Topic.ROUNDTABLE: _("The roundtable and its limits"),
    Topic.MAIL: _("Mail and links"),
    Topic.LISTS: _("Downloads of lists"),
    Topic.ACCOUNTS: _("Accounts of organizers"),
}

SENTENCES: dict[Topic, dict[Verb, Sentence]] = people.SENTENCES | programme.SENTENCES | accounts.SENTENCES

BY_VERB = {verb: sentence for sentences in SENTENCES.values() for verb, sentence in sentences.items()}

# A confirmation on purpose that passed no limit after all.
SEATED_AT_ONCE = Sentence(
    _("%(person)s was confirmed at once by an organizer"), by=_("%(actor)s confirmed %(person)s at once")
)

SOMEBODY = _("somebody no longer on record")

LISTS = {
    "attendees": _("Attendees"),
    "all": _("All"),
    "changes": _("Changes"),
    "statistics": _("Statistics"),
}

__all__ = ["BY_VERB", "LISTS", "SEATED_AT_ONCE", "SENTENCES", "SOMEBODY", "TOPICS", "Sentence"]
