"""What search engines are told of: public roundtables that are neither by invitation nor off the record."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_

from registration.extensions import db
from registration.models.roundtables import Attribution, Roundtable
from registration.models.series import Series
from registration.models.type_policies import TypePolicy
from registration.queries import programme
from registration.rules.standing import Admission


@dataclass(frozen=True)
class Found:
    """The page of a roundtable and of its series, by the names in their addresses."""

    slug: str
    series: str
    updated_at: datetime


def found() -> list[Found]:
    """In one query, the latest first."""
    rows = db.session.execute(
        programme.public()
        .join(Series, Series.id == Roundtable.series_id)
        .where(
            # By invitation, unless some group comes in otherwise.
            or_(
                Roundtable.admission != Admission.INVITATION,
                Roundtable.policies.any(TypePolicy.admission != Admission.INVITATION),
            ),
            Roundtable.attribution != Attribution.OFF_THE_RECORD,
        )
        .order_by(Roundtable.starts_at.desc(), Roundtable.id)
        .with_only_columns(Roundtable.slug, Series.slug.label("series"), Roundtable.updated_at)
    )
    return [Found(row.slug, row.series, row.updated_at) for row in rows]
