"""Organizations that convene roundtables or take part in them."""

import re

from sqlalchemy import select

from registration.extensions import db
from registration.models.organizations import Organization
from registration.rules.refusals import OrganizationUnknown, SlugTaken

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def add(slug: str, names: dict[str, str], *, short_name: str = "", url: str | None = None) -> Organization:
    """A new organization, its names by language. Raises SlugTaken, or ValueError for an unusable slug."""
    if not _SLUG.fullmatch(slug) or len(slug) > 80:
        raise ValueError("use lower-case letters, digits and single hyphens, like peace-institute")
    if find(slug) is not None:
        raise SlugTaken
    short_name = (short_name or next(iter(names.values())))[:40]
    organization = Organization(slug=slug, short_name=short_name, names=names, url=url)
    db.session.add(organization)
    db.session.flush()
    return organization


def find(slug: str) -> Organization | None:
    return db.session.scalar(select(Organization).where(Organization.slug == slug))


def known(slug: str) -> Organization:
    """Raises OrganizationUnknown."""
    organization = find(slug)
    if organization is None:
        raise OrganizationUnknown
    return organization
