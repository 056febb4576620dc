"""A real site: its files are out of reach, and its logs know nobody."""

import re
from collections.abc import Iterator

import pytest

from tests.hostile.journey import walk
from tests.hostile.served import Served, served
from tests.source import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("served"), REGISTRATION_LOG_LEVEL="DEBUG") as running:
        yield running


@pytest.fixture(scope="module")
def secrets(site: Served) -> list[str]:
    """Every secret that was on the way of a whole journey."""
    return walk(site)


def test_the_log_knows_neither_names_nor_addresses_nor_secrets(site: Served, secrets: list[str]) -> None:
    written = site.site.log
    assert '"event": "ready"' in written
    assert len(secrets) > 6
    assert "canary" not in written.lower()
    assert site.organizer_email not in written
    assert [secret for secret in secrets if secret in written] == []
    assert not re.search(r"[\w.]+@example\.org", written)


def test_the_database_keeps_no_secret_that_opens_anything(site: Served, secrets: list[str]) -> None:
    kept = b"".join(path.read_bytes() for path in site.folder.glob("registration.db*"))
    drafts = [secret for secret in secrets if len(secret) == 36]

    assert [secret for secret in secrets if secret not in drafts and secret.encode() in kept] == []


PLACES = [
    "registration.db", "registration.db-wal", "log", "mailbox", "backups", ".git/HEAD", ".git/config", ".env",
    "pyproject.toml", "README.md", "templates/base.html", "registration/settings.py", "var/registration.db",
    "instance", "etc/passwd", "proc/self/environ", "static", "metrics", ".well-known/../.git/HEAD",
]  # fmt: skip
TRICKS = [
    "/{}", "//{}", "/./{}", "/static/{}", "/static/../{}", "/static/..%2f{}", "/static/%2e%2e/{}",
    "/static/%2e%2e%2f{}", "/static/..%5c{}", "/static/....//{}", "/static/%252e%252e%252f{}",
    "/static/css/../../{}", "/static/..%c0%af{}", "/static//{}", "/static/..;/{}", "/static/%00/{}",
    "/static/{}%00.css", "/photos/..%2f{}", "/mailbox/..%2f{}", "/en/../{}", "/static/%2f{}",
    "/static/../../../../../../../{}", "http://127.0.0.1/{}", "/static/.%2e/{}",
]  # fmt: skip
TELLTALES = (
    b"SQLite format 3",
    b"[build-system]",
    b"ref: refs",
    b"formatversion",
    b"root:x:0",
    b"{% ",
    b"SECRET",
)


def test_no_path_leads_to_a_file_that_is_not_for_everyone(site: Served) -> None:
    where = str(site.folder).strip("/")
    reached = []
    for place in [*PLACES, f"{where}/registration.db", f"{str(ROOT).strip('/')}/pyproject.toml"]:
        for trick in TRICKS:
            answer = site.ask(trick.format(place))
            assert answer.status < 500, trick.format(place)
            if answer.status == 200 or any(telltale in answer.body for telltale in TELLTALES):
                reached.append((answer.status, trick.format(place)))

    assert reached == []


def test_what_is_for_everyone_is_reached(site: Served) -> None:
    assert site.ask("/static/css/site.css").status == 200


def test_folders_are_not_listed(site: Served) -> None:
    for target in (
        "/static/",
        "/static",
        "/static/css/",
        "/photos/",
        "/organizer/roundtables/",
        "/en/roundtables/",
    ):
        assert site.ask(target).status in (302, 308, 404), target


def test_forged_headers_of_proxies_change_nothing(site: Served) -> None:
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/evil"}
    plain, answered = site.ask("/en/"), site.ask("/en/", headers=forged)
    assert b"evil" not in answered.body
    assert answered.body == plain.body
    for headers in ({"Host": "evil.example"}, {"Host": "[::1"}, {"Host": ""}, {"Host": "127.0.0.1:x"}):
        answer = site.ask("/en/", headers={**headers})
        assert answer.status in (200, 400), headers
        assert b"evil" not in answer.body
    rewritten = site.ask("/en/", headers={"X-Original-URL": "/organizer/", "X-Rewrite-URL": "/organizer/"})
    assert rewritten.body == plain.body
