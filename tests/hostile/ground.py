"""The ground attacks are tried on: a roundtable in every state, every kind of visitor; all put back after each try."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, select

from registration import clock, links
from registration.actions import (
    approvals,
    audit,
    authenticators,
    invitations,
    mail,
    notes,
    passwords,
    seats,
    sending,
    spooling,
    undoing,
    views,
)
from registration.extensions import db, transaction
from registration.models.access import Visit
from registration.models.bulk_deeds import BulkDeed
from registration.models.focal_points import FocalPoint
from registration.models.invitations import Invitation
from registration.models.organizers import Organizer
from registration.models.outbox import Delivery, Message
from registration.models.questions import Question
from registration.models.registrations import Registration
from registration.models.roundtables import Mode, Roundtable
from registration.models.second_factors import Authenticator, Passkey
from registration.rules.letters import Letter
from registration.rules.mailings import MailingState
from registration.rules.questions import WITH_OPTIONS, Kind
from registration.rules.standing import Admission, State
from registration.rules.statuses import Status
from tests.client import WRITTEN_BY_LOOKING, Client
from tests.hostile import house
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
    MERGED = "merged"
    # Somebody else has the place.
    REPLACED = "replaced"
    # After the link of an invitation.
    INVITED = "invited"
    # After the link to the page of a delegation.
    FOCAL_POINT = "focal point"
    # The same where everybody is asked alike, so that several people can be registered at once.
    FOCAL_POINT_OF_MANY = "focal point of many"
    ORGANIZER = "organizer"
    # Has shown a mailed link and not yet a second factor.
    HALFWAY = "halfway"


# The pages of each of these have the same addresses: they act on one's own registration, one's own delegation.
PARTICIPANTS = frozenset(
    {Audience.PERSON, Audience.OFFERED, Audience.ASKED, Audience.MERGED, Audience.REPLACED}
)
FOCAL_POINTS = frozenset({Audience.FOCAL_POINT, Audience.FOCAL_POINT_OF_MANY})


@dataclass
class Ground:
    """`slugs` by what is the matter with the roundtable, and what else an address names of the open one.

    `others`: the public ids of people there whom the organizers decide about, by what is the matter with them.
    `kept`: the ids of the organizer, and of what is kept there: a tag, a note, a view, a deed that can be undone.
    `invitation`: where one to it is answered; `delegation`: where the page of the person's delegation is opened.
    """

    client: Client
    slugs: dict[str, str]
    public_id: str
    others: dict[str, str]
    kept: dict[str, int]
    invitation: str
    delegation: str
    email: str
    cookies: dict[Audience, str]
    rows: Rows
    # The numbers of a draft, of mail with a letter that failed, and of a reminder, all of the open roundtable.
    mail: dict[str, int]

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

    @property
    def question_id(self) -> int:
        """A question with options, of the open roundtable."""
        return db.session.scalars(select(Question.id).where(Question.key == "q_choices")).one()

    @property
    def passkey_id(self) -> int:
        return db.session.scalars(select(Passkey.id)).one()

    @property
    def focal_point(self) -> FocalPoint:
        here = FocalPoint.roundtable_id == self.roundtable().id
        return db.session.scalars(select(FocalPoint).where(here)).one()

    def roundtable(self, name: str = "open") -> Roundtable:
        return _roundtable(self.slugs[name])


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
    into = {"merged_into_id": registration.id}
    merged = make.registration(registration.roundtable, status=Status.MERGED, facts=into, language=LANGUAGE)
    kept = _kept(registration, organizer)
    invitation, replaced = _invited(make, slugs["open"]), _replaced(make, slugs["open"])
    focal_point = make.focal_point(registration, language=LANGUAGE)
    elsewhere = make.registration(_roundtable(slugs["next"]), language=LANGUAGE)
    of_many = make.focal_point(elsewhere, language=LANGUAGE)
    cookies = {
        Audience.STRANGER: _cookie(client, None),
        Audience.PERSON: _cookie(client, registration),
        Audience.OFFERED: _cookie(client, offered),
        Audience.ASKED: _cookie(client, asked),
        Audience.MERGED: _cookie(client, merged),
        Audience.REPLACED: _cookie(client, replaced),
        Audience.INVITED: _cookie(client, invitation),
        Audience.FOCAL_POINT: _cookie(client, focal_point),
        Audience.FOCAL_POINT_OF_MANY: _cookie(client, of_many),
        Audience.ORGANIZER: _cookie(client, organizer),
    }
    _protect(organizer)
    cookies[Audience.HALFWAY] = _cookie(client, organizer)
    others = {"asked": asked.public_id, "waiting": waiting.public_id, "gone": gone.public_id}
    others["replaced"] = replaced.public_id
    sent = _mail(make, slugs["open"], registration.public_id)
    slugs["invited"] = invitation.public_id
    slugs |= _of_house(organizer, slugs["open"])
    kept["organizer"] = organizer.id
    kept["colleague"] = house.colleague(make, organizer.memberships[0].organization)
    link = links.reply(invitation.public_id, 1, LANGUAGE)
    delegation = links.delegation(focal_point.public_id, 1, LANGUAGE)
    return Ground(
        client,
        slugs,
        registration.public_id,
        others,
        kept,
        link,
        delegation,
        registration.email,
        cookies,
        rows(),
        sent,
    )


def _fill(make: Make) -> tuple[dict[str, str], Registration, Organizer]:
    convenor, now = make.organization(), make.now()
    mine: dict[str, Any] = {"convenors": [convenor]}
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
        "shared": make.roundtable(convenors=[convenor, make.organization()]),
    }
    # Whoever is registered in the open one is offered the next of its series.
    made["next"] = make.roundtable(**mine, series=made["open"].series)
    make.registration(made["full"])
    _ask(make, made["open"])
    waiting = {"pending_email": PENDING}
    registration = make.registration(made["open"], facts=waiting, language=LANGUAGE, grounds_pass=True)
    with transaction() as session:
        mail.queue(Letter.CONFIRMED, session.get_one(Registration, registration.id), at=clock.now())
    organizer = make.organizer(convenor, language=OF_ORGANIZERS)
    programme = make.agenda_item(made["open"]), make.speaker(made["open"]), make.document(made["open"])
    make.agenda_item(made["open"])
    make.speaker(made["open"])
    make.document(made["open"])
    slugs = {name: roundtable.slug for name, roundtable in made.items()}
    slugs |= {"series": made["open"].series.slug, "house": convenor.slug}
    slugs |= dict(zip(("item", "speaker"), (str(one.id) for one in programme[:2]), strict=True))
    slugs |= {"document": programme[2].public_id}
    with transaction() as session:
        due = session.get_one(Roundtable, made["draft"].id)
        due.publish_at = due.starts_at
    return slugs, registration, organizer


def _roundtable(slug: str) -> Roundtable:
    return db.session.scalars(select(Roundtable).where(Roundtable.slug == slug)).one()


def _of_house(organizer: Organizer, slug: str) -> dict[str, str]:
    """What the link to join carries, and two guest lists of the open roundtable."""
    roundtable, convenor = _roundtable(slug), organizer.memberships[0].organization
    return {
        "joining": house.secret(convenor, organizer),
        "read list": house.guest_list(roundtable, organizer, matched=False),
        "matched list": house.guest_list(roundtable, organizer, matched=True),
    }


def _ask(make: Make, roundtable: Roundtable) -> None:
    """A question of every kind, with a condition, for organizers, and sensitive."""
    for kind in Kind:
        options = ("water", "land") if kind in WITH_OPTIONS else ()
        make.question(roundtable, f"q_{kind}", kind, options=options)
    make.question(roundtable, "q_then", required=True, when=("q_choice", "land"))
    make.question(roundtable, "q_desk", organizer_only=True)
    make.question(roundtable, "q_needs", sensitive=True, retention_days=30)


def _kept(registration: Registration, organizer: Organizer) -> dict[str, int]:
    """A tag put on many, a note, a view."""
    at, by = clock.now(), audit.organizer(organizer.id)
    with transaction() as session:
        somebody = session.get_one(Registration, registration.id)
        record = undoing.begin(somebody.roundtable, undoing.TAG, organizer_id=organizer.id, at=at)
        undoing.tag(somebody.roundtable, [somebody], "vip", record=record, by=by)
        note = notes.add(somebody, "Speaks first", author_id=organizer.id, at=at)
        address = {"status": "confirmed"}
        view = views.save(somebody.roundtable_id, organizer.id, "Coming", address, shared=False, at=at)
        session.flush()
        tag = session.get_one(BulkDeed, record).details["tag"]
        return {"tag": tag, "note": note.id, "view": view.id, "deed": record}


def _others(make: Make, slug: str) -> tuple[Registration, ...]:
    """In the open roundtable: offered a seat, asked by the organizers, waiting, gone."""
    roundtable = _roundtable(slug)
    until = {"offer_expires_at": clock.now() + timedelta(days=2)}
    offered = make.registration(roundtable, status=Status.OFFERED, facts=until, language=LANGUAGE)
    asked = make.registration(roundtable, status=Status.PENDING, language=LANGUAGE)
    with transaction() as session:
        approvals.ask(session.get_one(Registration, asked.id), "Alone?", by=audit.SYSTEM, at=clock.now())
    waiting = make.registration(roundtable, status=Status.WAITLISTED)
    gone = make.registration(roundtable, status=Status.WITHDRAWN)
    return offered, asked, waiting, gone


def _protect(organizer: Organizer) -> None:
    """A password, an app, a passkey that nobody holds, and a visit elsewhere."""
    at = clock.now()
    of: dict[str, Any] = {"organizer_id": organizer.id}
    contents, until = {"organizer": organizer.id}, at + timedelta(hours=1)
    with transaction() as session:
        hashed = passwords.hashed("nine quiet herons wade")
        session.get_one(Organizer, organizer.id).password_hash = hashed.value
        sealed = authenticators.new_secret()
        session.add(Authenticator(**of, sealed_secret=sealed, last_step=0, created_at=at))
        session.add(Passkey(**of, credential_id="eA", public_key=b"x", name="Laptop", created_at=at))
        session.add(
            Visit(**of, digest="0" * 64, contents=contents, created_at=at, seen_at=at, expires_at=until)
        )


def _mail(make: Make, slug: str, public_id: str) -> dict[str, int]:
    """A draft, mail to one person that could not be delivered, and a reminder."""
    roundtable = _roundtable(slug)
    draft, reminder = make.mailing(roundtable), make.reminder(roundtable)
    failed = make.mailing(roundtable, state=MailingState.QUEUED, queued_at=make.now())
    with transaction():
        sending.freeze(failed, select(Registration).where(Registration.public_id == public_id))
        db.session.flush()
        spooling.go_on(failed.id, at=clock.now())
        (letter,) = db.session.scalars(select(Message).where(Message.mailing_id == failed.id))
        letter.delivery, letter.last_error = Delivery.FAILED, "550 <no> such user"
    return {"draft": draft.id, "failed": failed.id, "reminder": reminder.id}


def _invited(make: Make, slug: str) -> Invitation:
    """To the open roundtable, sent, for more people than will try to come."""
    roundtable = _roundtable(slug)
    with transaction():
        room, terms = seats.lock(roundtable.id), make.terms(language=LANGUAGE, words="Do come.", seats=5)
        invitation = invitations.create(room, terms, by=audit.SYSTEM, at=clock.now())
        invitations.send(room, invitation, by=audit.SYSTEM, at=clock.now())
    return invitation


def _replaced(make: Make, slug: str) -> Registration:
    """In the open roundtable, somebody whose place another person has."""
    roundtable = _roundtable(slug)
    before = make.registration(roundtable, status=Status.SUBSTITUTED, language=LANGUAGE)
    make.registration(roundtable, facts={"predecessor_id": before.id})
    return before


def _cookie(client: Client, whose: Registration | Invitation | FocalPoint | Organizer | None) -> str:
    client.forget_cookies()
    match whose:
        case Registration():
            client.open_registration(whose)
        case Invitation():
            accept = client.get(links.reply(whose.public_id, whose.link_version, LANGUAGE)).forms[0]
            client.submit(accept)
        case FocalPoint():
            client.submit(client.get(links.delegation(whose.public_id, whose.link_version, LANGUAGE)))
        case Organizer():
            client.sign_in(whose)
        case None:
            client.get(f"/{LANGUAGE}/my/")
    found = client.cookie("visit")
    assert found
    return found
