"""What somebody may do for an organization, in words: role, limits, rights that are granted apart."""

from flask_babel import gettext as _

from registration.i18n import localized
from registration.models.organizers import Granting
from registration.words.choices import ROLES


def limits(part: Granting, language: str) -> list[str]:
    """To whom an approver is limited; empty for everybody."""
    found = []
    if part.stakeholder_type is not None:
        found.append(_("only %(group)s", group=localized(part.stakeholder_type.names, language)))
    if part.host is not None:
        found.append(_("only the allotment of %(organization)s", organization=part.host.short_name))
    return found


def rights(part: Granting) -> list[str]:
    """What is granted beside the role."""
    found = []
    if part.may_export:
        found.append(_("may download lists"))
    if part.sees_sensitive:
        found.append(_("sees sensitive answers"))
    return found


def in_words(part: Granting, language: str) -> str:
    """All of it on one line."""
    return " · ".join([str(ROLES[part.role]), *limits(part, language), *rights(part)])
