"""What organizers say of an invitation, and the keys derived from it, by which it is found, compared and sorted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime

from registration.data import collation
from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.stakeholder_types import StakeholderType
from registration.rules import delegations, names


@dataclass(frozen=True)
class Terms:
    """What organizers say of an invitation. `answers` is what they know of the invitee, by the keys of the form."""

    stakeholder_type: StakeholderType
    email: str
    language: str
    answers: Mapping[str, object]
    office: str = ""
    mode: str = "in_person"
    host_id: int | None = None
    words: str = ""
    seats: int = 1
    accompanying: int = 0
    holds: bool = False
    respond_by: datetime | None = None
    bound: bool = False
    # By the keys of the roundtable's own questions, in the shape answers are kept.
    own_answers: Mapping[str, object] = field(default_factory=dict)
    tags: Sequence[str] = field(default_factory=list)


def fill(invitation: Invitation, terms: Terms) -> None:
    """Write it, and all that follows from it."""
    for one in fields(Terms):
        setattr(invitation, one.name, getattr(terms, one.name))
    invitation.stakeholder_type_id = terms.stakeholder_type.id
    invitation.stakeholder_type = db.session.merge(terms.stakeholder_type, load=False)
    invitation.answers = dict(terms.answers) | {"email": terms.email, "language": terms.language}
    invitation.own_answers, invitation.tags = dict(terms.own_answers), list(terms.tags)
    if not names.key(terms.office):
        invitation.office = ""
    derive(invitation)


def derive(invitation: Invitation) -> None:
    """Bring the derived columns up to date with the answers."""
    invitation.email_key = names.email_key(invitation.email)
    invitation.name_key = names.key(invitation.addressee)[:310]
    invitation.delegation = delegations.delegation(invitation.answers)
    label = invitation.delegation_label("en")
    family = collation.key(invitation.answers.get("family_name") or invitation.addressee)
    invitation.sort_key = "\x1f".join((collation.key(label), family))[:500]
    words = (
        invitation.addressee,
        invitation.full_name,
        label,
        invitation.answers.get("organization", ""),
        invitation.answers.get("position", ""),
    )
    invitation.search_text = " ".join(names.search_key(word) for word in words if word)[:2000]
