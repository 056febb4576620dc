"""The name of a downloaded list."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from registration.documents.tables import file_name

AT = datetime(2026, 11, 23, 14, 5, 59, tzinfo=UTC)


def test_a_list_is_named_after_roundtable_preset_and_moment() -> None:
    assert file_name("sixth", "sign-in-sheet", AT, "csv") == "sixth_sign-in-sheet_20261123-1405Z.csv"


def test_the_moment_is_in_utc_whatever_zone_it_carries() -> None:
    local = AT.astimezone(ZoneInfo("Asia/Kolkata"))
    assert file_name("sixth", "all", local, "xlsx") == "sixth_all_20261123-1405Z.xlsx"


@pytest.mark.parametrize(
    ("slug", "shown"),
    [("Ñandú", "Nandu"), ("圆桌", "list"), ('a"b\r\nX: 1', "a-b-X-1"), ("../../etc", "etc")],
)
def test_a_name_is_ascii_and_harmless_in_a_header(slug: str, shown: str) -> None:
    assert file_name(slug, "all", AT, "csv") == f"{shown}_all_20261123-1405Z.csv"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        file_name("sixth", "all", AT.replace(tzinfo=None), "csv")
