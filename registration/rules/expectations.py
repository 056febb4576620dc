"""How many more can be invited: from the seats that are free, and from how many accept."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

# Until so many have answered, or let the time to answer pass, half of those invited are expected to come.
ENOUGH_ANSWERS = 10
USUAL_RATE = Fraction(1, 2)
# However few came so far: nobody invites more than ten for one seat.
LEAST_RATE = Fraction(1, 10)


@dataclass(frozen=True)
class Expectation:
    """What is known. `free`: seats that nobody has and nobody holds; those that invitations hold are taken in full.

    `open`: for how many people no seat is held and no reply has come; `answered`: invitations that were answered or
    expired, `accepted` of them brought somebody.
    """

    free: int
    open: int
    answered: int
    accepted: int

    @property
    def is_assumed(self) -> bool:
        """Whether too few have answered to learn from it."""
        return self.answered < ENOUGH_ANSWERS

    @property
    def rate(self) -> Fraction:
        """How large a part of those invited comes."""
        if self.is_assumed:
            return USUAL_RATE
        return max(LEAST_RATE, Fraction(self.accepted, self.answered))

    @property
    def percent(self) -> int:
        return round(self.rate * 100)

    @property
    def coming(self) -> int:
        """How many of those who have not replied are expected."""
        return ceil(self.open * self.rate)

    @property
    def left(self) -> int:
        """Seats that are free once these have come: for so many more a seat can be held."""
        return max(0, self.free - self.coming)

    @property
    def more(self) -> int:
        """How many more can be invited without holding a seat, for the seats to be filled and no more."""
        return floor(self.left / self.rate)
