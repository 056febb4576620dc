"""What becomes of somebody who asks to take part: confirmed, waiting, awaiting approval or a check of the address."""

from dataclasses import dataclass

from registration.rules.standing import Admission
from registration.rules.statuses import Status


@dataclass(frozen=True)
class Terms:
    """How a roundtable takes in the people of one stakeholder type."""

    admission: Admission = Admission.OPEN
    address_checked: bool = False
    pending_holds: bool = False


@dataclass(frozen=True)
class Outcome:
    """The status, and whether a seat goes with it."""

    status: Status
    holds_seat: bool


def on_arrival(terms: Terms, *, fits: bool) -> Outcome:
    """First the address is shown to be read, then organizers approve, then there is a seat or a place in line.

    `fits`: the rule found a seat, and nobody waits for it already.
    """
    if terms.address_checked:
        return Outcome(Status.UNVERIFIED, fits and _seat_meanwhile(terms))
    return on_reading(terms, fits=fits)


def on_reading(terms: Terms, *, fits: bool) -> Outcome:
    """The address counts. `fits` says the same, or that a seat is held already."""
    if terms.admission is Admission.APPROVAL:
        return Outcome(Status.PENDING, fits and terms.pending_holds)
    return on_approval(fits=fits)


def on_approval(*, fits: bool) -> Outcome:
    """Nobody stands in the way any more: a seat, or the waiting list."""
    return Outcome(Status.CONFIRMED if fits else Status.WAITLISTED, fits)


def _seat_meanwhile(terms: Terms) -> bool:
    return terms.admission is not Admission.APPROVAL or terms.pending_holds
