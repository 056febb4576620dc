"""What a roundtable does otherwise for one stakeholder type: how its people come in, when, and with whom."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registration.extensions import Base
from registration.models.columns import Id, one_of
from registration.rules.standing import Admission
from registration.rules.substitutions import Substitution


class TypePolicy(Base):
    """Whatever is not said here is as for the whole roundtable."""

    __tablename__ = "type_policies"
    __table_args__ = (
        UniqueConstraint("roundtable_id", "stakeholder_type_id"),
        CheckConstraint("accompanying >= 0", name="accompanying_not_negative"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    roundtable_id: Mapped[int] = mapped_column(ForeignKey("roundtables.id", ondelete="CASCADE"))
    stakeholder_type_id: Mapped[int] = mapped_column(ForeignKey("stakeholder_types.id"))
    admission: Mapped[Admission | None] = mapped_column(one_of(Admission))
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    substitution: Mapped[Substitution | None] = mapped_column(one_of(Substitution))
    substitution_until: Mapped[datetime | None]
    # How many persons one of this type may bring along; they take seats too.
    accompanying: Mapped[int] = mapped_column(default=0)
