"""Which group somebody belongs to: chosen of those open now; of the others the page says why they are not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wtforms import RadioField
from wtforms.validators import StopValidation

from registration.i18n import localized
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.rules import standing
from registration.web.forms import checks, options, wording
from registration.words import admission as words


@dataclass(frozen=True)
class Groups:
    """The types to choose from, and by the code of every other type the sentence that says why it is none of them."""

    open: list[StakeholderType]
    closed: Mapping[str, str]

    def offer(self, field: Any, language: str) -> None:
        """Put them into a field made by `group_field`."""
        field.choices = [options.option(kind.code, localized(kind.names, language)) for kind in self.open]
        field.closed = self.closed


def groups(roundtable: Roundtable, kinds: list[StakeholderType], *, at: datetime, language: str) -> Groups:
    """Which of these types are open now."""
    found = [kind for kind in kinds if is_open(roundtable, kind, at)]
    closed = {
        kind.code: words.why_closed(roundtable, kind, at=at, language=language)
        for kind in kinds
        if kind not in found
    }
    return Groups(found, closed)


def is_open(roundtable: Roundtable, kind: StakeholderType, at: datetime) -> bool:
    """Whether people of this type can register now, whatever the seats."""
    return standing.standing(roundtable.facts_of_type(kind.id), at) in standing.TAKES_REGISTRATIONS


def group_field(label: Any) -> Any:
    """The question itself. WTForms makes it a field of a form later."""
    return RadioField(
        label,
        validate_choice=False,
        validators=[
            checks.Given(wording.missing("stakeholder_type")),
            _open_now,
            checks.Offered(wording.missing("stakeholder_type")),
        ],
    )


def _open_now(_form: Any, field: Any) -> None:
    """A page shown a while ago may have offered what is closed by now."""
    if field.data in field.closed:
        raise StopValidation(field.closed[field.data])
