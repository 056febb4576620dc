"""Registrations, found by what a personal link says, by whose they are, and by whether they still count."""

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import joinedload

from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.rules import statuses
from registration.rules.statuses import Status

# Printed into the statement, as in the index: SQLite takes a partial index only when it can read the condition.
LIVE: BindParameter[Status] = bindparam("live", sorted(statuses.LIVE), expanding=True, literal_execute=True)

_SAME_PERSON = select(Registration).where(
    Registration.roundtable_id == bindparam("roundtable"),
    Registration.email_key == bindparam("email"),
    Registration.name_key == bindparam("name"),
    Registration.status.in_(LIVE),
    Registration.id != bindparam("itself"),
)


def of_link(public_id: str, version: int) -> Registration | None:
    """The registration a personal link opens; None once the link was replaced. Unpublished roundtables count too."""
    found = by_public_id(public_id)
    return found if found is not None and found.link_version == version else None


def by_public_id(public_id: str) -> Registration | None:
    """A registration by the identifier in its links, which by itself proves nothing."""
    return db.session.scalar(
        select(Registration)
        .options(joinedload(Registration.roundtable))
        .where(Registration.public_id == public_id)
    )


def by_id(registration_id: int | None) -> Registration | None:
    return db.session.get(Registration, registration_id) if registration_id else None


def of_same_person(registration: Registration, email_key: str) -> Registration | None:
    """Another live registration of the same name at this address. Asked under the lock; the index keeps the promise."""
    return db.session.scalar(
        _SAME_PERSON,
        {
            "roundtable": registration.roundtable_id,
            "email": email_key,
            "name": registration.name_key,
            "itself": registration.id or 0,
        },
    )


def live(roundtable: Roundtable) -> list[Registration]:
    """Everyone who holds a place or waits for one, in the order of their registrations."""
    found = db.session.scalars(
        select(Registration)
        .where(Registration.roundtable_id == roundtable.id, Registration.status.in_(LIVE))
        .order_by(Registration.id)
    )
    return list(found)


def declined_before(registration: Registration) -> list[Registration]:
    """Earlier registrations of the same person in this roundtable to which organizers said no; the latest first."""
    found = db.session.scalars(
        select(Registration)
        .where(
            Registration.roundtable_id == registration.roundtable_id,
            Registration.email_key == registration.email_key,
            Registration.name_key == registration.name_key,
            Registration.status == Status.DECLINED,
            Registration.id != registration.id,
        )
        .order_by(Registration.id.desc())
    )
    return list(found)


def merged_from(registration: Registration) -> list[Registration]:
    """Other registrations of the same person that have gone on in this one."""
    return list(
        db.session.scalars(
            select(Registration)
            .where(
                Registration.roundtable_id == registration.roundtable_id,
                Registration.status == Status.MERGED,
                Registration.merged_into_id == registration.id,
            )
            .order_by(Registration.id)
        )
    )
