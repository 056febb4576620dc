"""Entities of the United Nations system, and regional and intergovernmental organizations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from registration.data import collation, reading


class Kind(StrEnum):
    """Where an entity stands in the United Nations system, or what sort of organization it is."""

    SECRETARIAT = "secretariat"
    SPECIAL_ADVISER = "special_adviser"
    REGIONAL_COMMISSION = "regional_commission"
    POLITICAL_MISSION = "political_mission"
    PEACE_OPERATION = "peace_operation"
    FUND_OR_PROGRAMME = "fund_or_programme"
    SPECIALIZED_AGENCY = "specialized_agency"
    RELATED_ORGANIZATION = "related_organization"
    TRAINING_AND_RESEARCH = "training_and_research"
    OTHER = "other"
    REGIONAL_ORGANIZATION = "regional_organization"
    INTERGOVERNMENTAL_ORGANIZATION = "intergovernmental_organization"
    DEVELOPMENT_BANK = "development_bank"


@dataclass(frozen=True)
class Entity:
    """One entity under a code that never changes, while its names and acronyms may.

    `aliases` help to find it and are never shown: former names, acronyms in other languages, short names.
    """

    code: str
    kind: Kind
    acronyms: Mapping[str, str] = field(hash=False)
    names: Mapping[str, str] = field(hash=False)
    aliases: tuple[str, ...]

    @property
    def acronym(self) -> str:
        """The English acronym, empty for the few that have none."""
        return self.acronyms["en"]

    def label(self, language: str) -> str:
        """Acronym and name as this language has them: "PNUD – Programme des Nations Unies …"."""
        return " – ".join(filter(None, (self.acronyms[language], self.names[language])))


def find_un_entity(code: str) -> Entity | None:
    return _UN_ENTITIES_BY_CODE.get(code)


def find_intergovernmental(code: str) -> Entity | None:
    return _INTERGOVERNMENTAL_BY_CODE.get(code)


def entity_name(code: str, language: str) -> str:
    """The label of an entity of either list; the code itself where it stands for none we know."""
    entity = find_un_entity(code) or find_intergovernmental(code)
    return entity.label(language) if entity else code


def un_entity_choices(language: str) -> list[tuple[str, str]]:
    """Code and label of every United Nations entity, in the alphabetical order of the language."""
    return list(_sorted_choices(UN_ENTITIES, language))


def intergovernmental_choices(language: str) -> list[tuple[str, str]]:
    """Code and label of every listed organization, in the alphabetical order of the language."""
    return list(_sorted_choices(INTERGOVERNMENTAL, language))


@cache
def _sorted_choices(entities: tuple[Entity, ...], language: str) -> tuple[tuple[str, str], ...]:
    offered = [(entity.code, entity.label(language)) for entity in entities]
    return tuple(sorted(offered, key=lambda choice: collation.key(choice[1], language)))


def _entities(file_name: str) -> Iterable[Entity]:
    for row in reading.rows(file_name):
        acronyms = {code: row.get(f"acronym_{code}") or row["acronym"] for code in reading.LANGUAGES}
        yield Entity(
            code=row["code"],
            kind=Kind(row["kind"]),
            acronyms=MappingProxyType(acronyms),
            names=reading.names(row),
            aliases=_aliases(row["aliases"], acronyms.values()),
        )


def _aliases(listed: str, acronyms: Iterable[str]) -> tuple[str, ...]:
    """The listed aliases and the acronyms of all languages, each once."""
    return tuple(dict.fromkeys(filter(None, (*acronyms, *listed.split(";")))))


UN_ENTITIES = tuple(_entities("un_entities.csv"))
INTERGOVERNMENTAL = tuple(_entities("intergovernmental.csv"))
_UN_ENTITIES_BY_CODE = {entity.code: entity for entity in UN_ENTITIES}
_INTERGOVERNMENTAL_BY_CODE = {entity.code: entity for entity in INTERGOVERNMENTAL}
