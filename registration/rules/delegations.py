"""Which delegation a person belongs to: a member state, a UN entity, or an organization by its name."""

from collections.abc import Mapping

from registration.rules import fields, names
from registration.rules.seats import EVERYONE


def delegation(answers: Mapping[str, object]) -> str | None:
    """The key of a delegation: "state:SWE", "un_entity:undp", "organization:<name as compared>"; None if unnamed."""
    entity = answers.get("un_entity")
    if entity == fields.OTHER_ENTITY:
        entity = None
    for field in fields.DELEGATION_FIELDS:
        value = entity if field is fields.UN_ENTITY else answers.get(field.key)
        if value:
            return of_organization(str(value)) if field is fields.ORGANIZATION else f"{field.key}:{value}"
    return None


def of_organization(name: str) -> str:
    """The key of an organization's delegation: by its name, as names are compared."""
    return f"{fields.ORGANIZATION.key}:{names.key(name)}"


def rule(field: fields.Field) -> str:
    """The key of the limit on every delegation of a kind."""
    return f"{field.key}:*"


# The limits that hold for many delegations at once.
RULES = (EVERYONE, *(rule(field) for field in fields.DELEGATION_FIELDS))
