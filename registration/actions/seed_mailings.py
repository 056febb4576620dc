"""The demonstration's mail to many and its reminders: written and sent by the real actions."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from registration.actions import audit, mailings, reminding, sending, spooling
from registration.actions.mailings import Whom
from registration.actions.reminding import Rule
from registration.extensions import db
from registration.models.mailings import Mailing
from registration.models.roundtables import Roundtable
from registration.queries import audiences
from registration.queries.audiences import Audience
from registration.queries.guest_table import Filters
from registration.rules.permissions import EVERYBODY
from registration.rules.reminders import Condition
from registration.rules.statuses import Status


def write(content: dict[str, dict[str, Any]], *, by: audit.By, at: datetime) -> None:
    """One mailing some days ago, and rules for reminders, in each of these roundtables."""
    for slug, facts in content.items():
        roundtable = db.session.scalars(select(Roundtable).where(Roundtable.slug == slug)).one()
        _send(roundtable, facts, by=by, at=at - timedelta(days=facts["days_ago"]))
        for one in facts["reminders"]:
            rule = Rule(Condition(one["condition"]), one["hours"], one["after_end"], {}, {})
            reminding.add(roundtable, rule, by=by, at=at - timedelta(days=facts["days_ago"]))


def settle(at: datetime) -> None:
    """What has been sent has come to its end."""
    for mailing_id in db.session.scalars(select(Mailing.id)).all():
        spooling.go_on(mailing_id, at=at)


def _send(roundtable: Roundtable, facts: dict[str, Any], *, by: audit.By, at: datetime) -> None:
    whom = Whom(dict(facts["filters"]))
    mailing = mailings.begin(roundtable, whom, subjects=facts["subjects"], texts=facts["texts"], by=by, at=at)
    audience = Audience(roundtable, Filters(status=Status(facts["filters"]["status"])), seen=(EVERYBODY,))
    sending.send(
        mailing,
        audiences.recipients(audience),
        audiences.left_out(audience),
        version=mailing.version,
        expected=sum(group.people for group in audiences.groups(audience)),
        by=by,
        at=at,
    )
    db.session.flush()
    spooling.go_on(mailing.id, at=at)
