"""Derive from what is known of an invitee the keys by which invitations are found, compared and sorted."""

from registration.data import collation
from registration.models.invitations import Invitation
from registration.rules import delegations, names


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
