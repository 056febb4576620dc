"""A registration: one person's place in one roundtable, with the answers given."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.extensions import Base
from registration.models import delegations
from registration.models.columns import Id, collated, one_of
from registration.models.invitations import Invitation
from registration.models.organizations import Organization
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.rules import names, seats, statuses
from registration.rules.refusals import NoLongerPossible
from registration.rules.statuses import Status

_LIVE = text("status IN (" + ", ".join(f"'{status}'" for status in sorted(statuses.LIVE)) + ")")


class Registration(Base):
    __tablename__ = "registrations"
    __table_args__ = (
        # One person once: missions share one mailbox, so an address with another name is another person.
        Index(
            "uq_registrations_live_person",
            "roundtable_id",
            "email_key",
            "name_key",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index("ix_registrations_table", "roundtable_id", "status", "type_position", "sort_key", "id"),
        Index("ix_registrations_counts", "roundtable_id", "status", "stakeholder_type_id"),
        Index("ix_registrations_list", "roundtable_id", "type_position", "sort_key", "id"),
        Index("ix_registrations_name", "roundtable_id", "name_sort_key", "id"),
        Index("ix_registrations_created", "roundtable_id", "created_at", "id"),
        Index("ix_registrations_email", "email_key"),
        Index("ix_registrations_same_name", "roundtable_id", "name_key"),
        Index("ix_registrations_delegation", "roundtable_id", "delegation"),
        Index("ix_registrations_registrant", "registrant_key"),
        Index("ix_registrations_waiting", "roundtable_id", "status", "priority", "waiting_since", "id"),
        # What the worker looks for: offers and unconfirmed addresses whose time is up.
        Index("ix_registrations_offers", "status", "offer_expires_at"),
        Index("ix_registrations_status", "status", "created_at"),
        CheckConstraint("accompanying >= 0", name="accompanying_not_negative"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    roundtable_id: Mapped[int] = mapped_column(ForeignKey("roundtables.id"))
    stakeholder_type_id: Mapped[int] = mapped_column(ForeignKey("stakeholder_types.id"))
    status: Mapped[Status] = mapped_column(one_of(Status))

    state: Mapped[str | None] = mapped_column(String(3))
    un_entity: Mapped[str | None] = mapped_column(String(40))
    organization: Mapped[str] = mapped_column(String(200), default="")
    represented_by: Mapped[str | None] = mapped_column(String(20))
    department: Mapped[str] = mapped_column(String(200), default="")
    duty_station: Mapped[str] = mapped_column(String(100), default="")
    country: Mapped[str | None] = mapped_column(String(3))
    honorific: Mapped[str] = mapped_column(String(40), default="")
    given_names: Mapped[str] = mapped_column(String(100), default="")
    family_name: Mapped[str] = mapped_column(String(100), default="")
    plate_name: Mapped[str] = mapped_column(String(120), default="")
    position: Mapped[str] = mapped_column(String(200), default="")
    delegation_role: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(40), default="")
    mode: Mapped[str] = mapped_column(String(20))
    accompanying: Mapped[int] = mapped_column(default=0)
    host_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    grounds_pass: Mapped[bool | None]
    ecosoc_status: Mapped[str | None] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    consent_listed: Mapped[bool] = mapped_column(default=False)

    # Whoever filled in the form for this person, if somebody else did.
    registrant_name: Mapped[str] = mapped_column(String(200), default="")
    registrant_email: Mapped[str] = mapped_column(String(254), default="")

    # A new address the person gave, until somebody reads the mail sent there.
    pending_email: Mapped[str] = mapped_column(String(254), default="")

    # Derived by `actions/people.py` whenever the answers change.
    email_key: Mapped[str] = mapped_column(String(254))
    registrant_key: Mapped[str] = mapped_column(String(254), default="")
    name_key: Mapped[str] = mapped_column(String(210))
    delegation: Mapped[str | None] = mapped_column(String(220))
    type_position: Mapped[int]
    sort_key: Mapped[str] = mapped_column(collated())
    name_sort_key: Mapped[str] = mapped_column(collated(250))
    search_text: Mapped[str] = mapped_column(String(2000), default="")

    # Whether it counts in its groups. Written by `actions/seats.py` alone.
    holds_seat: Mapped[bool] = mapped_column(default=False, server_default=false())
    priority: Mapped[int] = mapped_column(default=0)
    waiting_since: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    # Why this status: the limit that refused and its numbers, as decided under the lock.
    decision: Mapped[dict[str, Any]] = mapped_column(default=dict)
    offer_expires_at: Mapped[datetime | None]
    # Why organizers said no, in their own words; the person reads it only if they meant it to be read.
    reason: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    reason_shown: Mapped[bool] = mapped_column(default=False, server_default=false())
    checked_in_at: Mapped[datetime | None]
    predecessor_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"), index=True)
    # The invitation this is the answer to.
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitations.id"), index=True)
    # The other registration of the same person, in which this one has gone on.
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"))
    # Raised with every change of the answers: whoever saves after somebody else is told.
    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    # Raised with every mail about this person's own facts; part of the mail's identity.
    mail_version: Mapped[int] = mapped_column(default=0)
    # Raising it makes every personal link sent so far worthless.
    link_version: Mapped[int] = mapped_column(default=1)
    calendar_sequence: Mapped[int] = mapped_column(default=0)
    # The version of the link to join that was mailed; 0 for none.
    joining_version: Mapped[int] = mapped_column(default=0, server_default="0")

    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    roundtable: Mapped[Roundtable] = relationship()
    stakeholder_type: Mapped[StakeholderType] = relationship(lazy="joined")
    host: Mapped[Organization | None] = relationship()
    predecessor: Mapped["Registration | None"] = relationship(remote_side=[id], foreign_keys=[predecessor_id])
    merged_into: Mapped["Registration | None"] = relationship(remote_side=[id], foreign_keys=[merged_into_id])
    invitation: Mapped[Invitation | None] = relationship()

    @property
    def full_name(self) -> str:
        return names.full_name(self.given_names, self.family_name)

    @property
    def is_made_for_another(self) -> bool:
        """Whether somebody else filled in the form: two mailboxes hold the personal link."""
        return bool(self.registrant_key) and self.registrant_key != self.email_key

    @property
    def is_live(self) -> bool:
        return self.status in statuses.LIVE

    @property
    def party(self) -> seats.Party:
        """This registration as the seat rule sees it."""
        return seats.Party(
            self.stakeholder_type.code,
            self.mode,
            self.delegation,
            str(self.host_id) if self.host_id else None,
            self.accompanying,
        )

    def delegation_label(self, language: str) -> str:
        """The delegation or organization as printed: the state's UN name, the entity's label, or the name given."""
        return delegations.label(self.state, self.un_entity, self.organization, language)

    def move_to(self, status: Status, *, at: datetime) -> None:
        """The only setter of the status. Raises NoLongerPossible for a move that does not exist."""
        if not statuses.may_follow(self.status, status):
            raise NoLongerPossible
        self.status = status
        self.decided_at = at
        self.updated_at = at
