"""A roundtable: what its page says, when it takes registrations, and who convenes it."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.extensions import Base
from registration.models.agenda_items import AgendaItem
from registration.models.columns import Id, one_of
from registration.models.documents import Document
from registration.models.organizations import Organization
from registration.models.photos import Photo
from registration.models.series import Series
from registration.models.speakers import Speaker
from registration.models.type_policies import TypePolicy
from registration.rules import closed, standing, substitutions
from registration.rules.admission import Terms
from registration.rules.refusals import (
    NotFound,
)
from registration.rules.standing import Admission, State
from registration.rules.substitutions import Substitution

_OWNED = "all, delete-orphan"


class Mode(StrEnum):
    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class Attribution(StrEnum):
    """What participants may say about who said what."""

    PUBLIC = "public"
    CHATHAM_HOUSE = "chatham_house"
    OFF_THE_RECORD = "off_the_record"


class Part(StrEnum):
    """An organization's part in a roundtable."""

    CONVENOR = "convenor"
    PARTNER = "partner"


class RoundtableOrganization(Base):
    __tablename__ = "roundtable_organizations"
    __table_args__ = (UniqueConstraint("roundtable_id", "organization_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    roundtable_id: Mapped[int] = mapped_column(ForeignKey("roundtables.id", ondelete="CASCADE"), index=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    part: Mapped[Part] = mapped_column(one_of(Part))
    position: Mapped[int]
    organization: Mapped[Organization] = relationship(lazy="joined")


class Roundtable(Base):
    __tablename__ = "roundtables"
    __table_args__ = (
        CheckConstraint("ends_at IS NULL OR starts_at IS NOT NULL", name="end_needs_start"),
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), index=True)
    ordinal: Mapped[int | None]
    state: Mapped[State] = mapped_column(one_of(State), default=State.DRAFT)

    titles: Mapped[dict[str, str]]
    summaries: Mapped[dict[str, str]] = mapped_column(default=dict)
    descriptions: Mapped[dict[str, str]] = mapped_column(default=dict)
    participation: Mapped[dict[str, str]] = mapped_column(default=dict)
    outcomes: Mapped[dict[str, str]] = mapped_column(default=dict)

    starts_at: Mapped[datetime | None] = mapped_column(index=True)
    ends_at: Mapped[datetime | None]
    zone: Mapped[str] = mapped_column(String(60), default="America/New_York")
    mode: Mapped[Mode] = mapped_column(one_of(Mode), default=Mode.IN_PERSON)
    cities: Mapped[dict[str, str]] = mapped_column(default=dict)
    venues: Mapped[dict[str, str]] = mapped_column(default=dict)

    admission: Mapped[Admission] = mapped_column(one_of(Admission), default=Admission.OPEN)
    attribution: Mapped[Attribution] = mapped_column(one_of(Attribution), default=Attribution.CHATHAM_HOUSE)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    # Whether somebody has to show that mail to the address is read before the registration counts.
    address_checked: Mapped[bool] = mapped_column(default=False, server_default=false())
    # Whether those who await approval hold a seat meanwhile.
    pending_holds: Mapped[bool] = mapped_column(default=False, server_default=false())
    waiting_list_open: Mapped[bool] = mapped_column(default=True)
    # How many hours a freed seat is offered to the next in line; without, the next in line is confirmed at once.
    offer_hours: Mapped[int | None]
    # Whether somebody else of a delegation may come instead, and until when.
    substitution: Mapped[Substitution] = mapped_column(
        one_of(Substitution), default=Substitution.AUTOMATIC, server_default=Substitution.AUTOMATIC
    )
    substitution_until: Mapped[datetime | None]
    # Whether those who wait are told how many wait before them.
    place_shown: Mapped[bool] = mapped_column(default=False, server_default=false())
    grounds_pass_asked: Mapped[bool] = mapped_column(default=False)

    contact_name: Mapped[str] = mapped_column(String(120), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    more_information_url: Mapped[str | None] = mapped_column(String(500))
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photos.id"))
    photo_credit: Mapped[str] = mapped_column(String(200), default="")
    photo_alts: Mapped[dict[str, str]] = mapped_column(default=dict)

    # The lock of every seat decision: raised as the first statement of the unit.
    seats_version: Mapped[int] = mapped_column(default=0)
    # True while the worker still has waiting people to look at; newcomers wait too until it is done.
    promotion_due: Mapped[bool] = mapped_column(default=False)
    # RFC 5545 SEQUENCE: raised when the time or the place changes.
    calendar_sequence: Mapped[int] = mapped_column(default=0)
    # What an edit form was filled from; a save with an older one is refused.
    version: Mapped[int] = mapped_column(default=1)
    uid: Mapped[str] = mapped_column(String(36), unique=True)

    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    # When the worker makes a draft public, and whether a date to be confirmed is meant then.
    publish_at: Mapped[datetime | None] = mapped_column(index=True)
    publish_undated: Mapped[bool] = mapped_column(default=False, server_default=false())
    # Where one joins online: for confirmed online participants alone, so many hours before. Never on a public page.
    joining_url: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    joining_hours: Mapped[int] = mapped_column(default=24, server_default="24")
    # Raised with every other link; a registration keeps the one it was told.
    joining_version: Mapped[int] = mapped_column(default=0, server_default="0")
    cancelled_at: Mapped[datetime | None]
    cancellation: Mapped[dict[str, str]] = mapped_column(default=dict)

    series: Mapped[Series] = relationship(lazy="joined")
    photo: Mapped[Photo | None] = relationship(lazy="joined")
    organizations: Mapped[list[RoundtableOrganization]] = relationship(
        order_by=RoundtableOrganization.position, cascade=_OWNED, lazy="selectin"
    )
    policies: Mapped[list[TypePolicy]] = relationship(cascade=_OWNED, lazy="selectin")
    agenda: Mapped[list[AgendaItem]] = relationship(order_by=AgendaItem.position, cascade=_OWNED)
    speakers: Mapped[list[Speaker]] = relationship(order_by=Speaker.position, cascade=_OWNED)
    documents: Mapped[list[Document]] = relationship(order_by=Document.position, cascade=_OWNED)

    @property
    def convenors(self) -> list[Organization]:
        return [entry.organization for entry in self.organizations if entry.part is Part.CONVENOR]

    @property
    def partners(self) -> list[Organization]:
        return [entry.organization for entry in self.organizations if entry.part is Part.PARTNER]

    @property
    def hybrid(self) -> bool:
        return self.mode is Mode.HYBRID

    @property
    def is_public(self) -> bool:
        """Whether its page may be found and shared: published or cancelled after having been public."""
        return self.state is State.PUBLISHED or (
            self.state is State.CANCELLED and self.published_at is not None
        )

    def is_over(self, now: datetime) -> bool:
        return self.ends_at is not None and self.ends_at <= now

    def takes_entries(self, now: datetime) -> bool:
        """Whether organizers may still add people: it is public, and not over."""
        return self.state is State.PUBLISHED and not self.is_over(now)

    def facts(self, *, cap: int | None, taken: int) -> standing.Facts:
        """What its standing follows from."""
        return standing.Facts(
            state=self.state,
            admission=self.admission_in_all,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            waiting_list_open=self.waiting_list_open,
            cap=cap,
            taken=taken,
        )

    def check_open(self, now: datetime, stakeholder_type_id: int | None = None) -> None:
        """Raises the refusal that says why nobody, or nobody of this type, can register now, whatever the seats."""
        if self.state is State.DRAFT:
            raise NotFound
        if stakeholder_type_id is None:
            facts = self.facts(cap=None, taken=0)
        else:
            facts = self.facts_of_type(stakeholder_type_id)
        found = standing.standing(facts, now)
        if found in closed.CLOSED:
            raise closed.CLOSED[found]

    def policy(self, stakeholder_type_id: int) -> TypePolicy | None:
        """What is otherwise for this type, if anything is."""
        return next((one for one in self.policies if one.stakeholder_type_id == stakeholder_type_id), None)

    def terms(self, stakeholder_type_id: int) -> Terms:
        """How people of this type are taken in."""
        policy = self.policy(stakeholder_type_id)
        return Terms(
            (policy and policy.admission) or self.admission,
            address_checked=self.address_checked,
            pending_holds=self.pending_holds,
        )

    def substitution_terms(self, stakeholder_type_id: int) -> substitutions.Terms:
        """How people of this type are replaced by others."""
        policy = self.policy(stakeholder_type_id)
        return substitutions.Terms(
            (policy and policy.substitution) or self.substitution,
            (policy and policy.substitution_until) or self.substitution_until,
        )

    def accompanying(self, stakeholder_type_id: int) -> int:
        """How many persons one of this type may bring along."""
        policy = self.policy(stakeholder_type_id)
        return policy.accompanying if policy else 0

    @property
    def admission_in_all(self) -> Admission:
        """By invitation only if that is so for every type."""
        others = {policy.admission for policy in self.policies} - {None, Admission.INVITATION}
        return Admission.OPEN if self.admission is Admission.INVITATION and others else self.admission

    def facts_of_type(self, stakeholder_type_id: int) -> standing.Facts:
        """The same for people of one type, whatever the seats: its window lies within that of all."""
        policy = self.policy(stakeholder_type_id)
        return replace(
            self.facts(cap=None, taken=0),
            admission=self.terms(stakeholder_type_id).admission,
            opens_at=max(_set(policy.opens_at if policy else None, self.opens_at), default=None),
            closes_at=min(_set(policy.closes_at if policy else None, self.closes_at), default=None),
        )


def _set(*moments: datetime | None) -> list[datetime]:
    return [moment for moment in moments if moment is not None]
