"""Series: made, named in six languages, reached by those who began them and by those who have a roundtable there."""

from sqlalchemy import select

from registration.extensions import db
from registration.models.audit import AuditEntry
from registration.models.series import Series
from registration.rules.permissions import Role
from registration.rules.verbs import Verb

NEW = "/organizer/series/new"


def test_a_series_is_made_and_a_roundtable_put_into_it(desk):
    typed = {"titles-en": "Peace and water", "titles-fr": "Paix et eau", "accent": "plum"}
    page = desk.submit(desk.get(NEW), typed)
    assert page.heading == "Peace and water"
    made = db.session.scalars(select(Series)).one()
    assert (made.slug, made.titles, made.accent) == (
        "peace-and-water",
        {"en": "Peace and water", "fr": "Paix et eau"},
        "plum",
    )

    page = desk.get(f"/organizer/roundtables/new?series={made.slug}")
    desk.submit(page, {"titles-en": "Rivers"})
    assert "Rivers" in desk.get(f"/organizer/series/{made.slug}").text
    assert db.session.scalar(select(AuditEntry.verb).where(AuditEntry.roundtable_id.is_(None))) in (
        Verb.SERIES_CREATED,
        Verb.SIGNED_IN,
    )


def test_a_series_without_a_title_is_refused_with_what_was_typed(desk):
    page = desk.submit(desk.get(NEW), {"titles-fr": "Paix"}, expect=422)

    assert "Enter the title in English" in page.text
    assert page.form().values["titles-fr"] == ["Paix"]
    assert db.session.scalar(select(Series.id)) is None


def test_those_who_began_a_series_reach_it_and_nobody_else_does(desk, make, house, sign_in):
    desk.submit(desk.get(NEW), {"titles-en": "Peace and water"})
    foreign = make.series()
    assert "Peace and water" in desk.get("/organizer/series").text
    assert foreign.slug not in desk.get("/organizer/series").html
    desk.get(f"/organizer/series/{foreign.slug}", expect=404)

    sign_in(make.organizer(house, role=Role.MANAGER)).get("/organizer/series/peace-and-water")
    sign_in(make.organizer(house, role=Role.VIEWER)).get("/organizer/series/peace-and-water", expect=404)
    sign_in(make.organizer(make.organization())).get("/organizer/series/peace-and-water", expect=404)


def test_a_convenor_of_one_of_its_roundtables_edits_a_series(desk, roundtable):
    address = f"/organizer/series/{roundtable.series.slug}"
    mine, theirs = desk.get(address), desk.get(address)
    desk.submit(theirs, {"titles-en": "Theirs"})

    page = desk.submit(mine, {"titles-en": "Mine"}, expect=409)
    assert "Someone else has saved this in the meantime" in page.text
    assert page.form().values["titles-en"] == ["Mine"]
    desk.submit(page)

    db.session.expire_all()
    assert db.session.scalars(select(Series)).one().titles["en"] == "Mine"
    assert "Mine" in desk.get(f"/en/series/{roundtable.series.slug}").text
