"""The operator's commands: what they print, what they refuse, and that they never show a traceback."""

import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from registration import clock, create_app, supervisor
from registration.actions import organizers, upkeep
from registration.extensions import db, transaction
from registration.models.organizers import Organizer
from registration.models.outbox import Delivery, Message
from registration.models.stakeholder_types import StakeholderType
from registration.queries import doctor
from registration.queries.doctor import Verdict
from registration.queries.vitals import WORKER
from registration.rules.letters import Letter
from tests.installation import Installation

NewDatabase = Callable[[str, str], str]


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """On SQLite, before anything was done."""
    return Installation(tmp_path)


@pytest.fixture
def installed(
    tmp_path: Path, database: str, new_database_url: NewDatabase, request: pytest.FixtureRequest
) -> Installation:
    """On either database, brought up to date."""
    name = "cli" + "".join(filter(str.isalnum, request.node.originalname))[-40:].lower()
    made = Installation(tmp_path, {"REGISTRATION_DATABASE_URL": new_database_url(database, name)})
    assert made.must("migrate") == "The database is up to date.\n4 stakeholder types created.\n"
    return made


@contextmanager
def inside(found: Installation) -> Iterator[Flask]:
    app = create_app(found.loaded())
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nonsense"], "No such command 'nonsense'."),
        (["migrate", "twice"], "Got unexpected extra argument (twice)"),
        (["demo", "--port", "http"], "Invalid value for '--port': 'http' is not a valid integer range."),
        (["demo", "--port", "70000"], "Invalid value for '--port': 70000 is not in the range 0<=x<=65535."),
        (["backup"], "Missing argument 'FILE'."),
        (["organizers", "add", "ana"], "Invalid value for 'EMAIL': 'ana' is not an e-mail address"),
        (["restore", "nowhere.db"], "Invalid value for 'FILE': File 'nowhere.db' does not exist."),
    ],
)  # fmt: skip
def test_bad_input_is_refused_in_one_line(installation: Installation, words: list[str], says: str) -> None:
    assert installation.refused(*words) == says


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"ENVIRONMENT": "production", "SECRET_KEY": ""}, "REGISTRATION_SECRET_KEY is missing"),
        ({"ENVIRONMENT": "production", "SECRET_KEY": "short"}, "REGISTRATION_SECRET_KEY is too weak"),
        ({"ENVIRONMENT": "production", "BASE_URL": ""}, "REGISTRATION_BASE_URL is missing"),
        (
            {"ENVIRONMENT": "production", "BASE_URL": "", "SECRET_KEY": ""},
            "REGISTRATION_BASE_URL is missing: links in mail are made from it; REGISTRATION_SECRET_KEY is missing",
        ),
        ({"SMTP_URL": "mail.example.org"}, "REGISTRATION_SMTP_URL: must be like"),
        ({"SMTP_URL": "https://mail.example.org"}, "REGISTRATION_SMTP_URL: must be like"),
        ({"WEB_PROCESSES": "2"}, "REGISTRATION_WEB_PROCESSES: more than one"),
        ({"PORT": "http"}, "REGISTRATION_PORT: 'http'"),
        ({"DATABASE_URL": "nonsense"}, "REGISTRATION_DATABASE_URL"),
        ({"PROT": "8000"}, "REGISTRATION_PROT: no such setting"),
        ({"DATA_DIR": "/proc/data"}, "the data folder /proc/data cannot be made"),
    ],
)
@pytest.mark.parametrize("command", ["serve", "migrate"])
def test_unsafe_or_unusable_settings_stop_a_command(
    installation: Installation,
    command: str,
    settings: dict[str, str],
    says: str,
) -> None:
    installation.settings |= {f"REGISTRATION_{name}": value for name, value in settings.items()}
    result = installation.run(command)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_database_that_does_not_answer_is_named_without_its_password(installation: Installation) -> None:
    installation.settings["REGISTRATION_DATABASE_URL"] = "postgresql://someone:hushhush@127.0.0.1:1/none"
    said = installation.refused("check")
    assert said.startswith("the database refuses: ")
    assert "hushhush" not in said
    report = installation.run("doctor")
    assert report.exit_code == 1
    assert "fail database: does not answer; check REGISTRATION_DATABASE_URL" in report.stdout


@pytest.mark.parametrize("command", [["check"], ["worker"], ["organizers", "list"]])
def test_without_a_database_commands_say_what_to_do_and_create_none(
    installation: Installation,
    command: list[str],
) -> None:
    assert installation.refused(*command) == "there is no database yet: run `registration migrate` first"
    assert not installation.database.exists()


def test_migrating_twice_does_no_harm(installed: Installation) -> None:
    assert installed.must("migrate") == "The database was up to date.\n"
    with inside(installed):
        assert len(db.session.scalars(select(StakeholderType)).all()) == 4


@pytest.mark.parametrize("database", [pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_serve_leaves_a_shared_database_to_the_operator(
    tmp_path: Path, database: str, new_database_url: NewDatabase
) -> None:
    made = Installation(tmp_path, {"REGISTRATION_DATABASE_URL": new_database_url(database, "unmigrated")})
    assert made.refused("serve") == "the database is not up to date: run `registration migrate` first"


def test_check_praises_a_sound_database_and_names_what_is_broken(installed: Installation) -> None:
    assert installed.must("check") == "All 0 roundtables are consistent.\n"


def test_check_prints_each_broken_promise_and_fails(installation: Installation) -> None:
    installation.must("migrate")
    with sqlite3.connect(installation.database) as connection:
        connection.execute(
            "INSERT INTO memberships (organizer_id, organization_id, role, may_export) VALUES (1,1,'owner',0)"
        )
    result = installation.run("check")
    assert result.exit_code == 1
    assert sorted(result.stdout.splitlines()) == [
        "broken foreign_key: row 1 of memberships points to a missing row of organizations",
        "broken foreign_key: row 1 of memberships points to a missing row of organizers",
    ]


def test_an_organizer_is_added_and_signs_in_by_the_printed_link(installed: Installation) -> None:
    said = installed.must(
        "organizers",
        "add",
        "ana@example.org",
        "--organization",
        "peace-institute",
        "--create-organization",
        "Peace Institute",
        "--role",
        "owner",
        "--export",
        "--name",
        "Ana",
    )
    first, second = said.splitlines()
    assert first == "ana@example.org is owner of peace-institute and may download lists."
    assert second.startswith(
        "Sign-in link, for one use within three days: http://localhost/organizer/sign-in/"
    )
    with inside(installed), transaction():
        ana = organizers.redeem(second.rsplit("/", 1)[1], at=clock.now())
        assert (ana.name, ana.email) == ("Ana", "ana@example.org")
    assert installed.must("organizers", "list") == (
        "ana@example.org: owner of peace-institute (may download lists)\n"
    )


def test_adding_the_same_organizer_again_is_refused(installed: Installation) -> None:
    words = ("organizers", "add", "ana@example.org", "--organization", "gppac")
    assert "there is no organization 'gppac'" in installed.refused(*words)
    installed.must("organizations", "add", "gppac", "Global Partnership", "--short-name", "GPPAC")
    installed.must(*words)
    assert installed.refused(*words).startswith("ana@example.org is already an organizer of gppac")
    with inside(installed):
        assert len(db.session.scalars(select(Organizer)).all()) == 1


def test_an_organizer_is_given_another_role_and_right(installed: Installation) -> None:
    words = ("ana@example.org", "--organization", "gppac")
    change = ("organizers", "change", *words, "--role", "owner", "--export")
    installed.must("organizations", "add", "gppac", "Global Partnership")
    assert "is not an organizer of gppac" in installed.refused(*change)
    installed.must("organizers", "add", *words)

    assert installed.must(*change) == "ana@example.org is owner of gppac and may download lists.\n"

    assert installed.must("organizers", "list") == "ana@example.org: owner of gppac (may download lists)\n"


def test_a_role_is_limited_listed_and_taken_away(installed: Installation) -> None:
    installed.must("organizations", "add", "gppac", "Global Partnership")
    words = ("ana@example.org", "--organization", "gppac")
    limits = ("--limit-type", "civil_society", "--limit-allotment", "gppac")
    add = ("organizers", "add", *words)
    assert "only an approver can be limited" in installed.refused(*add, "--role", "viewer", *limits)
    assert "there is no stakeholder type 'press'" in installed.refused(
        *add, "--role", "approver", "--limit-type", "press"
    )
    assert "there is no organization 'nobody'" in installed.refused(
        *add, "--role", "approver", "--limit-allotment", "nobody"
    )

    said = installed.must(*add, "--role", "approver", "--sensitive", *limits)

    assert said.splitlines()[0] == (
        "ana@example.org is approver of gppac, only civil_society, only the allotment of gppac "
        "and sees sensitive answers."
    )
    assert installed.must("organizers", "list") == (
        "ana@example.org: approver of gppac "
        "(only civil_society; only the allotment of gppac; sees sensitive answers)\n"
    )
    installed.must("organizers", "change", *words, "--role", "owner", "--no-export")
    assert "is the only owner of gppac" in installed.refused("organizers", "remove", *words)
    installed.must("organizers", "add", "bo@example.org", "--organization", "gppac", "--role", "owner")
    assert (
        installed.must("organizers", "remove", *words)
        == "ana@example.org is no longer an organizer of gppac.\n"
    )
    assert "is not an organizer of gppac" in installed.refused("organizers", "remove", *words)
    assert "ana@example.org: no organization" in installed.must("organizers", "list")


def test_a_new_link_needs_an_account(installed: Installation) -> None:
    assert installed.refused("organizers", "link", "ana@example.org").startswith(
        "no organizer has the address"
    )
    installed.must(
        "organizers", "add", "ana@example.org", "--organization", "a", "--create-organization", "A"
    )
    assert "/organizer/sign-in/" in installed.must("organizers", "link", "Ana@example.org")


def test_second_factors_are_required_and_taken_away_by_the_operator(installed: Installation) -> None:
    installed.must("organizations", "add", "gppac", "Global Partnership")
    installed.must("organizers", "add", "ana@example.org", "--organization", "gppac")
    assert installed.must("organizations", "change", "gppac", "--second-factor") == (
        "Members of gppac need a second factor.\n"
    )
    with inside(installed):
        assert db.session.scalars(select(Organizer)).one().memberships[0].organization.second_factor_required
    remove = ("organizers", "remove-second-factors")
    assert installed.refused(*remove, "nobody@example.org").startswith("no organizer has the address")
    assert installed.must(*remove, "ana@example.org").startswith("ana@example.org has no second factors")
    assert "there is no organization" in installed.refused("organizations", "change", "x", "--second-factor")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["Peace Institute", "Peace Institute"], "Invalid value for SLUG: use lower-case letters"),
        (["a", "A", "--url", "javascript:alert(1)"], "Invalid value for --url: must begin with https://"),
        (["known", "Again"], "another organization has the short address known"),
    ],
)
def test_an_organization_needs_a_short_address_of_its_own(
    installation: Installation,
    words: list[str],
    says: str,
) -> None:
    installation.must("migrate")
    installation.must("organizations", "add", "known", "Known")
    assert installation.refused("organizations", "add", *words).startswith(says)


def test_a_backup_restores_what_was_there_when_it_was_made(
    installation: Installation, tmp_path: Path
) -> None:
    installation.must("migrate")
    installation.must("organizations", "add", "before", "Before")
    copy = tmp_path / "copy.db"
    assert "checked" in installation.must("backup", str(copy))
    assert copy.stat().st_mode & 0o077 == 0
    installation.must("organizations", "add", "after", "After")
    said = installation.must("restore", str(copy))
    assert "The database before was kept as" in said
    with sqlite3.connect(installation.database) as restored:
        assert restored.execute("SELECT slug FROM organizations").fetchall() == [("before",)]
    (kept,) = (tmp_path / "data").glob("registration.db.before-restore-*Z")
    with sqlite3.connect(kept) as before:
        assert before.execute("SELECT count(*) FROM organizations").fetchone() == (2,)
    assert installation.must("check")


def test_a_backup_overwrites_nothing(installation: Installation, tmp_path: Path) -> None:
    installation.must("migrate")
    (tmp_path / "copy.db").write_text("precious")
    assert "nothing was overwritten" in installation.refused("backup", str(tmp_path / "copy.db"))
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_a_file_that_is_no_sound_copy_is_not_restored(installation: Installation, tmp_path: Path) -> None:
    installation.must("migrate")
    text, foreign = tmp_path / "text.db", tmp_path / "foreign.db"
    text.write_text("not a database at all, but long enough to be looked at" * 50)
    sqlite3.connect(foreign).execute("CREATE TABLE recipes (name)").connection.close()
    for file in (text, foreign):
        assert installation.refused("restore", str(file)).startswith("nothing was restored: ")
    assert installation.must("check")


def test_nothing_is_restored_under_a_running_site(installation: Installation, tmp_path: Path) -> None:
    installation.must("migrate")
    copy = str(tmp_path / "copy.db")
    installation.must("backup", copy)
    beat(installation)
    assert installation.refused("restore", copy).startswith("the site is running")


@pytest.mark.parametrize("words", [["backup", "copy.db"], ["restore", __file__]])
def test_a_postgresql_is_left_to_its_own_tools(installation: Installation, words: list[str]) -> None:
    installation.settings["REGISTRATION_DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/none"
    assert "for PostgreSQL use its own pg_" in installation.refused(*words)


def beat(found: Installation, ago: timedelta = timedelta()) -> None:
    with inside(found), transaction():
        upkeep.beat(WORKER, at=clock.now() - ago)


def findings(found: Installation) -> dict[str, Verdict]:
    with inside(found):
        return {one.matter: one.verdict for one in doctor.findings(found.loaded(), clock.now())}


def test_doctor_finds_a_healthy_installation_healthy(installed: Installation) -> None:
    beat(installed)
    assert {matter for matter, verdict in findings(installed).items() if verdict is not Verdict.OK} <= {
        "SQLite version"
    }
    assert "ok   worker: at work\n" in installed.must("doctor")


def test_doctor_tells_a_worker_that_never_ran_from_one_that_died(installation: Installation) -> None:
    installation.must("migrate")
    assert findings(installation)["worker"] is Verdict.WARN
    beat(installation, ago=timedelta(minutes=5))
    assert findings(installation)["worker"] is Verdict.FAIL
    assert installation.run("doctor").exit_code == 1


def test_doctor_sees_mail_that_waits_too_long_or_failed(installation: Installation) -> None:
    installation.must("migrate")
    at = clock.now() - timedelta(minutes=11)
    with inside(installation), transaction() as session:
        for number, delivery in enumerate((Delivery.QUEUED, Delivery.BOUNCED)):
            session.add(Message(subject="address:x", letter=Letter.LINKS, version=number, recipient="a@example.org",
                                language="en", facts={}, message_id=f"<{number}@localhost>", delivery=delivery,
                                due_at=at, created_at=at))  # fmt: skip
    found = findings(installation)
    assert found["mail waiting"] is found["mail failed"] is Verdict.WARN


@pytest.mark.parametrize(
    ("settings", "matter", "verdict"),
    [
        ({"SMTP_URL": "smtp+plain://127.0.0.1:1"}, "mail server", Verdict.FAIL),
        ({"ENVIRONMENT": "production", "SECRET_KEY": "0a1b2c3d4e5f" * 4}, "mail server", Verdict.FAIL),
        ({"SECRET_KEY": "short"}, "secret key", Verdict.WARN),
        ({"BASE_URL": ""}, "base URL", Verdict.WARN),
        ({"BASE_URL": "http://meetings.example.org"}, "base URL", Verdict.WARN),
    ],
)
def test_doctor_names_the_setting_to_mend(
    installation: Installation,
    settings: dict[str, str],
    matter: str,
    verdict: Verdict,
) -> None:
    installation.must("migrate")
    installation.settings |= {f"REGISTRATION_{name}": value for name, value in settings.items()}
    assert findings(installation)[matter] is verdict


@pytest.mark.parametrize(
    ("version", "verdict"),
    [((3, 40, 1), Verdict.WARN), ((3, 51, 2), Verdict.WARN), ((3, 51, 3), Verdict.OK), ((3, 52, 0), Verdict.WARN),
     ((3, 53, 0), Verdict.OK)],
)  # fmt: skip
def test_doctor_knows_the_fault_of_older_sqlite(version: tuple[int, ...], verdict: Verdict) -> None:
    assert doctor._sqlite(version).verdict is verdict


def ready(found: Installation) -> tuple[int, dict[str, str]]:
    with inside(found) as app:
        answer = app.test_client().get("/health/ready")
    return answer.status_code, answer.get_json()


def test_ready_means_database_migrations_and_worker(installed: Installation) -> None:
    assert ready(installed) == (503, {"database": "ok", "migrations": "ok", "worker": "failing"})
    beat(installed)
    assert ready(installed) == (200, {"database": "ok", "migrations": "ok", "worker": "ok"})
    beat(installed, ago=timedelta(minutes=2))
    assert ready(installed)[0] == 503


def test_not_ready_without_tables(installation: Installation) -> None:
    (installation.folder / "data").mkdir()
    assert ready(installation) == (503, {"database": "ok", "migrations": "failing", "worker": "failing"})


def test_alive_whatever_the_database_does(installation: Installation) -> None:
    installation.settings["REGISTRATION_DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/none"
    with inside(installation) as app:
        assert app.test_client().get("/health/live").get_data(as_text=True) == "ok\n"
    assert ready(installation)[0] == 503


def test_the_demonstration_touches_no_other_database(installation: Installation) -> None:
    installation.must("migrate")
    before = installation.database.read_bytes()
    said = installation.refused("demo", "--data", str(installation.database.parent), "--port", "0")
    assert said.endswith("registration.db is not a demonstration; give --data another folder")
    assert installation.database.read_bytes() == before


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_in_use_is_named(installation: Installation, command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        installation.settings["REGISTRATION_PORT"] = port
        words = ["demo", "--port", port] if command == "demo" else ["serve"]
        assert installation.refused(*words).startswith(
            f"cannot listen on 127.0.0.1:{port}: address already in use"
        )


def test_restarts_come_later_and_later_in_a_series_of_deaths(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [1000.0]
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: moment[0])
    child = supervisor.Child("web", ["unused"])
    pauses = []
    for _ in range(9):
        child.started_at = moment[0]
        moment[0] += 1
        child.plan_restart()
        pauses.append(round(child.start_again_at - moment[0], 1))
    assert pauses == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10.0, 10.0]
    moment[0] += supervisor.STEADY_SECONDS + 1
    child.plan_restart()
    assert round(child.start_again_at - moment[0], 1) == 0.1
