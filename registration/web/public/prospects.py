"""What sending a registration will come to, as far as can be seen before: the seats are given under the lock."""

from collections.abc import Mapping
from dataclasses import dataclass

from registration.models.roundtables import Mode
from registration.queries import rooms
from registration.rules import delegations, seats
from registration.rules.refusals import RoundtableFull
from registration.rules.seats import IN_PERSON, ONLINE, Kind, Party, Refusal, Taken
from registration.rules.standing import Admission
from registration.web.kept import kept
from registration.web.public.started import Started
from registration.words import waiting


@dataclass(frozen=True)
class Prospects:
    """`why_waiting` is empty as long as there is a seat."""

    by_approval: bool
    address_checked: bool
    why_waiting: str


def prospects(found: Started, answers: Mapping[str, object]) -> Prospects:
    terms = found.roundtable.terms(found.kind.id)
    refusal = _refusal(found, answers)
    waits = refusal is not None or found.roundtable.promotion_due
    return Prospects(
        terms.admission is Admission.APPROVAL, terms.address_checked, waiting.why(refusal) if waits else ""
    )


def check_room(found: Started, expected: Prospects) -> None:
    """Raises RoundtableFull where there is neither a seat nor a waiting list."""
    if expected.why_waiting and not found.roundtable.waiting_list_open:
        raise RoundtableFull


def _refusal(found: Started, answers: Mapping[str, object]) -> Refusal | None:
    limits = kept(("limits", found.roundtable.id), lambda: rooms.limits_of(found.roundtable.id))
    party = _party(found, answers)
    if all(limit.group.kind is Kind.TOTAL for limit in limits):
        # Known already, of where the roundtable stands.
        counts = {seats.TOTAL: Taken(found.listed.taken)}
        return seats.refusal(limits, counts, party, hybrid=found.roundtable.hybrid)
    return rooms.Room(found.roundtable, limits).refusal(party)


def _party(found: Started, answers: Mapping[str, object]) -> Party:
    only = ONLINE if found.roundtable.mode is Mode.ONLINE else IN_PERSON
    return Party(
        found.kind.code,
        str(answers.get("mode") or only),
        delegations.delegation(answers),
        accompanying=int(str(answers.get("accompanying", 0))),
    )
