"""Mail to many of one roundtable: what there is, how far it has come, what could not be delivered."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import joinedload

from registration.extensions import db
from registration.models.mailings import Mailing, MailingRecipient
from registration.models.outbox import Delivery, Message
from registration.models.roundtables import Roundtable
from registration.queries import scope
from registration.rules.letters import Letter
from registration.rules.mailings import MailingState
from registration.rules.permissions import Reaches
from registration.rules.refusals import NotFound

PER_PAGE = 50
FAILED = (Delivery.FAILED, Delivery.BOUNCED)
OPEN = (Delivery.QUEUED, Delivery.HELD, Delivery.SENDING)


@dataclass(frozen=True)
class Progress:
    """In letters; `unmade` are people whose letters are not in the outbox yet."""

    by: dict[Delivery, int]
    unmade: int

    @property
    def total(self) -> int:
        return sum(self.by.values()) + self.unmade

    @property
    def sent(self) -> int:
        return self.by.get(Delivery.SENT, 0)

    @property
    def failed(self) -> int:
        return sum(self.by.get(one, 0) for one in FAILED)

    @property
    def skipped(self) -> int:
        return self.by.get(Delivery.SKIPPED, 0)

    @property
    def waiting(self) -> int:
        return sum(self.by.get(one, 0) for one in OPEN) + self.unmade

    @property
    def done(self) -> int:
        return self.total - self.waiting


@dataclass(frozen=True)
class Page:
    rows: list[Message]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))


def letters_of(mailing_id: int) -> ColumnElement[bool]:
    """The messages of a mailing to its recipients."""
    return (Message.mailing_id == mailing_id) & (Message.letter != Letter.MAILING_TEST)


def of(roundtable: Roundtable) -> list[Mailing]:
    """The latest first."""
    return list(
        db.session.scalars(
            select(Mailing)
            .where(Mailing.roundtable_id == roundtable.id)
            .order_by(Mailing.id.desc())
            .limit(200)
        )
    )


def one(roundtable: Roundtable, mailing_id: int) -> Mailing:
    """One of them. Raises NotFound."""
    found = db.session.scalar(
        select(Mailing).where(Mailing.id == mailing_id, Mailing.roundtable_id == roundtable.id)
    )
    if found is None:
        raise NotFound
    return found


def progress(mailings: Collection[Mailing]) -> dict[int, Progress]:
    """By the id of each."""
    ids = [mailing.id for mailing in mailings]
    by: dict[int, dict[Delivery, int]] = {one: {} for one in ids}
    rows = db.session.execute(
        select(Message.mailing_id, Message.delivery, func.count())
        .where(Message.mailing_id.in_(ids), Message.letter != Letter.MAILING_TEST)
        .group_by(Message.mailing_id, Message.delivery)
    )
    for mailing_id, delivery, number in rows:
        by[mailing_id or 0][delivery] = number
    unmade = dict(
        db.session.execute(
            select(MailingRecipient.mailing_id, func.count())
            .where(MailingRecipient.mailing_id.in_(ids), MailingRecipient.made.is_(False))
            .group_by(MailingRecipient.mailing_id)
        ).all()
    )
    for mailing in mailings:
        if mailing.state is MailingState.STOPPED and (never := unmade.pop(mailing.id, 0)):
            by[mailing.id][Delivery.SKIPPED] = by[mailing.id].get(Delivery.SKIPPED, 0) + never
    return {one: Progress(by[one], unmade.get(one, 0)) for one in ids}


def unsent(mailing: Mailing, reaches: Reaches, number: int) -> Page:
    """Letters that failed or were skipped, the latest first, about people within these reaches."""
    wanted = (
        select(Message)
        .join(Message.registration)
        .where(
            letters_of(mailing.id),
            Message.delivery.in_((*FAILED, Delivery.SKIPPED)),
            scope.within(reaches),
        )
    )
    total = db.session.scalar(wanted.with_only_columns(func.count())) or 0
    number = min(max(1, number), max(1, -(-total // PER_PAGE)))
    rows = db.session.scalars(
        wanted.options(joinedload(Message.registration))
        .order_by(Message.delivery, Message.id.desc())
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    )
    return Page(list(rows), total, number)


def under_way() -> list[int]:
    """Those whose letters are being made or sent."""
    wanted = select(Mailing.id).where(Mailing.state == MailingState.QUEUED).order_by(Mailing.id)
    return list(db.session.scalars(wanted))


def has_open_letters(mailing_id: int) -> bool:
    return (
        db.session.scalar(select(exists().where(letters_of(mailing_id), Message.delivery.in_(OPEN)))) or False
    )
