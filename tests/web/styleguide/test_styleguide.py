"""The style guide: every part and every letter, for those who build. Nothing of it is stored or in production."""

import contextvars
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from registration import clock, create_app
from registration.actions import seed
from registration.extensions import db, transaction
from registration.i18n import LANGUAGES
from registration.rules.letters import Letter
from registration.settings import Environment
from tests import promises, source
from tests.client import ORIGIN, Client, Writes
from tests.conftest import settings_for
from tests.page import Page

PATHS = (
    "/styleguide",
    "/styleguide/mail",
    "/styleguide/mail/en/confirmed",
    "/styleguide/mail/en/confirmed/1",
)
TO_INVITEES = {
    Letter.INVITATION,
    Letter.INVITATION_REMINDER,
    Letter.INVITATION_EXTENDED,
    Letter.INVITATION_REVOKED,
    Letter.REGRETS_RECEIVED,
    Letter.SUBSTITUTE_NAMED,
}
WITHOUT_TWIN = {
    Letter.SIGN_IN,
    Letter.CONFIRM_CODE,
    Letter.ACCOUNT_CHANGED,
    Letter.DIGEST,
    Letter.MAILING_TEST,
    Letter.COLLEAGUE_INVITED,
    Letter.ROLE_CHANGED,
    Letter.ROLE_ENDED,
    Letter.CONVENING_CHANGED,
    Letter.LINKS,
    Letter.ADDRESS_CHECK,
    Letter.ADDRESS_LEFT,
    Letter.PASSED_ON,
    *TO_INVITEES,
    Letter.FOCAL_POINT_LINK,
    Letter.FOCAL_POINT_NOTE,
}
WITH_TWIN = set(Letter) - WITHOUT_TWIN


@pytest.fixture
def guide(new_database_url: Callable[[str, str], str], tmp_path: Path) -> Iterator[Flask]:
    """A development application, which has these pages; its context is pushed."""
    settings = replace(
        settings_for(new_database_url("sqlite", "guide"), tmp_path), environment=Environment.DEVELOPMENT
    )
    app = create_app(settings)
    app.testing = True
    with app.app_context():
        db.create_all()
        with transaction():
            seed.essentials(clock.now())
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def visitor(guide: Flask) -> Client:
    return Client(guide, Writes.watched(guide))


def looked_at(guide: Flask, path: str, language: str = "en") -> TestResponse:
    """Without the watch on writing that a Client keeps: letters are written and taken back."""
    answer: TestResponse = contextvars.Context().run(
        guide.test_client().get, path, base_url=ORIGIN, headers={"Accept-Language": language}
    )
    return answer


def letter_of(guide: Flask, path: str) -> Page:
    answer = looked_at(guide, path)
    page = Page(answer.status_code, ORIGIN + path, answer.text, answer.headers)
    assert page.status == 200
    assert promises.broken(page) == [], path
    return page


def stored() -> dict[str, int]:
    """How many rows each table has."""
    db.session.rollback()
    return {
        table.name: db.session.execute(db.select(db.func.count()).select_from(table)).scalar_one()
        for table in db.metadata.sorted_tables
    }


@pytest.mark.parametrize("path", PATHS)
def test_a_site_in_earnest_has_no_style_guide(client: Client, path: str) -> None:
    client.get(path, expect=404)


@pytest.mark.parametrize("environment", [Environment.PRODUCTION, Environment.TEST])
def test_only_development_and_demonstrations_have_one(tmp_path: Path, environment: Environment) -> None:
    settings = settings_for(f"sqlite:///{tmp_path}/r.db", tmp_path)
    app = create_app(replace(settings, environment=environment))

    assert [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/styleguide")] == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_guide_keeps_the_promises_of_every_page(guide: Flask, language: str) -> None:
    """All but one: what the guide itself says is English."""
    answer = looked_at(guide, "/styleguide", language)
    page = Page(answer.status_code, f"{ORIGIN}/styleguide", answer.text, answer.headers)
    others = [promise for promise in promises.PROMISES if promise is not promises.one_language_throughout]

    assert (page.status, page.heading, page.language) == (200, "Style guide", language)
    assert [problem for promise in others for problem in promise(page)] == []


def test_the_guide_shows_every_part() -> None:
    """A macro that no page of the guide calls has nobody who looks at it."""
    guide = source.text(source.TEMPLATES / "styleguide" / "parts.html")
    made_of_others = {"questions", "field_parts", "mark", "flash", "figure"}

    parts = {path.stem for path in source.files(source.TEMPLATES / "parts", ".html")}

    assert {part for part in parts if f'"parts/{part}.html"' not in guide} == made_of_others


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_is_shown_in_every_language_and_nothing_is_kept(guide: Flask, language: str) -> None:
    before = stored()
    for letter in Letter:
        address = f"/styleguide/mail/{language}/{letter.replace('_', '-')}"
        page = letter_of(guide, address)
        texts = [text.text for text in page.all("pre", class_name="letter")]
        assert len(page.all("h2", class_name="section-heading")) == (2 if letter in WITH_TWIN else 1), letter
        assert all(texts), letter
        answer = looked_at(guide, f"{address}/1")
        assert answer.status_code == 200
        assert f'lang="{language}"' in answer.text
        assert "sandbox" in answer.headers["Content-Security-Policy"]

    assert stored() == before


def test_the_letter_of_links_lists_the_made_up_registration_only(guide: Flask) -> None:
    page = letter_of(guide, "/styleguide/mail/en/links")

    assert len(re.findall(r"http://localhost/en/my/[\w-]{40,}", page.text)) == 1


def test_a_letter_that_is_not_written_is_not_found(guide: Flask) -> None:
    assert looked_at(guide, "/styleguide/mail/en/love").status_code == 404
    assert looked_at(guide, "/styleguide/mail/en/links/2").status_code == 404


def test_every_letter_is_listed_in_every_language(visitor: Client) -> None:
    page = visitor.get("/styleguide/mail")

    assert len(page.all("a", class_name="target")) == len(Letter) * len(LANGUAGES)
