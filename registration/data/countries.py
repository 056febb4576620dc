"""The country or territory where someone is based: every state, then the other areas of ISO 3166-1."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from registration.data import collation, reading, states


@dataclass(frozen=True)
class Territory:
    """One territory or area that is no state of the United Nations, named as in the UN standard M49."""

    iso2: str
    iso3: str
    m49: str
    names: Mapping[str, str] = field(hash=False)


def find(iso3: str) -> states.State | Territory | None:
    """The state or territory with this ISO 3166-1 alpha-3 code, or None."""
    return states.find(iso3) or _TERRITORIES_BY_ISO3.get(iso3)


def name(iso3: str, language: str) -> str:
    """The name the United Nations uses; the code itself where it stands for no place we know."""
    place = find(iso3)
    return place.names[language] if place else iso3


def choices(language: str) -> list[tuple[str, str]]:
    """Code and name: first all states, then all territories, each in the order of the language."""
    return states.choices(language) + list(_sorted_territories(language))


def aliases(iso3: str) -> tuple[str, ...]:
    """Other names people type to find a place; never shown."""
    return states.aliases(iso3) or _territory_aliases().get(iso3, ())


@cache
def _sorted_territories(language: str) -> tuple[tuple[str, str], ...]:
    offered = [(territory.iso3, territory.names[language]) for territory in TERRITORIES]
    return tuple(sorted(offered, key=lambda choice: collation.key(choice[1], language)))


@cache
def _territory_aliases() -> dict[str, tuple[str, ...]]:
    return reading.aliases("territory_aliases.csv")


TERRITORIES = tuple(
    Territory(iso2=row["iso2"], iso3=row["iso3"], m49=row["m49"], names=reading.names(row))
    for row in reading.rows("territories.csv")
)
_TERRITORIES_BY_ISO3 = {territory.iso3: territory for territory in TERRITORIES}
