"""Series of roundtables: begun on their own or with their first roundtable."""

from collections.abc import Sequence
from datetime import datetime

from registration.actions import audit, slugs
from registration.extensions import db
from registration.i18n import localized
from registration.models.organizations import Organization
from registration.models.series import Series
from registration.rules.refusals import ChangedMeanwhile
from registration.rules.verbs import Verb


def begin(
    titles: dict[str, str],
    organizations: Sequence[Organization],
    *,
    by: audit.By,
    at: datetime,
    descriptions: dict[str, str] | None = None,
    accent: str = "teal",
) -> Series:
    """A new series; its address comes from its title. The organizations reach it before it has a roundtable."""
    slug = slugs.free(Series.slug, localized(titles, "en"), otherwise="series")
    series = Series(slug=slug, titles=titles, descriptions=descriptions or {}, accent=accent)
    series.organizations = list(organizations)
    db.session.add(series)
    db.session.flush()
    audit.record(Verb.SERIES_CREATED, by=by, at=at, series=slug)
    return series


def edit(
    series: Series,
    titles: dict[str, str],
    descriptions: dict[str, str],
    accent: str,
    *,
    version: int,
    by: audit.By,
    at: datetime,
) -> None:
    """Change what it says; its address stays. Raises ChangedMeanwhile."""
    if series.version != version:
        raise ChangedMeanwhile
    series.titles, series.descriptions, series.accent = titles, descriptions, accent
    series.version += 1
    audit.record(Verb.SERIES_EDITED, by=by, at=at, series=series.slug)
