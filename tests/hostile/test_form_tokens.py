"""No form does anything without its token, with a token of another visit, or for a visitor it was not shown to."""

import pytest

from tests.hostile.found_forms import FORM
from tests.hostile.ground import FOCAL_POINTS, LANGUAGE, OF_ORGANIZERS, PARTICIPANTS, Audience
from tests.page import Page

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def foreign_token(ground):
    """The token of somebody else's visit."""
    ground.client.forget_cookies()
    return ground.client.get(f"/{LANGUAGE}/my/").form().values["csrf_token"][0]


def alike(one, other):
    return any({one, other} <= people for people in (PARTICIPANTS, FOCAL_POINTS))


def altered(token):
    return token[:5] + ("A" if token[5] != "A" else "B") + token[6:]


@pytest.mark.parametrize("kind", ["none", "empty", "foreign", "altered", "doubled"])
def test_without_its_own_token_a_form_does_nothing(ground, forms, foreign_token, kind):
    for found in forms:
        own = found.values["csrf_token"][0]
        tokens = {
            "none": [],
            "empty": [""],
            "foreign": [foreign_token],
            "altered": [altered(own)],
            "doubled": [foreign_token, own],
        }[kind]
        with ground.attempt(found.audience) as client:
            answer = found.send(client, {**found.values, "csrf_token": tokens})

            assert answer.status_code == 400, found
            assert ground.changed() == set(), found
            page = Page(400, found.action, answer.get_data(as_text=True), answer.headers)
            wanted = OF_ORGANIZERS if found.path.startswith("/organizer") else LANGUAGE
            if found.audience is not Audience.ORGANIZER and found.path.startswith("/organizer"):
                wanted = "en"
            assert page.language == wanted, found


@pytest.mark.parametrize("sent_as", ["application/json", "text/plain", "", "multipart/form-data"])
def test_a_form_in_another_format_does_nothing(ground, forms, sent_as):
    for found in forms:
        with ground.attempt(found.audience) as client:
            answer = client.open(
                "POST", found.action, data=b'{"csrf_token": "x", "email": 1}', content_type=sent_as
            )

            assert answer.status_code == 400, found
            assert ground.changed() == set(), found


@pytest.mark.parametrize("audience", Audience)
def test_a_form_does_nothing_for_somebody_it_was_not_shown_to(ground, forms, audience):
    own = {found.audience: found.values["csrf_token"] for found in forms}
    for found in forms:
        if found.audience in (audience, Audience.STRANGER) or alike(found.audience, audience):
            continue
        with ground.attempt(audience) as client:
            answer = found.send(client, {**found.values, "csrf_token": own[audience]})

            assert answer.status_code in (302, 303, 404, 410), found
            leaving = found.path.endswith(("/leave", "/sign-out"))
            assert (
                leaving
                or answer.status_code == 410
                or "sign-in" in answer.headers.get("Location", "")
                or "/my/" in answer.headers["Location"]
            ), found
            assert ground.changed() == set(), found


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "BREW"])
def test_methods_nobody_uses_are_refused(ground, forms, method):
    for found in forms:
        with ground.attempt(found.audience) as client:
            token = {"csrf_token": found.values["csrf_token"]}
            answer = client.open(method, found.action, data=token, content_type=FORM)

            assert answer.status_code == 405, found
            assert ground.changed() == set(), found
