"""For two seconds the steps of the form look at what was read before; what somebody typed is never among it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from registration import clock
from registration.extensions import db, transaction
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.rules.standing import State
from registration.web import kept
from tests.client import Client
from tests.page import Page
from tests.web import steps


@pytest.fixture
def moment(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The ticks of the clock, to be moved on; things are kept as in production."""
    before, ticks = app.extensions["kept"], [100.0]
    monkeypatch.setattr(clock, "ticks", lambda: ticks[0])
    kept.init_app(app, seconds=2)
    yield ticks
    app.extensions["kept"] = before


def retitled(roundtable: Roundtable, title: str) -> None:
    with transaction() as session:
        session.get_one(Roundtable, roundtable.id).titles = {"en": title}


def shown(page: Page) -> dict[str, str]:
    return {field.attributes["name"]: field.attributes.get("value", "") for field in page.all("input")}


def test_a_change_is_seen_after_two_seconds(client: Client, make, moment):
    roundtable = make.roundtable(titles={"en": "Before"})

    first = client.get(steps.address(roundtable))
    retitled(roundtable, "After")
    moment[0] += 1.9
    second = client.get(steps.address(roundtable))
    moment[0] += 0.2
    third = client.get(steps.address(roundtable))

    assert ["Before" in first.title, "Before" in second.title, "After" in third.title] == [True] * 3


def test_people_are_registered_with_what_is_kept(client: Client, make, moment):
    roundtable = make.roundtable()

    for number, type_code in enumerate(steps.TYPED):
        client.forget_cookies()
        steps.register(client, roundtable, type_code, email=f"person{number}@example.org")

    made = db.session.scalars(select(Registration).order_by(Registration.id)).all()
    assert [one.stakeholder_type.code for one in made] == list(steps.TYPED)


def test_what_is_kept_decides_nothing(client: Client, make, moment):
    roundtable = make.roundtable()
    check = steps.to_check(client, roundtable)

    with transaction() as session:
        session.get_one(Roundtable, roundtable.id).state = State.CANCELLED

    client.submit(check, expect=409)
    assert db.session.scalars(select(Registration)).all() == []


def test_nobody_sees_what_somebody_else_typed(client: Client, make, moment):
    roundtable = make.roundtable()
    details = steps.to_details(client, roundtable)
    client.submit(details, steps.filled("civil_society", email="not an address"), expect=422)
    client.submit(details, steps.filled("civil_society"))
    again = client.get(details.url)

    client.forget_cookies()
    another = steps.to_details(client, roundtable)

    assert shown(again)["given_names"] == "Aya"
    assert shown(another)["given_names"] == ""
    assert not another.all(class_name="error")


def test_what_is_kept_is_in_the_language_of_the_page(client: Client, make, moment):
    roundtable = make.roundtable()

    labels = {
        language: steps.to_details(client, roundtable, language=language).all("label")[0].text
        for language in ("en", "fr", "ar", "en")
    }

    assert len(set(labels.values())) == 3
