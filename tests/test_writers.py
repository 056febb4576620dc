"""The line of writers: first come, first served, and nobody waits behind one who does not come out."""

from threading import Event, Thread
from time import monotonic, sleep

import pytest

from registration.writers import Overloaded, Writers


def waiting(writers: Writers, name: str, served: list[str]) -> Thread:
    def write() -> None:
        with writers.turn():
            served.append(name)

    thread = Thread(target=write)
    thread.start()
    while thread.is_alive() and len(writers._line) == 0:
        sleep(0.001)
    return thread


def test_who_comes_first_is_served_first() -> None:
    writers, served = Writers(one_at_a_time=True), []
    threads = []
    with writers.turn():
        for position, name in enumerate("abc", start=1):
            threads.append(waiting(writers, name, served))
            while len(writers._line) < position:
                sleep(0.001)
    for thread in threads:
        thread.join(5)

    assert served == ["a", "b", "c"]


def test_nobody_waits_behind_a_writer_who_stays_inside() -> None:
    writers, stay, inside = Writers(one_at_a_time=True, longest_turn=0.2), Event(), Event()

    def stays() -> None:
        with writers.turn():
            inside.set()
            stay.wait(5)

    thread = Thread(target=stays)
    thread.start()
    inside.wait(5)
    began = monotonic()
    for _ in range(2):
        with pytest.raises(Overloaded), writers.turn():
            pass
    assert monotonic() - began < 1
    stay.set()
    thread.join(5)
    with writers.turn():
        pass


def test_a_long_line_that_moves_is_no_reason_to_give_up() -> None:
    writers, served = Writers(one_at_a_time=True, longest_turn=0.2), []

    def write() -> None:
        with writers.turn():
            sleep(0.05)
            served.append("served")

    threads = [Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)

    assert len(served) == 8


def test_without_a_line_everyone_passes() -> None:
    writers = Writers(one_at_a_time=False)

    with writers.turn(), writers.turn():
        pass
