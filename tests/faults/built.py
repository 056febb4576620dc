"""The site's own processes with faults built in: `python -m tests.faults.built web`, and so on.

The command line is the house's. What is built in is said in FAULTS (JSON), which no installation knows of.
"""

import json
import os
import sys
import time
from collections.abc import Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask

from registration import cli, engines, serving
from registration.actions import seats
from registration.cli import running
from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.supervisor import Child
from registration.writers import Writers
from tests.faults import steps

VARIABLE = "FAULTS"


def application() -> Flask:
    """What the web server calls in every process that answers."""
    build_in("web")
    return serving.application()


def main(words: Sequence[str]) -> None:
    """A command of the house; its children and its web processes are built like it."""
    running.processes = _processes
    _serve_this_application()
    if words[0] == "worker":
        build_in("worker")
    cli.commands(list(words))


def build_in(role: str) -> None:
    """Whatever FAULTS asks of a process of this role."""
    faults = json.loads(os.environ.get(VARIABLE, "{}"))
    if seconds := faults.get("pause"):
        steps.announce(steps.pausing(seconds))
    if role in faults.get("kill", {}):
        diary = Path(faults["diary"]) / role
        steps.announce(steps.Mortal(faults["kill"][role], every=faults["every"], diary=diary))
    if faults.get("unlocked"):
        unlock()


def unlock() -> None:
    """The house without its lock: the way a seat was given before anybody thought of two at once."""
    seats.lock = _only_look
    engines._begin = lambda _connection: None
    Writers.turn = contextmanager(_at_once)
    looked = seats.Room.refusal

    def think(*arguments: Any, **named: Any) -> Any:
        decided = looked(*arguments, **named)
        time.sleep(0.05)
        return decided

    seats.Room.refusal = think
    moved = Registration.move_to

    def hesitate(*arguments: Any, **named: Any) -> None:
        moved(*arguments, **named)
        time.sleep(0.05)

    Registration.move_to = hesitate


def _only_look(roundtable_id: int) -> seats.Room:
    return seats.Room(db.session.get_one(Roundtable, roundtable_id))


def _at_once(_writers: Writers) -> Any:
    yield


def _processes(*, with_worker: bool = True) -> list[Child]:
    names = ["web", "worker"] if with_worker else ["web"]
    return [Child(name, partial(main, [name])) for name in names]


def _serve_this_application() -> None:
    granian = serving.Granian
    serving.Granian = lambda _target, **options: granian("tests.faults.built:application", **options)


if __name__ == "__main__":
    main(sys.argv[1:])
