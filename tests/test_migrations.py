"""Migrations lead from nothing to exactly the tables that the models declare, and back."""

import flask_migrate
import pytest
from sqlalchemy import inspect, text

from registration import create_app
from registration.extensions import db
from tests.conftest import settings_for


@pytest.fixture
def empty_house(database, new_database_url, tmp_path):
    app = create_app(settings_for(new_database_url(database, "migrated"), tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_migrating_from_nothing_gives_what_the_models_declare(empty_house):
    flask_migrate.upgrade()
    migrated = described()
    flask_migrate.downgrade(revision="base")
    db.create_all()

    assert migrated == described()


def test_migrating_twice_changes_nothing(empty_house):
    flask_migrate.upgrade()
    once = described()

    flask_migrate.upgrade()

    assert described() == once


def test_going_back_to_the_start_leaves_no_table(empty_house):
    flask_migrate.upgrade()

    flask_migrate.downgrade(revision="base")

    assert described() == set()


def test_references_are_enforced_again_after_migrating(empty_house):
    flask_migrate.upgrade()

    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def described():
    """Every column, key, index and constraint of the database, one line each."""
    seen = inspect(db.engine)
    lines = set()
    for table in set(seen.get_table_names()) - {"alembic_version"}:
        lines |= {f"{table} column {sorted_items(one)}" for one in seen.get_columns(table)}
        lines.add(f"{table} key {sorted_items(seen.get_pk_constraint(table))}")
        for kind, found in (
            ("reference", seen.get_foreign_keys(table)),
            ("unique", seen.get_unique_constraints(table)),
            ("check", seen.get_check_constraints(table)),
            ("index", seen.get_indexes(table)),
        ):
            lines |= {f"{table} {kind} {sorted_items(one)}" for one in found}
    return lines


def sorted_items(facts):
    plain = {**facts, **facts.get("dialect_options", {}), **facts.get("options", {})}
    return sorted(
        (name, str(value)) for name, value in plain.items() if not name.endswith(("comment", "options"))
    )
