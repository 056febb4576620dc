"""The form in which somebody is named to come instead of another of the same delegation."""

from registration.actions import substitutions
from registration.models.registrations import Registration
from registration.queries import questions as own
from registration.rules import names
from registration.rules.questions import Belongs, Kind
from registration.rules.statuses import Status
from registration.rules.substitutions import CARRIED_OVER
from registration.web.forms import Details, Own, Shown, asked, form_of, shown


def form(found: Registration, language: str) -> Details:
    kind = found.stakeholder_type
    questions = asked(kind, found.roundtable, bringing=found.accompanying)
    of_person = tuple(field for field in questions if field.key not in CARRIED_OVER)
    every = own.of(found.roundtable_id)
    of_delegation = {one.key for one in every if one.belongs is Belongs.DELEGATION}
    # A file is handed in on the own page, by whoever takes the place.
    asks = tuple(one for one in every if one.key not in of_delegation and one.kind is not Kind.FILE)
    made = form_of(kind, of_person, language=language, on_behalf=True, own=Own(asks))()
    made.known = {key: value for key, value in own.answers(found, every).items() if key in of_delegation}
    return made


def rows(found: Registration, language: str) -> list[Shown]:
    """What goes over to whoever is named, and is not asked."""
    answers = substitutions.carried_over(found)
    every = shown(found.stakeholder_type, found.roundtable, answers, language=language, terse=True)
    return [row for row in every if row.key in CARRIED_OVER and row.words]


def was_named(found: Registration, address: str) -> bool:
    """The second click of a double click is no mistake."""
    named = substitutions.successor_of(found)
    return (
        named is not None
        and named.email_key == names.email_key(address)
        and (found.status is Status.SUBSTITUTED or named.status is Status.PENDING)
    )
