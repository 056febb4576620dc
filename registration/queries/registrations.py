"""One person's registration, found by what a personal link says."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from registration.extensions import db
from registration.models.registrations import Registration


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
