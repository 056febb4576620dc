"""The record of downloads: who took which list, when, and the fingerprint of the file."""

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from registration.extensions import db
from registration.models.downloads import Download
from registration.models.organizers import Organizer
from registration.models.roundtables import Roundtable
from registration.queries import scope
from registration.rules.permissions import Permission

SHOWN = 200


def of_roundtable(roundtable: Roundtable) -> list[Download]:
    """The latest first."""
    return list(
        db.session.scalars(
            select(Download)
            .where(Download.roundtable_id == roundtable.id)
            .order_by(Download.at.desc(), Download.id.desc())
            .limit(SHOWN)
        )
    )


def visible_to(organizer: Organizer) -> list[tuple[Download, Roundtable]]:
    """One's own downloads, and everyone's where one may see the record; the latest first."""
    overseen = scope.roundtables(organizer, Permission.DOWNLOADS_VIEW).with_only_columns(Roundtable.id)
    rows = db.session.execute(
        select(Download, Roundtable)
        .join(Roundtable, Download.roundtable_id == Roundtable.id)
        .where(or_(Download.organizer_id == organizer.id, Download.roundtable_id.in_(overseen)))
        .options(joinedload(Download.organizer))
        .order_by(Download.at.desc(), Download.id.desc())
        .limit(SHOWN)
    )
    return [(download, roundtable) for download, roundtable in rows]
