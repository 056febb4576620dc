"""What a test sees and prepares behind the back of the running site: the same database, the house's own code."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import delete, func, select, update

from registration import clock, create_app
from registration.cli import setup
from registration.extensions import db, transaction
from registration.models.access import Throttle, Visit
from registration.models.audit import AuditEntry
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.submissions import Draft, Submission
from registration.queries import invariants
from registration.rules.statuses import Status
from registration.settings import Environment
from tests.faults.delegate import Delegate
from tests.faults.site import Site
from tests.make import ANSWERS, Make


@dataclass(frozen=True)
class Place:
    """A roundtable, as much of it as crosses the wire."""

    id: int
    slug: str


@dataclass
class Ground:
    """Reads and prepares. Every read begins anew: what the site has committed is seen."""

    site: Site
    app: Flask
    make: Make = field(default_factory=Make)

    def roundtable(self, **facts: Any) -> Place:
        with self.writing():
            made = self.make.roundtable(slug=f"roundtable-{uuid4().hex[:10]}", **facts)
            return Place(made.id, made.slug)

    def drafts(
        self,
        place: Place,
        delegates: Sequence[Delegate],
        types: Sequence[str] = ("civil_society",),
        **answers: Any,
    ) -> list[str]:
        """A filled-in form for each delegate, of these types in turn, ready to be sent; nobody is throttled."""
        made = [str(uuid4()) for _ in delegates]
        with transaction() as session:
            session.execute(delete(Throttle))
            session.add_all(
                Draft(
                    public_id=public_id,
                    visit=delegate.visit,
                    roundtable_id=place.id,
                    answers=self._filled_in(types[index % len(types)], **answers),
                    expires_at=clock.now() + timedelta(hours=1),
                )
                for index, (public_id, delegate) in enumerate(zip(made, delegates, strict=True))
            )
        return made

    def registrations(self, place: Place, *statuses: Status) -> Sequence[Registration]:
        """Of these statuses, else all; in the order in which they came into being."""
        db.session.rollback()
        wanted = select(Registration).where(Registration.roundtable_id == place.id).order_by(Registration.id)
        if statuses:
            wanted = wanted.where(Registration.status.in_(statuses))
        return db.session.scalars(wanted.execution_options(populate_existing=True)).all()

    def registration_of(self, key: str) -> Registration | None:
        """What a sending with this key became."""
        db.session.rollback()
        return db.session.scalar(
            select(Registration)
            .join(Submission, Submission.registration_id == Registration.id)
            .where(Submission.key == key)
            .execution_options(populate_existing=True)
        )

    def submissions(self, key: str) -> Sequence[Submission]:
        db.session.rollback()
        return db.session.scalars(select(Submission).where(Submission.key == key)).all()

    def messages(self, place: Place) -> Sequence[Message]:
        db.session.rollback()
        wanted = select(Message).where(Message.roundtable_id == place.id).order_by(Message.id)
        return db.session.scalars(wanted.execution_options(populate_existing=True)).all()

    def history(self, place: Place) -> Sequence[AuditEntry]:
        db.session.rollback()
        wanted = select(AuditEntry).where(AuditEntry.roundtable_id == place.id).order_by(AuditEntry.id)
        return db.session.scalars(wanted).all()

    def message_to(self, place: Place, address: str) -> Message:
        """The one letter to this address."""
        (message,) = [message for message in self.messages(place) if message.recipient == address]
        return message

    def count(self, *which: Any) -> int:
        """Messages of which all this is true."""
        db.session.rollback()
        return db.session.scalar(select(func.count()).select_from(Message).where(*which)) or 0

    def broken(self) -> list[str]:
        """Every broken promise."""
        db.session.rollback()
        return [str(found) for found in invariants.broken(clock.now()) if not found.note]

    def pretend_nobody_was_seen_lately(self) -> None:
        """Ten minutes pass for every visit."""
        with transaction() as session:
            session.execute(update(Visit).values(seen_at=clock.now() - timedelta(minutes=10)))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Whatever is read in here is read to be written: on SQLite the site has to wait meanwhile."""
        db.session.rollback()
        db.engine.update_execution_options(sqlite_begin="IMMEDIATE")
        try:
            yield
        finally:
            db.session.rollback()
            db.engine.update_execution_options(sqlite_begin="DEFERRED")

    def _filled_in(self, type_code: str, **answers: Any) -> dict[str, Any]:
        typed = {**self.make.answers(type_code), **ANSWERS[type_code], **answers}
        details = {name: value for name, value in typed.items() if isinstance(value, str)}
        return {"stakeholder_type": type_code, "on_behalf": False, "details": details}


@contextmanager
def beside(site: Site) -> Iterator[Ground]:
    """The house in this process, on the site's database, which is brought up to date first."""
    settings = replace(site.loaded(), environment=Environment.TEST)
    app = create_app(settings)
    with app.app_context():
        setup.bring_up_to_date()
        try:
            yield Ground(site, app)
        finally:
            db.session.remove()
            db.engine.dispose()
