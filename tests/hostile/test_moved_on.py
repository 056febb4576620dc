"""A form filled in while the roundtable was open, sent when it is not any more: told why, and nothing stored."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from registration import clock
from registration.extensions import transaction
from registration.models.roundtables import Roundtable
from registration.models.seats import Limit
from registration.rules.standing import Admission, State
from tests.client import WRITTEN_BY_LOOKING
from tests.hostile.ground import LANGUAGE, Audience, rows
from tests.page import Page

MOVED = {
    "draft": (404, lambda now: {"state": State.DRAFT, "published_at": None}),
    "cancelled": (409, lambda now: {"state": State.CANCELLED, "cancelled_at": now}),
    "closed": (409, lambda now: {"closes_at": now - timedelta(seconds=1)}),
    "not yet open": (409, lambda now: {"opens_at": now + timedelta(days=1)}),
    "over": (409, lambda now: {"starts_at": now - timedelta(days=2), "ends_at": now - timedelta(days=1)}),
    "undated": (409, lambda now: {"starts_at": None, "ends_at": None}),
    "by invitation": (409, lambda now: {"admission": Admission.INVITATION}),
    "full": (409, lambda now: {"waiting_list_open": False}),
}


def move(ground, kind):
    facts = MOVED[kind][1](clock.now())
    roundtable_id = ground.roundtable().id
    with transaction() as session:
        session.execute(update(Roundtable).where(Roundtable.id == roundtable_id).values(**facts))
        if kind == "full":
            session.add(Limit(roundtable_id=roundtable_id, kind="total", key="*", cap=1))


def kept(before):
    return {name: rows for name, rows in before.items() if name not in WRITTEN_BY_LOOKING}


@pytest.mark.parametrize("kind", MOVED)
def test_what_is_sent_too_late_is_told_why_and_not_stored(ground, forms, kind):
    move(ground, kind)
    before = rows()
    steps = [found for found in forms if found.path.rpartition("/register")[1]]
    assert len(steps) == 6
    for found in steps:
        client = ground.visit(Audience.STRANGER)
        answer = found.send(client, found.values)

        assert answer.status_code == MOVED[kind][0], f"{found}: {answer.status}"
        page = Page(answer.status_code, found.action, answer.get_data(as_text=True), answer.headers)
        assert page.language == LANGUAGE
        assert page.all("main")[0].all("a"), f"{found}: no way on"
    assert kept(rows()) == kept(before)


@pytest.mark.parametrize("kind", MOVED)
def test_the_form_cannot_be_opened_either(ground, kind):
    client = ground.visit(Audience.STRANGER)
    address = f"/{LANGUAGE}/roundtables/{ground.slugs[kind]}/register"

    for step in ("", "/details", "/check", "/done"):
        answer = client.open("GET", address + step)
        assert answer.status_code in (404, 409, 410), f"{step} of {kind}: {answer.status}"


def test_a_draft_roundtable_is_nowhere_to_be_seen(ground):
    slug = ground.slugs["draft"]
    title = ground.roundtable("draft").titles[LANGUAGE]
    for audience in (Audience.STRANGER, Audience.PERSON):
        client = ground.visit(audience)
        for address in (f"/{LANGUAGE}/roundtables/{slug}", f"/{LANGUAGE}/roundtables/{slug}/calendar.ics"):
            assert client.open("GET", address).status_code == 404
        for address in (f"/{LANGUAGE}/", f"/{LANGUAGE}/feed.atom", f"/{LANGUAGE}/calendar.ics"):
            shown = client.open("GET", address).get_data(as_text=True)
            assert f"/{slug}" not in shown
            assert f">{title}<" not in shown


def test_foreign_roundtables_and_drafts_of_others_are_not_found(ground, forms):
    foreign = ground.slugs["foreign"]
    client = ground.visit(Audience.ORGANIZER)
    for found in forms:
        if ground.slugs["open"] in found.path and found.audience is Audience.ORGANIZER:
            action = found.action.replace(ground.slugs["open"], foreign)
            answer = client.open("POST", action, data=found.values)
            assert answer.status_code == 404, action
    assert ground.changed() == set()


def test_a_draft_belongs_to_the_visit_that_began_it(ground, forms):
    client = ground.visit(Audience.PERSON)
    token = client.get(f"/{LANGUAGE}/my/registration/edit").form("edit").values["csrf_token"]
    for found in forms:
        if found.path.endswith(("/register/details", "/register/check")):
            assert client.open("GET", found.action).status_code == 410, found
            assert found.send(client, {**found.values, "csrf_token": token}).status_code == 410, found
    assert ground.changed() == set()
