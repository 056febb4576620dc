"""Read the reference tables that lie beside this file."""

import csv
import io
from collections.abc import Iterator, Mapping
from importlib import resources
from types import MappingProxyType

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


def rows(file_name: str) -> Iterator[dict[str, str]]:
    """The rows of one table, by column name; an empty cell is an empty string."""
    table = resources.files("registration.data") / file_name
    yield from csv.DictReader(io.StringIO(table.read_text(encoding="utf-8")))


def names(row: Mapping[str, str]) -> Mapping[str, str]:
    """The name in each of the six languages, from the columns that carry a language's code."""
    return MappingProxyType({language: row[language] for language in LANGUAGES})


def aliases(file_name: str) -> dict[str, tuple[str, ...]]:
    """Aliases by ISO 3166-1 alpha-3 code, from a table with one alias a row."""
    found: dict[str, list[str]] = {}
    for row in rows(file_name):
        found.setdefault(row["iso3"], []).append(row["alias"])
    return {iso3: tuple(listed) for iso3, listed in found.items()}
