"""For how many more invitations there is room."""

import pytest

from registration.rules.expectations import Expectation


@pytest.mark.parametrize(
    ("free", "open_", "answered", "accepted", "coming", "left", "more"),
    [
        # Until ten have answered, half is expected, whatever the first did.
        (20, 10, 9, 9, 5, 15, 30),
        (20, 10, 0, 0, 5, 15, 30),
        # Then as many as so far, and whoever is expected is counted up.
        (20, 11, 10, 8, 9, 11, 13),
        (20, 0, 10, 10, 0, 20, 20),
        # Nobody came yet: still nobody invites without end.
        (2, 0, 30, 0, 0, 2, 20),
        # More are expected than there is room.
        (3, 40, 0, 0, 20, 0, 0),
        (0, 0, 0, 0, 0, 0, 0),
    ],
)
def test_free_seats_and_replies_so_far_tell_how_many_more(
    free, open_, answered, accepted, coming, left, more
):
    found = Expectation(free=free, open=open_, answered=answered, accepted=accepted)

    assert (found.coming, found.left, found.more) == (coming, left, more)
