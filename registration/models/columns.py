"""Column types that tables share."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Enum, Integer, String
from sqlalchemy.types import TypeEngine

# SQLite only counts up by itself on a plain INTEGER.
Id = BigInteger().with_variant(Integer(), "sqlite")


def one_of(kind: type[StrEnum], length: int = 30) -> Enum:
    """A column of a closed set, stored by value (SQLAlchemy's default would store the Python name)."""
    return Enum(kind, native_enum=False, length=length, values_callable=_values, validate_strings=True)


def collated(length: int = 500) -> TypeEngine[Any]:
    """A stored collation key: compared byte by byte on every database."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def _values(kind: Iterable[StrEnum]) -> list[str]:
    return [member.value for member in kind]
