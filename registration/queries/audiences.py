"""Whom mail to many is for: the filters of the guest table or a chosen list, less those who are left out and why."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, true

from registration.extensions import db
from registration.models.mailings import Mailing, MailingRecipient
from registration.models.outbox import Delivery, Message
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries.guest_table import Filters, narrowed, ordered
from registration.rules import statuses
from registration.rules.letters import Letter
from registration.rules.mailings import LeftOut, MailingState
from registration.rules.permissions import Reaches

# Sent, or on its way there.
_WRITTEN = (Delivery.QUEUED, Delivery.HELD, Delivery.SENDING, Delivery.SENT)


@dataclass(frozen=True)
class Audience:
    """`filters.reaches` is to whom the organizer may write, `seen` whom the organizer sees in the guest table."""

    roundtable: Roundtable
    filters: Filters
    seen: Reaches
    people: tuple[str, ...] = ()
    ended_too: bool = False
    not_ids: tuple[int, ...] = ()
    not_since: datetime | None = None


@dataclass(frozen=True)
class Group:
    """Recipients of one type who read one language; `copies` go to those who registered them."""

    stakeholder_type_id: int
    language: str
    people: int
    copies: int


def recipients(audience: Audience) -> Select[Registration]:
    """Those who get a letter."""
    return _named(audience).where(_live(audience), Registration.email != "", ~_written_before(audience))


def groups(audience: Audience) -> list[Group]:
    """How many, by type and language."""
    copy = and_(Registration.registrant_key != "", Registration.registrant_key != Registration.email_key)
    keys = Registration.stakeholder_type_id, Registration.language
    rows = db.session.execute(
        recipients(audience)
        .with_only_columns(*keys, func.count(), func.sum(case((copy, 1), else_=0)))
        .group_by(*keys)
        .order_by(*keys)
    )
    return [Group(*row) for row in rows]


def left_out(audience: Audience) -> dict[LeftOut, int]:
    """How many whom the filters name get none, each counted once, by the first reason."""
    gone, without = ~_live(audience), Registration.email == ""
    reason = case(
        (gone, LeftOut.NO_LONGER_LIVE),
        (without, LeftOut.NO_ADDRESS),
        (_written_before(audience), LeftOut.WRITTEN_BEFORE),
        else_="",
    )
    rows = db.session.execute(_named(audience).with_only_columns(reason, func.count()).group_by(reason))
    found = {LeftOut(code): number for code, number in rows if code}
    beyond = _count(_named(replace(audience, filters=replace(audience.filters, reaches=audience.seen))))
    if (missing := beyond - _count(_named(audience))) > 0:
        found[LeftOut.OUT_OF_REACH] = missing
    return {one: found[one] for one in LeftOut if one in found}


def nth(audience: Audience, number: int) -> Registration | None:
    """One of the recipients, in the order of the list; numbers begin with 1."""
    return db.session.scalar(ordered(recipients(audience), audience.filters.sort).offset(number - 1).limit(1))


def _named(audience: Audience) -> Select[Registration]:
    query = narrowed(audience.roundtable, audience.filters)
    return query.where(Registration.public_id.in_(audience.people)) if audience.people else query


def _live(audience: Audience) -> ColumnElement[bool]:
    return true() if audience.ended_too else Registration.status.in_(statuses.LIVE)


def _written_before(audience: Audience) -> ColumnElement[bool]:
    """By one of those mailings, or by any since that moment; letters that are not made yet count."""
    wanted: list[ColumnElement[bool]] = [Message.mailing_id.in_(audience.not_ids)]
    planned: list[ColumnElement[bool]] = [Mailing.id.in_(audience.not_ids)]
    if audience.not_since is not None:
        wanted.append(and_(Message.mailing_id.is_not(None), Message.created_at >= audience.not_since))
        planned.append(Mailing.queued_at >= audience.not_since)
    message = exists().where(
        Message.registration_id == Registration.id,
        Message.letter != Letter.MAILING_TEST,
        Message.delivery.in_(_WRITTEN),
        or_(*wanted),
    )
    recipient = exists().where(
        MailingRecipient.registration_id == Registration.id,
        MailingRecipient.made.is_(False),
        MailingRecipient.mailing_id == Mailing.id,
        Mailing.state.in_((MailingState.QUEUED, MailingState.PAUSED)),
        or_(*planned),
    )
    return or_(message, recipient)


def _count(query: Select[Registration]) -> int:
    return db.session.scalar(query.with_only_columns(func.count())) or 0
