"""Write answers into a registration and derive from them the keys by which people are found, compared and sorted."""

from collections.abc import Mapping

from registration.data import collation
from registration.models.registrations import Registration
from registration.models.stakeholder_types import StakeholderType
from registration.rules import delegations, fields, names

_OPTIONAL_CODES = {"state", "un_entity", "represented_by", "country", "delegation_role", "ecosoc_status"}

# As the history names it, beside the keys of answers.
STAKEHOLDER_TYPE = "stakeholder_type"


def fill(
    registration: Registration, answers: Mapping[str, object], kind: StakeholderType | None = None
) -> list[str]:
    """Apply answers; returns the keys of those that changed. Fields that are not among the answers stay.

    Of another stakeholder type (`kind`): what only the former type was asked, or might bring along, is forgotten.
    """
    changed = []
    if kind is not None and kind.id != registration.stakeholder_type_id:
        forgotten = dict.fromkeys(registration.stakeholder_type.asks, "") | {fields.ACCOMPANYING.key: 0}
        answers = forgotten | dict(answers)
        registration.stakeholder_type, registration.stakeholder_type_id = kind, kind.id
        changed.append(STAKEHOLDER_TYPE)
    for field in fields.FIELDS:
        if field.key not in answers:
            continue
        value = answers[field.key]
        if field.key in _OPTIONAL_CODES:
            value = value or None
        if getattr(registration, field.key) != value:
            changed.append(field.key)
            setattr(registration, field.key, value)
    derive(registration)
    return changed


def derive(registration: Registration) -> None:
    """Bring the derived columns up to date with the answers."""
    answers = {field.key: getattr(registration, field.key) for field in fields.DELEGATION_FIELDS}
    registration.email_key = names.email_key(registration.email)
    registration.registrant_key = names.email_key(registration.registrant_email or "")
    registration.name_key = names.key(registration.full_name)
    registration.delegation = delegations.delegation(answers)
    registration.type_position = registration.stakeholder_type.position
    label = registration.delegation_label("en")
    family = collation.key(registration.family_name or registration.given_names)
    given = collation.key(registration.given_names)
    # The separator sorts before every letter, so that shorter names come first.
    registration.sort_key = "\x1f".join((collation.key(label), family, given))[:500]
    registration.name_sort_key = "\x1f".join((family, given))[:250]
    words = (
        registration.given_names,
        registration.family_name,
        registration.plate_name,
        label,
        registration.organization,
        registration.position,
        registration.reference,
    )
    registration.search_text = " ".join(names.search_key(word) for word in words if word)[:2000]
