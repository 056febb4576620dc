"""The ground attacks are tried on: a roundtable in every state, three kinds of visitor; all put back after each try."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, select

from registration import clock, links
from registration.actions import approvals, audit, invitations, mail, seats
from registration.extensions import db, transaction
from registration.models.invitations import Invitation
from registration.models.organizers import Organizer
from registration.models.registrations import Registration
from registration.models.roundtables import Mode, Roundtable
from registration.rules.letters import Letter
from registration.rules.standing import Admission, State
from registration.rules.statuses import Status
from tests.client import WRITTEN_BY_LOOKING, Client
from tests.make import Make

# One language for strangers and participants, another one for organizers: an answer in the wrong one shows.
LANGUAGE, OF_ORGANIZERS = "fr", "es"
# The new address of the person who is registered, not yet shown to be read.
PENDING = "new@example.org"

Rows = dict[str, list[Row[Any]]]


class Audience(StrEnum):
    STRANGER = "stranger"
    PERSON = "person"
    # The same in other situations: a seat is offered, the organizers have asked something.
    OFFERED = "offered"
    ASKED = "asked"
    # Somebody else has the place.
    REPLACED = "replaced"
    # After the link of an invitation.
    INVITED = "invited"
    ORGANIZER = "organizer"


# Their pages have the same addresses: each acts on one's own registration.
PARTICIPANTS = frozenset({Audience.PERSON, Audience.OFFERED, Audience.ASKED, Audience.REPLACED})


@dataclass
class Ground:
    """`slugs` by what is the matter with the roundtable; somebody is registered in the open one.

    `others`: the public ids of people there whom the organizers decide about, by what is the matter with them.
    `invitation`: where one to it is answered.
    """

    client: Client
    slugs: dict[str, str]
    public_id: str
    others: dict[str, str]
    invitation: str
    email: str
    cookies: dict[Audience, str]
    rows: Rows

    def visit(self, audience: Audience) -> Client:
        """The client as this visitor, with the cookie of the beginning."""
        self.client.forget_cookies()
        self.client._browser.set_cookie("visit", self.cookies[audience])
        return self.client

    def keep(self) -> None:
        """From here on this is how things were."""
        self.rows = rows()

    @contextmanager
    def attempt(self, audience: Audience) -> Iterator[Client]:
        """Try something; afterwards everything is as it was before."""
        try:
            yield self.visit(audience)
        finally:
            self.restore()

    def restore(self) -> None:
        db.session.rollback()
        now = rows()
        if any(now[name] != kept for name, kept in self.rows.items()):
            put(self.rows)

    def changed(self, *, since: Rows | None = None) -> set[str]:
        """The tables that are not as they were, but for those that looking writes to."""
        now = rows()
        before = self.rows if since is None else since
        return {name for name, kept in before.items() if now[name] != kept} - WRITTEN_BY_LOOKING

    @property
    def desk(self) -> str:
        """The organizers' address of the open roundtable."""
        return f"/organizer/roundtables/{self.slugs['open']}"

    def roundtable(self, name: str = "open") -> Roundtable:
        return db.session.scalars(select(Roundtable).where(Roundtable.slug == self.slugs[name])).one()


def rows() -> Rows:
    """Everything that is stored, by table, in the order of its keys."""
    with db.engine.connect() as connection:
        return {
            table.name: list(connection.execute(table.select().order_by(*table.primary_key.columns)))
            for table in db.metadata.sorted_tables
        }


def put(kept: Rows) -> None:
    """Store exactly this."""
    with db.engine.begin() as connection:
        for table in reversed(db.metadata.sorted_tables):
            connection.execute(table.delete())
        for table in db.metadata.sorted_tables:
            if kept[table.name]:
                connection.execute(table.insert(), [dict(row._mapping) for row in kept[table.name]])


def prepare(client: Client, make: Make) -> Ground:
    slugs, registration, organizer = _fill(make)
    offered, asked, waiting, gone = _others(make, slugs["open"])
    invitation, replaced = _invited(make, slugs["open"]), _replaced(make, slugs["open"])
    cookies = {
        Audience.STRANGER: _cookie(client, None),
        Audience.PERSON: _cookie(client, registration),
        Audience.OFFERED: _cookie(client, offered),
        Audience.ASKED: _cookie(client, asked),
        Audience.REPLACED: _cookie(client, replaced),
        Audience.INVITED: _cookie(client, invitation),
        Audience.ORGANIZER: _cookie(client, organizer),
    }
    others = {"asked": asked.public_id, "waiting": waiting.public_id, "gone": gone.public_id}
    link = links.reply(invitation.public_id, 1, LANGUAGE)
    return Ground(client, slugs, registration.public_id, others, link, registration.email, cookies, rows())


def _fill(make: Make) -> tuple[dict[str, str], Registration, Organizer]:
    house, now = make.organization(), make.now()
    mine: dict[str, Any] = {"convenors": [house]}
    everything: dict[str, Any] = {
        "mode": Mode.HYBRID,
        "grounds_pass_asked": True,
        "modes": {"in_person": 50},
        "floors": {"un_staff": 2},
    }
    made = {
        "open": make.roundtable(**mine, **everything),
        "draft": make.roundtable(**mine, state=State.DRAFT, published_at=None),
        "full": make.roundtable(**mine, cap=1, waiting_list_open=False),
        "closed": make.roundtable(**mine, closes_at=now - timedelta(hours=1)),
        "not yet open": make.roundtable(**mine, opens_at=now + timedelta(days=1)),
        "cancelled": make.roundtable(**mine, state=State.CANCELLED, cancelled_at=now),
        "over": make.roundtable(**mine, starts_at=now - timedelta(days=2)),
        "undated": make.roundtable(**mine, starts_at=None),
        "by invitation": make.roundtable(**mine, admission=Admission.INVITATION),
        "foreign": make.roundtable(),
    }
    # Whoever is registered in the open one is offered the next of its series.
    made["next"] = make.roundtable(**mine, series=made["open"].series)
    make.registration(made["full"])
    waiting = {"pending_email": PENDING}
    registration = make.registration(made["open"], facts=waiting, language=LANGUAGE, grounds_pass=True)
    with transaction() as session:
        mail.queue(Letter.CONFIRMED, session.get_one(Registration, registration.id), at=clock.now())
    organizer = make.organizer(house, language=OF_ORGANIZERS)
    return {name: roundtable.slug for name, roundtable in made.items()}, registration, organizer


def _others(make: Make, slug: str) -> tuple[Registration, ...]:
    """In the open roundtable: offered a seat, asked by the organizers, waiting, gone."""
    roundtable = db.session.scalars(select(Roundtable).where(Roundtable.slug == slug)).one()
    until = {"offer_expires_at": clock.now() + timedelta(days=2)}
    offered = make.registration(roundtable, status=Status.OFFERED, facts=until, language=LANGUAGE)
    asked = make.registration(roundtable, status=Status.PENDING, language=LANGUAGE)
    with transaction() as session:
        approvals.ask(session.get_one(Registration, asked.id), "Alone?", by=audit.SYSTEM, at=clock.now())
    waiting = make.registration(roundtable, status=Status.WAITLISTED)
    gone = make.registration(roundtable, status=Status.WITHDRAWN)
    return offered, asked, waiting, gone


def _invited(make: Make, slug: str) -> Invitation:
    """To the open roundtable, sent, for more people than will try to come."""
    roundtable = db.session.scalars(select(Roundtable).where(Roundtable.slug == slug)).one()
    with transaction():
        room, terms = seats.lock(roundtable.id), make.terms(language=LANGUAGE, words="Do come.", seats=5)
        invitation = invitations.create(room, terms, by=audit.SYSTEM, at=clock.now())
        invitations.send(room, invitation, by=audit.SYSTEM, at=clock.now())
    return invitation


def _replaced(make: Make, slug: str) -> Registration:
    """In the open roundtable, somebody whose place another person has."""
    roundtable = db.session.scalars(select(Roundtable).where(Roundtable.slug == slug)).one()
    before = make.registration(roundtable, status=Status.SUBSTITUTED, language=LANGUAGE)
    make.registration(roundtable, facts={"predecessor_id": before.id})
    return before


def _cookie(client: Client, whose: Registration | Invitation | Organizer | None) -> str:
    client.forget_cookies()
    match whose:
        case Registration():
            client.open_registration(whose)
        case Invitation():
            accept = client.get(links.reply(whose.public_id, whose.link_version, LANGUAGE)).forms[0]
            client.submit(accept)
        case Organizer():
            client.sign_in(whose)
        case None:
            client.get(f"/{LANGUAGE}/my/")
    found = client.cookie("visit")
    assert found
    return found
