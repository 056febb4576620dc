"""A delegation as it is printed, or as its code, from the three answers that may name it."""

from registration.data import entities, states
from registration.rules import fields


def label(state: str | None, un_entity: str | None, organization: str, language: str) -> str:
    """The state's UN name, the entity's label, or the name given."""
    if state:
        return states.name(state, language)
    if un_entity and un_entity != fields.OTHER_ENTITY:
        return entities.entity_name(un_entity, language)
    return organization


def code(state: str | None, un_entity: str | None, organization: str) -> str:
    """ISO 3166-1 alpha-3 of the state, the entity's code, or the name given."""
    if state:
        return state
    return un_entity if un_entity and un_entity != fields.OTHER_ENTITY else organization
