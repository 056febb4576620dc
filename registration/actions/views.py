"""Keep a view of a guest table under a name, change its name, do away with it."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from registration.extensions import db
from registration.models.views import SavedView
from registration.queries import views
from registration.rules import names
from registration.rules.refusals import ChangedMeanwhile, TooManyViews, ViewExists

# As many links as can stand above a table.
MOST = 20


def save(
    roundtable_id: int,
    organizer_id: int,
    name: str,
    address: dict[str, str],
    *,
    shared: bool,
    at: datetime,
) -> SavedView:
    """Raises ViewExists, TooManyViews."""
    if views.named(roundtable_id, organizer_id, names.key(name)) is not None:
        raise ViewExists
    if views.count(roundtable_id, organizer_id) >= MOST:
        raise TooManyViews
    made = SavedView(
        roundtable_id=roundtable_id,
        organizer_id=organizer_id,
        name=name,
        key=names.key(name),
        shared=shared,
        address=address,
        created_at=at,
    )
    db.session.add(made)
    _flush()
    return made


def change(view: SavedView, name: str, *, shared: bool, version: int) -> None:
    """Raises ChangedMeanwhile if it was changed since `version`, ViewExists."""
    if view.version != version:
        raise ChangedMeanwhile
    other = views.named(view.roundtable_id, view.organizer_id, names.key(name))
    if other is not None and other.id != view.id:
        raise ViewExists
    view.name, view.key, view.shared = name, names.key(name), shared
    view.version += 1
    _flush()


def remove(view: SavedView) -> None:
    db.session.delete(view)


def _flush() -> None:
    """Twice in the same moment: a double click."""
    try:
        db.session.flush()
    except IntegrityError as error:
        raise ViewExists from error
