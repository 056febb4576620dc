"""Authenticator apps, recovery codes, and who has to have a second factor."""

import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine
from sqlalchemy import select

from registration import clock
from registration.actions import organizers, second_factors
from registration.actions.audit import OPERATOR
from registration.extensions import db, transaction
from registration.models.access import Visit
from registration.models.audit import AuditEntry
from registration.models.organizations import Organization
from registration.models.organizers import Organizer
from registration.models.outbox import Message
from registration.models.second_factors import Authenticator, RecoveryCode
from registration.rules.letters import Letter
from registration.settings import Settings, SettingsError

APP = "/organizer/account/authenticator-app"
CODE = re.compile(r"\b[a-z0-9]{5}-[a-z0-9]{5}\b")
BEGAN = datetime(2026, 11, 23, 9, 0, 5, tzinfo=UTC)


@pytest.fixture
def frozen():
    """A clock that only the test moves."""
    with time_machine.travel(BEGAN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def app_of(desk):
    """Sets up the app of whoever is at the desk: (secret, recovery codes)."""

    def set_up():
        page = desk.get(APP)
        secret = page.root.all("code")[0].text.replace(" ", "")
        done = desk.submit(page, {"code": pyotp.TOTP(secret).at(clock.now())}, form="authenticator-app")
        return secret, CODE.findall(done.root.text)

    return set_up


def code(secret, later=timedelta()):
    return pyotp.TOTP(secret).at(clock.now() + later)


def first_step(client, organizer):
    """As far as a mailed link leads."""
    client.forget_cookies()
    with transaction() as session:
        secret = organizers.mint_sign_in(session.merge(organizer), at=clock.now())
    return client.submit(client.get(f"/organizer/sign-in/{secret}"), form=secret)


def notices():
    changed = select(Message).where(Message.letter == Letter.ACCOUNT_CHANGED)
    letters = db.session.scalars(changed.order_by(Message.id))
    return [message.facts["notice"] for message in letters]


def verbs():
    return [
        entry.verb.rpartition(".")[2]
        for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    ]


def test_an_app_is_set_up_with_a_code_and_asked_for_from_then_on(client, desk, organizer, frozen, app_of):
    secret, codes = app_of()
    assert len(set(codes)) == 10
    assert "10 codes are left" in desk.get("/organizer/account").root.text
    assert notices() == ["app_added"]

    page = first_step(client, organizer)
    assert page.heading == "Second step"
    assert organizer.email not in page.html
    assert organizer.name not in page.html
    assert client.get("/organizer/").heading == "Sign in"

    frozen.shift(60)
    page = first_step(client, organizer)
    wrong = client.submit(page, {"code": "000000"}, form="second-step", expect=422)
    assert "This code is not right" in wrong.root.text
    # Spaces and the digits of another keyboard are as good.
    typed = code(secret).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    inside = client.submit(wrong, {"code": f"{typed[:3]} {typed[3:]}"}, form="second-step")
    assert inside.heading == "Roundtables"
    assert verbs().count("signed_in") == 2


def test_the_secret_is_sealed_and_codes_are_kept_as_hashes(desk, frozen, app_of):
    secret, codes = app_of()

    app = db.session.scalars(select(Authenticator)).one()
    assert secret not in app.sealed_secret
    kept = " ".join(row.digest for row in db.session.scalars(select(RecoveryCode)))
    assert not any(one in kept or one.replace("-", "") in kept for one in codes)
    visits = str([visit.contents for visit in db.session.scalars(select(Visit))])
    assert secret not in visits
    assert not any(one in visits for one in codes)


def test_a_code_of_the_app_is_taken_once_and_no_earlier_one_after_it(client, desk, organizer, frozen, app_of):
    secret, _ = app_of()
    page = first_step(client, organizer)
    # The very code that set it up.
    client.submit(page, {"code": code(secret)}, form="second-step", expect=422)
    frozen.shift(30)
    client.submit(first_step(client, organizer), {"code": code(secret)}, form="second-step")
    assert client.get("/organizer/").heading == "Roundtables"

    again = first_step(client, organizer)
    client.submit(again, {"code": code(secret)}, form="second-step", expect=422)
    client.submit(again, {"code": code(secret, timedelta(seconds=-30))}, form="second-step", expect=422)
    client.submit(again, {"code": code(secret, timedelta(seconds=30))}, form="second-step")
    assert client.get("/organizer/").heading == "Roundtables"


@pytest.mark.parametrize(("seconds", "expect"), [(-60, 422), (-30, 200), (30, 200), (60, 422)])
def test_a_clock_may_be_off_by_one_step(client, desk, organizer, frozen, app_of, seconds, expect):
    secret, _ = app_of()
    frozen.shift(300)
    page = first_step(client, organizer)

    client.submit(page, {"code": code(secret, timedelta(seconds=seconds))}, form="second-step", expect=expect)


def test_a_recovery_code_signs_in_once_however_it_is_typed(client, desk, organizer, frozen, app_of):
    _, codes = app_of()
    typed = codes[0].upper().replace("-", " ")
    client.submit(first_step(client, organizer), {"code": typed}, form="second-step")
    assert "9 codes are left" in client.get("/organizer/account").root.text
    assert notices() == ["app_added", "recovery_code_used"]

    again = first_step(client, organizer)
    client.submit(again, {"code": codes[0]}, form="second-step", expect=422)
    client.submit(again, {"code": codes[1]}, form="second-step")
    assert client.get("/organizer/").heading == "Roundtables"


def test_new_recovery_codes_replace_the_old_ones(client, desk, organizer, frozen, app_of):
    _, old = app_of()
    page = desk.submit(desk.get("/organizer/account/recovery-codes"), form="recovery-codes")
    new = CODE.findall(page.root.text)
    assert len(set(new) - set(old)) == 10

    step = first_step(client, organizer)
    client.submit(step, {"code": old[0]}, form="second-step", expect=422)
    client.submit(step, {"code": new[0]}, form="second-step")
    assert client.get("/organizer/").heading == "Roundtables"


def test_codes_of_one_account_do_not_open_another(client, desk, make, house, frozen, app_of, sign_in):
    secret, codes = app_of()
    other = make.organizer(house)
    sign_in(other)
    app_of()
    frozen.shift(60)

    step = first_step(client, other)
    client.submit(step, {"code": code(secret)}, form="second-step", expect=422)
    client.submit(step, {"code": codes[0]}, form="second-step", expect=422)


def test_so_many_codes_may_be_tried(client, desk, organizer, frozen, app_of):
    app_of()
    page = first_step(client, organizer)
    form = page.form("second-step")

    tried = [
        client.open("POST", form.action, data=form.filled({"code": f"{number:06}"})).status_code
        for number in range(7)
    ]
    assert tried == [422] * 6 + [429]


def test_between_the_steps_lie_ten_minutes(client, desk, organizer, frozen, app_of):
    secret, _ = app_of()
    page = first_step(client, organizer)
    frozen.shift(601)

    late = client.submit(page, {"code": code(secret)}, form="second-step")
    assert late.heading == "Sign in"
    assert client.get("/organizer/").heading == "Sign in"


def test_the_last_factor_takes_its_recovery_codes_along(client, desk, organizer, frozen, app_of):
    app_of()
    page = desk.get(f"{APP}/removal")
    assert "It is your only second factor" in page.root.text
    desk.submit(page, form="removal")

    assert db.session.scalars(select(RecoveryCode)).all() == []
    assert notices() == ["app_added", "app_removed"]
    assert first_step(client, organizer).heading == "Roundtables"


def test_the_demonstrations_link_is_a_whole_sign_in(client, desk, organizer, house, frozen, app_of):
    app_of()
    require(house)
    with transaction() as session:
        secret = organizers.mint_sign_in(session.merge(organizer), reusable=True, at=clock.now())
    client.forget_cookies()

    assert client.submit(client.get(f"/organizer/sign-in/{secret}"), form=secret).heading == "Roundtables"


def require(house):
    with transaction() as session:
        found = session.get(Organization, house.id)
        second_factors.require(found, required=True, by=OPERATOR, at=clock.now())


def test_whoever_has_to_have_a_second_factor_sets_it_up_before_anything_else(
    desk, house, roundtable, frozen, app_of
):
    assert desk.get("/organizer/").heading == "Roundtables"
    require(house)

    for address in ("", "downloads", f"roundtables/{roundtable.slug}/registrations"):
        assert desk.get(f"/organizer/{address}").heading == "One more thing before you begin"
    answer = desk.open("GET", f"/organizer/roundtables/{roundtable.slug}/exports/all.csv")
    assert answer.headers["Location"] == "/organizer/account/second-factor"
    assert "A second factor is required" in desk.get("/organizer/account").root.text

    app_of()
    assert desk.get("/organizer/").heading == "Roundtables"
    desk.submit(desk.get(f"{APP}/removal"), form="removal")
    assert desk.get("/organizer/").heading == "One more thing before you begin"


@pytest.mark.parametrize(("raw", "required"), [("yes", True), ("1", True), ("no", False), ("", False)])
def test_the_site_may_ask_it_of_everyone(app, desk, frozen, monkeypatch, raw, required):
    found = Settings.load(
        {
            "REGISTRATION_ENVIRONMENT": "test",
            "REGISTRATION_BASE_URL": "http://localhost",
            "REGISTRATION_SECOND_FACTOR_REQUIRED": raw,
        }
    )
    monkeypatch.setitem(app.extensions, "settings", found)

    assert (desk.get("/organizer/").heading == "One more thing before you begin") == required


def test_a_setting_of_yes_or_no_takes_nothing_else():
    with pytest.raises(SettingsError, match="SECOND_FACTOR_REQUIRED: 'perhaps'"):
        Settings.load({"REGISTRATION_SECOND_FACTOR_REQUIRED": "perhaps"})


def test_an_organization_asks_only_its_own_members(desk, make, frozen):
    require(make.organization())

    assert desk.get("/organizer/").heading == "Roundtables"


def test_the_operator_helps_whoever_has_lost_everything(client, desk, organizer, frozen, app_of):
    app_of()
    with transaction() as session:
        second_factors.remove_all(session.get(Organizer, organizer.id), by=OPERATOR, at=clock.now())

    assert desk.get("/organizer/").heading == "Sign in"
    assert first_step(client, organizer).heading == "Roundtables"
    assert notices() == ["app_added", "second_factors_removed"]


def test_an_owner_asks_it_of_the_members(desk, house, organizer, make, frozen, app_of):
    make.organizer(house)
    page = desk.get(desk.get("/organizer/account").link(f"Change {house.names['en']}"))
    assert "2 of 2 members have no second factor yet" in page.root.text

    desk.submit(page, form="second-factor", button={"required": "yes"})
    assert desk.get("/organizer/").heading == "One more thing before you begin"
    # Nor is the rule taken back by somebody who has none.
    assert desk.submit(page, form="second-factor", button={"required": "no"}).heading != "Account"
    app_of()
    # Pressed again on a page that was still open, it stays as it is.
    desk.submit(page, form="second-factor", button={"required": "yes"})
    page = desk.get(f"/organizer/account/organizations/{house.slug}/second-factor")
    assert "1 of 2 members has no second factor yet" in page.root.text
    desk.submit(page, form="second-factor", button={"required": "no"})
    assert verbs().count("second_factor_rule_changed") == 3
