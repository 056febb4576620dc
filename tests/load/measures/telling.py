"""Whether the time of an answer tells if an address is known: signing in, asking for links, registering."""

import time
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from statistics import median

from sqlalchemy import delete

from registration import clock
from registration.actions import organizers, passwords
from registration.extensions import db, transaction
from registration.models.access import Throttle
from registration.models.roundtables import Roundtable
from tests.load import crowd, forms, servers
from tests.load.figures import Figure, milliseconds
from tests.load.ground import Ground
from tests.load.measures.registering import PERSON
from tests.load.wire import Answer, Browser

PASSWORD = "seven quiet rivers meet"
# Seconds. Throttles allow a handful of tries for an address, and whoever is registered by trying is known from then
# on: so few looks through a network do not tell less than this apart.
NEAR = 0.005
KNOWN, UNKNOWN = "known", "unknown"

Send = Callable[[Browser, str], float]


def measure(ground: Ground) -> Iterator[Figure]:
    rounds = 8 if ground.quick else 40
    for kind in ground.kinds:
        database = ground.database(kind)
        with database.application():
            room = crowd.roundtable(1000)
            addresses = {
                "signing in": (_organizer(room), "/organizer/sign-in", {"password": "wrong wrong wrong"}),
                "asking for a sign-in link": (_organizer(room), "/organizer/sign-in/help", {}),
                "asking for a personal link": (_registered(room), "/en/my/", {}),
            }
            with servers.running(database.settings) as site:
                for what, (address, path, more) in addresses.items():
                    yield _figure(what, kind, _compared(site.port, address, _asking(path, more), rounds))
                yield _figure(
                    "registering",
                    kind,
                    _compared(site.port, "aya@example.org", _registering(room.slug), rounds),
                )


def _figure(what: str, kind: str, took: Mapping[str, float]) -> Figure:
    apart = abs(took[KNOWN] - took[UNKNOWN])
    return Figure(
        f"{what}: known beside unknown, {kind}",
        milliseconds(took[KNOWN]),
        f"unknown {milliseconds(took[UNKNOWN])}",
        took[KNOWN] / took[UNKNOWN],
        f"{milliseconds(NEAR)} apart at most",
        apart <= NEAR,
    )


def _compared(port: int, known: str, send: Send, rounds: int) -> dict[str, float]:
    """Median seconds, in turns, so that whatever else the machine does falls on both."""
    took: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    browser, numbers = Browser(port), count()
    for turn in range(rounds + 3):
        for which in (KNOWN, UNKNOWN) if turn % 2 else (UNKNOWN, KNOWN):
            with transaction():
                db.session.execute(delete(Throttle))
            browser.forget()
            seconds = send(browser, known if which == KNOWN else f"nobody{next(numbers)}@example.org")
            if turn >= 3:
                took[which].append(seconds)
    browser.close()
    return {which: median(seconds) for which, seconds in took.items()}


def _asking(path: str, more: Mapping[str, str]) -> Send:
    def send(browser: Browser, address: str) -> float:
        page = browser.get(path)
        return _timed(browser, page, {"email": address, **more})

    return send


def _registering(slug: str) -> Send:
    def send(browser: Browser, address: str) -> float:
        first = browser.get(f"/en/roundtables/{slug}/register")
        details = forms.sent(browser, first, {"for_whom": "myself", "stakeholder_type": "civil_society"})
        check = forms.sent(browser, details, PERSON | {"family_name": "Koné", "email": address})
        return _timed(browser, check, {"left_empty": ""})

    return send


def _timed(browser: Browser, page: Answer, values: Mapping[str, str]) -> float:
    began = time.perf_counter()
    forms.sent(browser, page, values)
    return time.perf_counter() - began


def _organizer(room: crowd.Room) -> str:
    """The address of an account with a password."""
    convenor = db.session.get_one(Roundtable, room.id).convenors[0]
    made = crowd.MAKE.organizer(convenor)
    with transaction() as session:
        me = session.merge(made)
        organizers.set_password(me, passwords.hashed(PASSWORD), at=clock.now())
        return me.email


def _registered(room: crowd.Room) -> str:
    return crowd.MAKE.registration(db.session.get_one(Roundtable, room.id)).email
