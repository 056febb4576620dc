"""An invitation: to a person or an office, of a stakeholder type and a delegation, answered by one link."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.extensions import Base
from registration.models import delegations
from registration.models.columns import Id, collated, one_of
from registration.models.organizations import Organization
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.rules import invitations, names
from registration.rules.invitations import Reply
from registration.rules.refusals import NoLongerPossible
from registration.rules.seats import Party

_LIVE = text("status IN (" + ", ".join(f"'{status}'" for status in sorted(invitations.LIVE)) + ")")


class Invitation(Base):
    __tablename__ = "invitations"
    __table_args__ = (
        # Each addressee once: missions share one mailbox, so an address with another name is somebody else.
        Index(
            "uq_invitations_live_addressee",
            "roundtable_id",
            "email_key",
            "name_key",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index("ix_invitations_table", "roundtable_id", "status", "sort_key", "id"),
        Index("ix_invitations_email", "roundtable_id", "email_key"),
        # What the worker looks for: replies whose time is up.
        Index("ix_invitations_overdue", "respond_by"),
        CheckConstraint("seats > 0", name="for_somebody"),
        CheckConstraint("held >= 0 AND held <= seats", name="held_within_seats"),
        CheckConstraint("accompanying >= 0", name="accompanying_not_negative"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    roundtable_id: Mapped[int] = mapped_column(ForeignKey("roundtables.id"))
    stakeholder_type_id: Mapped[int] = mapped_column(ForeignKey("stakeholder_types.id"))
    status: Mapped[Reply] = mapped_column(one_of(Reply), default=Reply.DRAFT)

    # Whom it addresses where that is no person: "Permanent Representative of X, or a designated representative".
    office: Mapped[str] = mapped_column(String(300), default="")
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    mode: Mapped[str] = mapped_column(String(20))
    # What is known of the invitee, by the keys of the form's fields: it is filled in already.
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # What a guest list said beside the form: answers to the roundtable's own questions by their keys, and tags.
    own_answers: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    tags: Mapped[list[str]] = mapped_column(default=list)
    # The convening organization that invites, whose allotment the seats are part of.
    host_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    # The organizers' own words, read in the mail and on the reply page.
    words: Mapped[str] = mapped_column(Text, default="")

    # How many people may come, how many each may bring along, and for how many seats are held now.
    seats: Mapped[int] = mapped_column(default=1)
    accompanying: Mapped[int] = mapped_column(default=0)
    holds: Mapped[bool] = mapped_column(default=False)
    held: Mapped[int] = mapped_column(default=0)
    respond_by: Mapped[datetime | None]
    # Whether a reply from another address is for organizers to decide.
    bound: Mapped[bool] = mapped_column(default=False)

    # The word that came with regrets.
    regrets: Mapped[str] = mapped_column(String(1000), default="")
    sent_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    replied_at: Mapped[datetime | None]

    # Derived by `actions/invitees.py` whenever the answers change.
    email_key: Mapped[str] = mapped_column(String(254))
    name_key: Mapped[str] = mapped_column(String(310))
    delegation: Mapped[str | None] = mapped_column(String(220))
    sort_key: Mapped[str] = mapped_column(collated())
    search_text: Mapped[str] = mapped_column(String(2000), default="")

    # Raised with every mail about it; raising the link's makes every link sent so far worthless.
    mail_version: Mapped[int] = mapped_column(default=0)
    link_version: Mapped[int] = mapped_column(default=1)
    # What an edit form was filled from; a save with an older one is refused.
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    roundtable: Mapped[Roundtable] = relationship()
    stakeholder_type: Mapped[StakeholderType] = relationship(lazy="joined")
    host: Mapped[Organization | None] = relationship()

    @property
    def full_name(self) -> str:
        """The invited person's name; empty where an office is invited."""
        return names.full_name(self.answers.get("given_names", ""), self.answers.get("family_name", ""))

    @property
    def addressee(self) -> str:
        """Whom it addresses, as printed: an office, or a person."""
        return self.office or self.full_name

    @property
    def party(self) -> Party:
        """One of the people it is meant for, as the seat rule sees them, with all they may bring along."""
        return Party(
            self.stakeholder_type.code,
            self.mode,
            self.delegation,
            str(self.host_id) if self.host_id else None,
            self.accompanying,
        )

    def delegation_label(self, language: str) -> str:
        """The delegation or organization as printed."""
        known = self.answers
        return delegations.label(
            known.get("state"), known.get("un_entity"), known.get("organization") or "", language
        )

    def move_to(self, status: Reply, *, at: datetime) -> None:
        """The only setter of the status. Raises NoLongerPossible for a move that does not exist."""
        if status is self.status:
            return
        if not invitations.may_follow(self.status, status):
            raise NoLongerPossible
        self.status = status
        self.updated_at = at
