"""Which delegation a person belongs to: a member state, a UN entity, or an organization by its name."""

from collections.abc import Mapping

from registration.rules import fields, names


def delegation(answers: Mapping[str, object]) -> str | None:
    """The key of a delegation: "state:SWE", "un_entity:undp", "organization:<name as compared>"; None if unnamed."""
    entity = answers.get("un_entity")
    if entity == fields.OTHER_ENTITY:
        entity = None
    for field in fields.DELEGATION_FIELDS:
        value = entity if field is fields.UN_ENTITY else answers.get(field.key)
        if value:
            key = names.key(str(value)) if field is fields.ORGANIZATION else str(value)
            return f"{field.key}:{key}"
    return None
