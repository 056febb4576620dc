"""The 193 member states and two observer states of the United Nations, under their official names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from registration.data import collation, reading


class Status(StrEnum):
    MEMBER = "member"
    OBSERVER = "observer_state"


class RegionalGroup(StrEnum):
    """The regional groups of the General Assembly; observer states belong to none."""

    AFRICA = "AG"
    ASIA_PACIFIC = "APG"
    EASTERN_EUROPE = "EEG"
    LATIN_AMERICA_AND_CARIBBEAN = "GRULAC"
    WESTERN_EUROPE_AND_OTHERS = "WEOG"


@dataclass(frozen=True)
class State:
    """One state: codes of ISO 3166-1 and UN M49, short names by language, formal name in English."""

    iso2: str
    iso3: str
    m49: str
    status: Status
    group: RegionalGroup | None
    names: Mapping[str, str] = field(hash=False)
    formal_name: str


def find(iso3: str) -> State | None:
    """The state with this ISO 3166-1 alpha-3 code, or None."""
    return _BY_ISO3.get(iso3)


def name(iso3: str, language: str) -> str:
    """The official short name; the code itself where it stands for no state we know."""
    state = find(iso3)
    return state.names[language] if state else iso3


def choices(language: str) -> list[tuple[str, str]]:
    """Code and name of every state, members and observers together, in the order of the language."""
    return list(_sorted_choices(language))


def aliases(iso3: str) -> tuple[str, ...]:
    """Other names people type to find a state: short, former and native names and acronyms; never shown."""
    return _aliases().get(iso3, ())


@cache
def _sorted_choices(language: str) -> tuple[tuple[str, str], ...]:
    offered = [(state.iso3, state.names[language]) for state in STATES]
    return tuple(sorted(offered, key=lambda choice: collation.key(choice[1], language)))


@cache
def _aliases() -> dict[str, tuple[str, ...]]:
    return reading.aliases("state_aliases.csv")


def _state(row: dict[str, str]) -> State:
    return State(
        iso2=row["iso2"],
        iso3=row["iso3"],
        m49=row["m49"],
        status=Status(row["status"]),
        group=RegionalGroup(row["group"]) if row["group"] else None,
        names=reading.names(row),
        formal_name=row["en_formal"],
    )


# The table has two further rows, of status "other": territories.csv offers them as places, not as states.
STATES = tuple(_state(row) for row in reading.rows("un_states.csv") if row["status"] in set(Status))
_BY_ISO3 = {state.iso3: state for state in STATES}
