"""Cities and moments as each language writes them."""

from datetime import UTC, datetime

import pytest

from registration import i18n

AT = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)


def test_the_swiss_zone_is_called_after_the_city_where_the_meetings_are():
    assert [i18n.city("Europe/Zurich", language) for language in ("en", "fr", "zh")] == [
        "Geneva",
        "Genève",
        "日内瓦",
    ]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_city_without_a_name_of_its_own_is_called_by_the_last_part_of_its_zone(language):
    assert "/" not in i18n.city("America/Argentina/Buenos_Aires", language)
    assert "/" not in i18n.city("America/Kentucky/Monticello", language)


def test_an_arabic_moment_names_its_month():
    assert i18n.moment(AT, "UTC", "ar") == "23 نوفمبر 2026، 14:05"
