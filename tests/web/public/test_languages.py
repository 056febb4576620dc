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
