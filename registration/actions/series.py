"""A series of roundtables, begun with the first of them."""

from registration.actions import slugs
from registration.extensions import db
from registration.i18n import localized
from registration.models.series import Series


def begin(titles: dict[str, str]) -> Series:
    """A new series; its address comes from its title."""
    slug = slugs.free(Series.slug, localized(titles, "en"), otherwise="series")
    series = Series(slug=slug, titles=titles, descriptions={})
    db.session.add(series)
    db.session.flush()
    return series
