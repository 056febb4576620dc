"""The choice of a language leads back to the same page, and never to another site."""

from urllib.parse import urlencode

import pytest

from registration.web.public.languages import is_own_path


@pytest.mark.parametrize(
    ("page", "leads_to"),
    [
        ("/en/", "/fr/"),
        ("/en/roundtables/one", "/fr/roundtables/one"),
        ("/en/my/?sent=yes", "/fr/my/?sent=yes"),
        ("/organizer/", "/organizer/"),
        ("", "/fr/"),
        ("//evil.example", "/fr/"),
        ("/\\evil.example", "/fr/"),
        ("https://evil.example/", "/fr/"),
        ("/\t/evil.example", "/fr/"),
        ("/en/\r\nSet-Cookie: a=b", "/fr/"),
        ("en/", "/fr/"),
    ],
)
def test_choosing_a_language(client, page, leads_to):
    answer = client.open("GET", "/language/fr?" + urlencode({"page": page}))

    assert (answer.status_code, answer.headers["Location"]) == (303, leads_to)
    assert client.cookie("language") == "fr"


def test_an_own_path_has_one_slash_in_front():
    assert is_own_path("/en/")
    assert not is_own_path("///evil.example")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("fr", "fr"),
        ("fr-CH, en;q=0.5", "fr"),
        ("de, sv;q=0.9, es-MX;q=0.8, en;q=0.7", "es"),
        ("zh-Hant-TW", "zh"),
        ("AR_eg", "ar"),
        ("en;q=0.5, ru;q=0.9", "ru"),
        ("de, ja", "en"),
        ("*", "en"),
        ("", "en"),
        ("nonsense;;q=x", "en"),
    ],
)
def test_the_start_leads_to_the_language_the_browser_likes_best(client, accepted, language):
    answer = client.open("GET", "/", headers={"Accept-Language": accepted})

    assert answer.headers["Location"] == f"/{language}/"


def test_a_mistyped_address_is_answered_in_its_own_language(client):
    page = client.get("/es/nowhere/at/all", expect=404, headers={"Accept-Language": "fr"})

    assert page.language == "es"
