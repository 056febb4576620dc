"""Organizations that convene roundtables or take part in them."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from registration.actions import audit, slugs
from registration.extensions import db
from registration.models.organizations import Organization
from registration.rules.refusals import ChangedMeanwhile, OrganizationUnknown, SlugTaken
from registration.rules.verbs import Verb

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Facts:
    """What an organization says of itself."""

    names: dict[str, str]
    short_name: str
    url: str | None


def add(
    slug: str,
    names: dict[str, str],
    *,
    short_name: str = "",
    url: str | None = None,
    set_up_by_id: int | None = None,
) -> Organization:
    """A new organization, its names by language. Raises SlugTaken, or ValueError for an unusable slug.

    `set_up_by_id` is the organization that looks after its people until it has an owner.
    """
    if not _SLUG.fullmatch(slug) or len(slug) > 80:
        raise ValueError("use lower-case letters, digits and single hyphens, like peace-institute")
    if find(slug) is not None:
        raise SlugTaken
    short_name = (short_name or next(iter(names.values())))[:40]
    organization = Organization(
        slug=slug, short_name=short_name, names=names, url=url, set_up_by_id=set_up_by_id
    )
    db.session.add(organization)
    db.session.flush()
    return organization


def set_up(facts: Facts, *, set_up_by_id: int, by: audit.By, at: datetime) -> Organization:
    """A partner's record; its address comes from its English name."""
    slug = slugs.free(Organization.slug, facts.names.get("en", ""), otherwise="organization")
    added = add(slug, facts.names, short_name=facts.short_name, url=facts.url, set_up_by_id=set_up_by_id)
    audit.record(Verb.ORGANIZATION_ADDED, by=by, at=at, organization=slug)
    return added


def edit(organization: Organization, facts: Facts, *, version: int, by: audit.By, at: datetime) -> None:
    """Change what it is called. Raises ChangedMeanwhile when somebody saved since the form was filled."""
    if organization.version != version:
        raise ChangedMeanwhile
    wanted = {"names": facts.names, "short_name": facts.short_name, "url": facts.url}
    changed = [name for name, value in wanted.items() if getattr(organization, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(organization, name, wanted[name])
    organization.version += 1
    audit.record(Verb.ORGANIZATION_EDITED, by=by, at=at, organization=organization.slug, fields=changed)


def find(slug: str) -> Organization | None:
    return db.session.scalar(select(Organization).where(Organization.slug == slug))


def known(slug: str) -> Organization:
    """Raises OrganizationUnknown."""
    organization = find(slug)
    if organization is None:
        raise OrganizationUnknown
    return organization
