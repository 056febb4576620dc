"""Figures for operators: for holders of the token, and about nobody."""

from dataclasses import replace

import pytest

from registration.actions import mail
from registration.extensions import transaction
from registration.rules.letters import Letter


@pytest.fixture
def with_token(app):
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, metrics_token="long-enough-token")
    yield
    app.extensions["settings"] = before


@pytest.mark.usefixtures("with_token")
def test_whoever_has_the_token_reads_counts(client, make):
    registration = make.registration(email="canary@example.org")
    with transaction() as session:
        session.add(registration)
        mail.queue(Letter.CONFIRMED, registration, at=make.now())

    answer = client.open("GET", "/metrics", headers={"Authorization": "Bearer long-enough-token"})

    assert answer.status_code == 200
    assert 'registration_messages{delivery="queued"} 1.0' in answer.text
    assert "registration_worker_silence_seconds +Inf" in answer.text
    assert "canary" not in answer.text


@pytest.mark.usefixtures("with_token")
@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer wrong", "long-enough-token", "Bearer ключ"])
def test_for_everyone_else_there_is_nothing(client, given):
    client.get("/metrics", headers={"Authorization": given.encode().decode("latin-1")}, expect=404)


def test_without_a_token_in_the_settings_nobody_reads(client):
    client.get("/metrics", headers={"Authorization": "Bearer "}, expect=404)
