"""What becomes of somebody who comes: every kind of terms, with and without a seat."""

import pytest

from registration.rules import admission, statuses
from registration.rules.admission import Outcome, Terms
from registration.rules.standing import Admission
from registration.rules.statuses import Status

OPEN, APPROVAL = Admission.OPEN, Admission.APPROVAL


@pytest.mark.parametrize(
    ("kind", "address_checked", "pending_holds", "with_seat", "without"),
    [
        (OPEN, False, False, (Status.CONFIRMED, True), (Status.WAITLISTED, False)),
        (OPEN, False, True, (Status.CONFIRMED, True), (Status.WAITLISTED, False)),
        (OPEN, True, False, (Status.UNVERIFIED, True), (Status.UNVERIFIED, False)),
        (OPEN, True, True, (Status.UNVERIFIED, True), (Status.UNVERIFIED, False)),
        (APPROVAL, False, False, (Status.PENDING, False), (Status.PENDING, False)),
        (APPROVAL, False, True, (Status.PENDING, True), (Status.PENDING, False)),
        (APPROVAL, True, False, (Status.UNVERIFIED, False), (Status.UNVERIFIED, False)),
        (APPROVAL, True, True, (Status.UNVERIFIED, True), (Status.UNVERIFIED, False)),
    ],
)
def test_who_arrives(
    kind: Admission,
    address_checked: bool,
    pending_holds: bool,
    with_seat: tuple[Status, bool],
    without: tuple[Status, bool],
) -> None:
    terms = Terms(kind, address_checked, pending_holds)

    assert admission.on_arrival(terms, fits=True) == Outcome(*with_seat)
    assert admission.on_arrival(terms, fits=False) == Outcome(*without)


@pytest.mark.parametrize("pending_holds", [False, True])
@pytest.mark.parametrize("kind", list(Admission))
@pytest.mark.parametrize("fits", [False, True])
def test_an_address_that_is_read_leads_where_arriving_without_the_check_would_have_led(
    kind: Admission, pending_holds: bool, fits: bool
) -> None:
    checked = Terms(kind, address_checked=True, pending_holds=pending_holds)
    unchecked = Terms(kind, pending_holds=pending_holds)

    assert admission.on_reading(checked, fits=fits) == admission.on_arrival(unchecked, fits=fits)


@pytest.mark.parametrize("pending_holds", [False, True])
@pytest.mark.parametrize("address_checked", [False, True])
@pytest.mark.parametrize("kind", list(Admission))
@pytest.mark.parametrize("fits", [False, True])
def test_nobody_holds_a_seat_that_is_not_there_or_not_for_that_status(
    kind: Admission, address_checked: bool, pending_holds: bool, fits: bool
) -> None:
    terms = Terms(kind, address_checked, pending_holds)

    for outcome in (
        admission.on_arrival(terms, fits=fits),
        admission.on_reading(terms, fits=fits),
        admission.on_approval(fits=fits),
    ):
        assert fits or not outcome.holds_seat
        assert statuses.agrees(outcome.status, holds_seat=outcome.holds_seat)


def test_whoever_is_approved_has_a_seat_or_waits() -> None:
    assert admission.on_approval(fits=True) == Outcome(Status.CONFIRMED, holds_seat=True)
    assert admission.on_approval(fits=False) == Outcome(Status.WAITLISTED, holds_seat=False)


def test_only_those_who_were_let_in_wait() -> None:
    assert Status.WAITLISTED not in {
        admission.on_arrival(Terms(Admission.APPROVAL), fits=False).status,
        admission.on_reading(Terms(Admission.APPROVAL), fits=False).status,
    }
