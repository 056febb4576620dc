"""Whom a mailing is for, as its pages read and show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from registration.i18n import LANGUAGES, localized
from registration.models.mailings import Mailing
from registration.models.organizers import Organizer
from registration.models.roundtables import Roundtable
from registration.queries import audiences, mailings, occupancy, scope
from registration.queries.audiences import Audience
from registration.rules.mailings import LeftOut
from registration.rules.permissions import Permission
from registration.web import access, languages
from registration.web.organizer import filters
from registration.words.statuses import STATUSES

HERE = "/roundtables/<slug:slug>/mailings/<int(max=2000000000):mailing_id>"


@dataclass
class Count:
    """How many it would go to now: by type and language, and how many are left out by reason."""

    people: int = 0
    copies: int = 0
    languages: list[str] = field(default_factory=list)
    rows: list[tuple[str, dict[str, int]]] = field(default_factory=list)
    by_language: dict[str, int] = field(default_factory=dict)
    left_out: dict[LeftOut, int] = field(default_factory=dict)

    @property
    def letters(self) -> int:
        return self.people + self.copies


def found(slug: str, mailing_id: int) -> tuple[Roundtable, Mailing]:
    """The mailing of the present page's address. Raises NotFound."""
    roundtable = scope.roundtable(access.organizer(), slug, access.permission())
    return roundtable, mailings.one(roundtable, mailing_id)


def of(me: Organizer, roundtable: Roundtable, mailing: Mailing) -> Audience:
    """Within the reach of the organizer who looks."""
    return Audience(
        roundtable,
        filters.read(
            mailing.filters,
            filters.known(roundtable),
            contact=True,
            reaches=scope.reaches(me, roundtable, Permission.REGISTRATIONS_MAIL),
        ),
        seen=scope.reaches(me, roundtable, Permission.REGISTRATIONS_VIEW),
        people=tuple(mailing.people),
        ended_too=mailing.ended_too,
        not_ids=tuple(mailing.not_ids),
        not_since=mailing.not_since,
    )


def counted(audience: Audience) -> Count:
    """Types in their order, languages in the order of the site."""
    groups = audiences.groups(audience)
    present = {group.language for group in groups}
    count = Count(
        people=sum(group.people for group in groups),
        copies=sum(group.copies for group in groups),
        languages=[code for code in LANGUAGES if code in present],
        left_out=audiences.left_out(audience),
    )
    for kind in occupancy.stakeholder_types():
        cells = {one.language: one.people for one in groups if one.stakeholder_type_id == kind.id}
        if cells:
            count.rows.append((localized(kind.names, languages.current()), cells))
    for group in groups:
        count.by_language[group.language] = count.by_language.get(group.language, 0) + group.people
    return count


def in_words(mailing: Mailing) -> str:
    """Whom it is for, on one line."""
    if mailing.people:
        return _("People picked in the guest table")
    return described(mailing.filters)


def described(chosen: Mapping[str, str]) -> str:
    """The filters, on one line."""
    status = STATUSES.get(chosen.get("status", ""), _("Everyone still in the process"))
    kinds = [kind for kind in occupancy.stakeholder_types() if kind.code == chosen.get("type")]
    search = [_("“%(search)s”", search=chosen["q"])] if chosen.get("q") else []
    return " · ".join([str(status), *(localized(kind.names, languages.current()) for kind in kinds), *search])
