"""Links as programs open them: looking changes nothing, and every link that does not work is answered alike."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from registration import clock, links
from registration.actions import organizers
from registration.extensions import transaction
from registration.models.organizers import Organizer
from tests.hostile.ground import LANGUAGE, PENDING, Audience
from tests.page import Page

SOMEBODY_ELSE = str(UUID(int=7))


def altered(token):
    return token[:10] + ("A" if token[10] != "A" else "B") + token[11:]


@pytest.fixture
def secrets(ground):
    """Sign-in secrets: a fresh one, one that was used, one that is too old."""
    with transaction() as session:
        me = session.get_one(Organizer, ground.kept["organizer"])
        fresh, used = (organizers.mint_sign_in(me, at=clock.now()) for _ in range(2))
        old = organizers.mint_sign_in(me, at=clock.now() - timedelta(days=4))
        organizers.redeem(used, at=clock.now())
    return {"fresh": fresh, "used": used, "old": old}


def pressed(client, address):
    """The page that asks, and the page after its button."""
    asking = client.get(address)
    form = asking.form(address.rpartition("/")[2])
    answer = client.open("POST", form.action, data=form.values)
    return asking, answer


def bare(page):
    """A page without what is different in every visit."""
    tokens = [field.attributes["value"] for field in page.all("input", name="csrf_token")]
    text = page.html
    for token in tokens:
        text = text.replace(token, "")
    return text.replace(page.url.rpartition("/")[2], "")


def test_every_personal_link_that_does_not_work_is_answered_alike(ground, secrets):
    personal = links.personal_token(ground.public_id, 1)
    bad = {
        "altered": altered(personal),
        "revoked": links.personal_token(ground.public_id, 2),
        "for nobody": links.personal_token(SOMEBODY_ELSE, 1),
        "for an address": links.address_token(ground.public_id, 1, PENDING),
        "a sign-in secret": secrets["fresh"],
        "made up": "A" * 48,
        "short": "A" * 20,
        "long": "A" * 90,
    }
    looks, answers = set(), set()
    for token in bad.values():
        ground.client.forget_cookies()
        asking, answer = pressed(ground.client, f"/{LANGUAGE}/my/{token}")
        looks.add(bare(asking))
        answers.add(
            (answer.status_code, bare(Page(410, f"/{token}", answer.get_data(as_text=True), answer.headers)))
        )
    with time_machine.travel(clock.now() + timedelta(days=63), tick=False):
        ground.client.forget_cookies()
        asking, answer = pressed(ground.client, f"/{LANGUAGE}/my/{personal}")
        answers.add(
            (
                answer.status_code,
                bare(Page(410, f"/{personal}", answer.get_data(as_text=True), answer.headers)),
            )
        )
        looks.add(bare(asking))

    assert len(looks) == 1
    assert len(answers) == 1
    assert {status for status, _ in answers} == {410}
    assert ground.changed() <= {"access_tokens", "audit"}


def test_every_link_to_an_address_that_does_not_work_is_answered_alike(ground, secrets):
    address = links.address_token(ground.public_id, 1, PENDING)
    bad = [
        altered(address),
        links.address_token(ground.public_id, 1, "another@example.org"),
        links.address_token(ground.public_id, 2, PENDING),
        links.address_token(SOMEBODY_ELSE, 1, PENDING),
        links.personal_token(ground.public_id, 1),
        secrets["fresh"],
        "A" * 48,
    ]
    answers = set()
    for token in bad:
        ground.client.forget_cookies()
        _, answer = pressed(ground.client, f"/{LANGUAGE}/my/addresses/{token}")
        answers.add(
            (answer.status_code, bare(Page(410, f"/{token}", answer.get_data(as_text=True), answer.headers)))
        )

    assert len(answers) == 1
    assert {status for status, _ in answers} == {410}
    assert "registrations" not in ground.changed()


def test_every_sign_in_link_that_does_not_work_is_answered_alike(ground, secrets):
    bad = [
        secrets["used"],
        secrets["old"],
        altered(secrets["fresh"]),
        links.personal_token(ground.public_id, 1),
        links.address_token(ground.public_id, 1, PENDING),
        "A" * 43,
    ]
    answers = set()
    for secret in bad:
        ground.client.forget_cookies()
        _, answer = pressed(ground.client, f"/organizer/sign-in/{secret}")
        answers.add(
            (answer.status_code, bare(Page(410, f"/{secret}", answer.get_data(as_text=True), answer.headers)))
        )
        assert ground.client.get("/organizer/").heading == "Sign in"

    assert len(answers) == 1
    assert {status for status, _ in answers} == {410}


def test_looking_at_links_changes_nothing_however_often(ground, secrets):
    before = ground.changed()
    for address in (
        f"/{LANGUAGE}/my/{links.personal_token(ground.public_id, 1)}",
        f"/{LANGUAGE}/my/addresses/{links.address_token(ground.public_id, 1, PENDING)}",
        ground.invitation.removeprefix("http://localhost"),
        ground.delegation.removeprefix("http://localhost"),
        f"/organizer/sign-in/{secrets['fresh']}",
    ):
        for method in ("HEAD", "GET", "GET", "OPTIONS", "HEAD", "GET"):
            ground.client.forget_cookies()
            assert ground.client.open(method, address).status_code == 200
    assert ground.changed() == before

    ground.client.forget_cookies()
    _, answer = pressed(ground.client, f"/organizer/sign-in/{secrets['fresh']}")
    assert answer.status_code == 303


def test_a_link_works_for_its_own_purpose_only(ground):
    """The same 16 signed bytes and version say nothing at another address."""
    personal = links.personal_token(ground.public_id, 1)
    address = links.address_token(ground.public_id, 1, PENDING)
    for token, path in ((personal, "my/addresses"), (address, "my")):
        ground.client.forget_cookies()
        _, answer = pressed(ground.client, f"/{LANGUAGE}/{path}/{token}")
        assert answer.status_code == 410


def test_the_link_of_an_invitation_is_for_replies_only(ground):
    reply = ground.invitation.rpartition("/")[2]
    _, answer = pressed(ground.client, f"/{LANGUAGE}/my/{reply}")
    assert answer.status_code == 410

    answers = set()
    for token in (
        altered(reply),
        links.personal_token(ground.public_id, 1),
        links.reply_token(ground.public_id, 1),
        links.reply_token(SOMEBODY_ELSE, 1),
        "A" * 48,
    ):
        ground.client.forget_cookies()
        page = ground.client.get(f"/{LANGUAGE}/invitations/{token}", expect=410)
        answers.add(bare(page))
    assert len(answers) == 1


def test_the_link_of_a_delegation_is_for_its_page_only(ground):
    token = ground.delegation.rpartition("/")[2]
    ground.client.forget_cookies()
    assert pressed(ground.client, f"/{LANGUAGE}/my/{token}")[1].status_code == 410
    ground.client.get(f"/{LANGUAGE}/invitations/{token}", expect=410)

    answers = set()
    for other in (
        altered(token),
        links.personal_token(ground.public_id, 1),
        links.reply_token(ground.public_id, 1),
        links.delegation_token(ground.public_id, 1),
        "A" * 48,
    ):
        ground.client.forget_cookies()
        answers.add(bare(ground.client.get(f"/{LANGUAGE}/delegations/{other}", expect=410)))
    assert len(answers) == 1


@pytest.mark.parametrize("audience", [Audience.PERSON, Audience.ORGANIZER])
def test_one_cookie_opens_nothing_else(ground, audience):
    client = ground.visit(audience)
    other = {Audience.PERSON: "/organizer/", Audience.ORGANIZER: f"/{LANGUAGE}/my/registration"}[audience]

    answer = client.open("GET", other)

    assert answer.status_code in (302, 303)
