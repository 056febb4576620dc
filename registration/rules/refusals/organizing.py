"""Why organizers cannot set something up like this."""

from collections.abc import Sequence

from registration.rules.contradictions import Contradiction
from registration.rules.refusals.base import Refused


class NobodyToWriteTo(Refused):
    """Mail to many, and nobody is left whom it is for."""

    code = "nobody_to_write_to"


class LimitsContradict(Refused):
    """Limits that cannot all be meant."""

    code = "limits_contradict"

    def __init__(self, contradictions: Sequence[Contradiction]) -> None:
        super().__init__()
        self.contradictions = contradictions


class ChangedMeanwhile(Refused):
    """Somebody else saved the same thing first."""

    code = "changed_meanwhile"


class TagExists(Refused):
    code = "tag_exists"


class TooManyTags(Refused):
    code = "too_many_tags"


class ViewExists(Refused):
    """The same organizer has another view of this name."""

    code = "view_exists"


class TooManyViews(Refused):
    code = "too_many_views"


class SlugTaken(Refused):
    code = "slug_taken"


class KeyTaken(Refused):
    """Another question of the roundtable has this key."""

    code = "key_taken"


class QuestionNeeded(Refused):
    """Other questions depend on this one, or on an option of it."""

    code = "question_needed"


class QuestionAnswered(Refused):
    """Somebody has answered: what kind of answer it takes stays."""

    code = "question_answered"


class NoMoreFit(Refused):
    """As many agenda items, speakers or documents as a roundtable can have."""

    code = "no_more_fit"


class NotReadyToPublish(Refused):
    """Something a public page cannot do without is missing; `facts["missing"]` names the fields."""

    code = "not_ready_to_publish"


class NotAnImage(Refused):
    code = "not_an_image"


class FileNotAccepted(Refused):
    """Too large, empty, or of a kind that is not taken."""

    code = "file_not_accepted"


class NotADocument(Refused):
    """`facts["reason"]` says why, in the words of `words/documents.py`."""

    code = "not_a_document"
