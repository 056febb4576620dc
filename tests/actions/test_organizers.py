"""Organizers' accounts: passwords that are hard to guess, links that work once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registration.actions import organizers, passwords
from registration.extensions import db, transaction
from registration.models.access import AccessToken, Visit
from registration.models.organizers import Organizer
from registration.rules.refusals import LinkExpired, PasswordTooWeak, WrongCredentials
from registration.rules.schedule import SIGN_IN_LINK_LIFE
from tests.make import Make

GOOD = "nine quiet herons wade"


@pytest.fixture
def organizer(make: Make) -> Organizer:
    return make.organizer(make.organization())


def mint(make: Make, organizer: Organizer, **options: bool) -> str:
    with transaction():
        return organizers.mint_sign_in(organizer, at=make.now(), **options)


def redeem(make: Make, secret: str, later: timedelta = timedelta()) -> Organizer:
    with transaction():
        return organizers.redeem(secret, at=make.now() + later)


def set_password(make: Make, organizer: Organizer, password: str = GOOD) -> None:
    hashed = passwords.hashed(password)
    with transaction():
        organizers.set_password(organizer, hashed, at=make.now())


def test_a_sign_in_link_works_once(make: Make, organizer: Organizer) -> None:
    secret = mint(make, organizer)
    assert organizers.is_usable(secret, make.now())
    assert redeem(make, secret) == organizer
    assert not organizers.is_usable(secret, make.now())
    with pytest.raises(LinkExpired):
        redeem(make, secret)


def test_the_demonstrations_link_works_again(make: Make, organizer: Organizer) -> None:
    secret = mint(make, organizer, reusable=True)
    assert redeem(make, secret) == redeem(make, secret) == organizer


def test_a_sign_in_link_ends_after_three_days(make: Make, organizer: Organizer) -> None:
    secret = mint(make, organizer)
    with pytest.raises(LinkExpired):
        redeem(make, secret, later=SIGN_IN_LINK_LIFE)


def test_a_made_up_link_and_that_of_an_inactive_account_do_not_work(make: Make, organizer: Organizer) -> None:
    with pytest.raises(LinkExpired):
        redeem(make, "made-up")
    secret = mint(make, organizer)
    with transaction():
        db.session.get_one(Organizer, organizer.id).active = False
    with pytest.raises(LinkExpired):
        redeem(make, secret)


def test_only_the_hash_of_a_link_is_kept(make: Make, organizer: Organizer) -> None:
    secret = mint(make, organizer)
    assert len(secret) >= 43
    assert secret not in db.session.scalars(select(AccessToken)).one().digest


def test_the_right_password_signs_in_whatever_the_case_of_the_address(
    make: Make, organizer: Organizer
) -> None:
    set_password(make, organizer)
    assert organizers.verify_password(organizer.email.upper(), GOOD) == organizer


@pytest.mark.parametrize(("email", "password"), [(None, "wrong"), ("nobody@example.org", GOOD), (None, "")])
def test_a_wrong_password_and_an_unknown_address_are_one_answer(
    make: Make, organizer: Organizer, email: str | None, password: str
) -> None:
    set_password(make, organizer)
    with pytest.raises(WrongCredentials):
        organizers.verify_password(email or organizer.email, password)


def test_an_account_without_password_or_inactive_cannot_be_signed_in(
    make: Make, organizer: Organizer
) -> None:
    with pytest.raises(WrongCredentials):
        organizers.verify_password(organizer.email, "the password of nobody")
    set_password(make, organizer)
    with transaction():
        db.session.get_one(Organizer, organizer.id).active = False
    with pytest.raises(WrongCredentials):
        organizers.verify_password(organizer.email, GOOD)


def test_a_new_password_ends_visits_and_links_under_way(make: Make, organizer: Organizer) -> None:
    secret, kept = mint(make, organizer), mint(make, organizer, reusable=True)
    at = make.now()
    with transaction() as session:
        session.add(Visit(digest="x", organizer_id=organizer.id, created_at=at, seen_at=at, expires_at=at))
    set_password(make, organizer)
    assert db.session.scalars(select(Visit)).all() == []
    assert not organizers.is_usable(secret, make.now())
    assert organizers.is_usable(kept, make.now())


@pytest.mark.parametrize(
    "password", ["short-one-1", "password1234", "PASSWORD1234", "qwertyuiop123", "abababababab", "x" * 129]
)
def test_a_password_that_is_easy_to_guess_is_refused(password: str) -> None:
    with pytest.raises(PasswordTooWeak):
        passwords.hashed(password)


@pytest.mark.parametrize(
    "password", [GOOD, "пять тихих цапель", "五只安静的苍鹭站在河边不动", "nine\u00a0quiet herons"]
)
def test_several_words_in_any_script_are_a_good_password(password: str) -> None:
    hashed = passwords.hashed(password).value
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.matches(hashed, password)


def test_one_spelling_of_a_password_is_as_good_as_another() -> None:
    assert passwords.matches(passwords.hashed("cafe\u0301 au lait noir").value, "caf\u00e9 au lait noir")


def test_whoever_has_no_account_costs_the_same_hash_as_somebody_who_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known, verified = passwords.hashed(GOOD).value, []

    class Watched:
        def verify(self, stored: str, password: str) -> bool:
            verified.append(stored.rsplit("$", 2)[0])
            return hasher.verify(stored, password)

        def __getattr__(self, name: str) -> object:
            return getattr(hasher, name)

    hasher = passwords._hasher
    monkeypatch.setattr(passwords, "_hasher", Watched())
    assert not passwords.matches(known, "wrong")
    assert not passwords.matches(None, "wrong")

    assert verified == ["$argon2id$v=19$m=19456,t=2,p=1"] * 2
