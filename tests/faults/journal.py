"""What people know who send a form to a site in trouble: each attempt, and what came of it."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.faults.delegate import Answer

# A site that is started again and again answers late; it has to answer in the end.
PATIENCE = 90.0


@dataclass
class Journal:
    """Attempts are written down before they are made. Status 0: nobody can tell what became of it."""

    attempts: Counter[str] = field(default_factory=Counter)
    answers: list[Answer] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)

    def until_acknowledged(self, key: str, send: Callable[[], Answer]) -> None:
        """Send, and send the same again as long as nobody says that it arrived."""
        give_up_at = time.monotonic() + PATIENCE
        while time.monotonic() < give_up_at:
            self.attempts[key] += 1
            answer = send()
            self.answers.append(answer)
            if answer.status == 303:
                return
            time.sleep(0.1)
        raise AssertionError(f"no answer in {self.attempts[key]} attempts")
