"""A draft looked at as the public would see it, and published by the worker at its time."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from registration import clock, worker
from registration.extensions import db, transaction
from registration.models.audit import Actor, AuditEntry
from registration.models.roundtables import Roundtable
from registration.rules.permissions import Role
from registration.rules.standing import State
from registration.rules.verbs import Verb


@pytest.fixture
def draft(make, house):
    return make.roundtable(convenors=[house], state=State.DRAFT, published_at=None, zone="UTC")


def home(roundtable, page=""):
    return f"/organizer/roundtables/{roundtable.slug}{page}"


def find(roundtable):
    db.session.expire_all()
    return db.session.get(Roundtable, roundtable.id)


def schedule(desk, draft, after=timedelta(days=2)):
    moment = (clock.now() + after).replace(second=0, microsecond=0)
    typed = {"publish_at": f"{moment:%Y-%m-%dT%H:%M}"}
    return moment, desk.submit(desk.get(home(draft, "/schedule")), typed, form="/schedule")


def works(app, *, after):
    with time_machine.travel(clock.now() + after):
        worker.run_once(app)
        worker.run_once(app)
        db.session.rollback()


def verbs():
    return [entry.verb for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def test_the_worker_publishes_at_the_time_and_the_history_says_so(app, client, desk, draft, organizer):
    moment, page = schedule(desk, draft)
    assert "It becomes public by itself" in page.text
    assert find(draft).publish_at == moment

    works(app, after=timedelta(days=1))
    assert find(draft).state is State.DRAFT
    works(app, after=timedelta(days=4))
    published = find(draft)
    assert (published.state, published.publish_at) == (State.PUBLISHED, None)
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == Verb.ROUNDTABLE_PUBLISHED)).one()
    assert entry.actor is Actor.SYSTEM
    client.get(f"/en/roundtables/{draft.slug}")
    desk.sign_in(organizer)
    assert "Publication scheduled" in desk.get(home(draft, "/history")).text


def test_a_scheduled_publication_is_called_off(app, desk, draft):
    _, page = schedule(desk, draft)

    page = desk.submit(page, form="/revocation")

    assert "stays a draft" in page.root.text
    works(app, after=timedelta(days=4))
    assert find(draft).state is State.DRAFT
    assert verbs()[-2:] == [Verb.PUBLICATION_SCHEDULED, Verb.PUBLICATION_REVOKED]


def test_what_has_come_to_lack_something_is_not_published_and_not_tried_again(app, desk, draft, organizer):
    schedule(desk, draft)
    with transaction() as session:
        session.get(Roundtable, draft.id).contact_email = ""

    works(app, after=timedelta(days=4))

    found = find(draft)
    assert (found.state, found.publish_at) == (State.DRAFT, None)
    assert verbs().count(Verb.PUBLICATION_MISSED) == 1
    desk.sign_in(organizer)
    history = desk.get(home(draft, "/history")).text
    assert "Not published as scheduled: something was missing" in history
    assert "E-mail address of the contact" in history


@pytest.mark.parametrize(
    ("publish_at", "said"),
    [
        ("", "Enter a day and a time"),
        ("2020-01-01T10:00", "Choose a time that is still to come"),
        ("2099-01-01T10:00", "Choose a time before the roundtable begins"),
    ],
)
def test_a_time_that_cannot_be_meant_is_refused(desk, draft, publish_at, said):
    page = desk.get(home(draft, "/schedule"))

    page = desk.submit(page, {"publish_at": publish_at}, form="/schedule", expect=422)

    assert said in page.text
    assert find(draft).publish_at is None


def test_what_is_not_ready_cannot_be_scheduled_and_what_is_public_neither(desk, make, house, draft):
    unready = make.roundtable(convenors=[house], state=State.DRAFT, published_at=None, contact_email="")
    soon = f"{clock.now() + timedelta(days=1):%Y-%m-%dT%H:%M}"

    page = desk.get(home(unready, "/schedule"))
    assert "Still missing" in desk.submit(page, {"publish_at": soon}, form="/schedule", expect=422).text
    desk.get(home(make.roundtable(convenors=[house]), "/schedule"), expect=409)


def test_publishing_at_once_ends_the_schedule(desk, draft):
    _, page = schedule(desk, draft)

    desk.submit(page, form="/publication")

    assert find(draft).publish_at is None


def test_a_preview_shows_the_page_as_it_will_be_without_a_way_to_register(
    client, make, house, sign_in, draft
):
    item, speaker, paper = make.agenda_item(draft), make.speaker(draft), make.document(draft)
    client.get(f"/en/roundtables/{draft.slug}", expect=404)
    sign_in(make.organizer(make.organization())).get(home(draft, "/preview"), expect=404)
    desk = sign_in(make.organizer(house, role=Role.VIEWER))

    page = desk.get(home(draft, "/preview"))

    assert "Preview: not published" in page.root.text
    for text in (draft.titles["en"], item.titles["en"], speaker.name, paper.title):
        assert text in page.text
    assert page.one("meta", name="robots").attributes["content"] == "noindex"
    assert not [a for a in page.all("a") if "register" in a.attributes["href"]]
    assert page.headers["Cache-Control"] == "no-store"
    for link in {a.attributes["href"] for a in page.all("main")[0].all("a")}:
        if link.startswith("/"):
            assert desk.open("GET", link).status_code == 200, link
    other = desk.open("GET", home(draft, "/preview?language=ar")).text
    assert 'lang="ar" dir="rtl"' in other
    assert draft.titles["ar"] in other
