"""The link to join online: whose it is, when it is mailed, and that it is nowhere else."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from registration import clock, worker
from registration.actions import audit, registrations, seats
from registration.actions import joining as links
from registration.extensions import db, transaction
from registration.i18n import LANGUAGES
from registration.models.documents import Audience
from registration.models.outbox import Delivery, Message
from registration.models.registrations import Registration
from registration.models.roundtables import Attribution, Mode, Roundtable
from registration.queries import joining
from registration.rules.letters import Letter
from registration.rules.standing import State
from registration.rules.statuses import Status

CANARY = "https://video.example.org/canary-4711"
OTHER = "https://video.example.org/canary-4712"


@pytest.fixture
def meeting(make):
    """In thirty days, hybrid; the link is given a day before."""
    roundtable = make.roundtable(mode=Mode.HYBRID, attribution=Attribution.PUBLIC)
    change(roundtable, CANARY)
    return roundtable


def change(roundtable, url, hours=24):
    with transaction():
        room = seats.lock(roundtable.id)
        links.change(room, url, hours, version=room.roundtable.version, by=audit.OPERATOR, at=clock.now())


def works(app, roundtable, *, before):
    """The worker looks so long before the meeting."""
    with time_machine.travel(roundtable.starts_at - before, tick=False):
        for _ in range(3):
            worker.run_once(app)
        db.session.rollback()


def told():
    wanted = select(Message).where(Message.letter == Letter.JOINING).order_by(Message.id)
    return list(db.session.scalars(wanted))


def test_confirmed_online_participants_are_told_once_from_the_hour_on(app, make, meeting):
    online = make.registration(meeting, mode="online", language="en")
    for status in Status:
        # Whoever waits is seated by the same worker: there is no limit here.
        if status not in (Status.CONFIRMED, Status.WAITLISTED):
            make.registration(meeting, status=status, mode="online")
    make.registration(meeting, mode="in_person")

    works(app, meeting, before=timedelta(hours=24, minutes=1))
    assert told() == []
    works(app, meeting, before=timedelta(hours=23))
    works(app, meeting, before=timedelta(hours=22))

    (message,) = told()
    assert (message.registration_id, message.recipient) == (online.id, online.email)
    assert message.delivery is Delivery.SENT
    assert CANARY not in message.sent_text
    assert "‹personal link›" in message.sent_text
    assert "calendar" not in message.sent_text


def test_whoever_is_confirmed_later_is_told_and_nobody_after_the_meeting(app, make, meeting):
    waiting = make.registration(meeting, mode="online", status=Status.WAITLISTED)
    works(app, meeting, before=timedelta(hours=3))
    assert told() == []
    with transaction() as session:
        session.get(Roundtable, meeting.id).promotion_due = True
    works(app, meeting, before=timedelta(hours=2))
    assert [message.registration_id for message in told()] == [waiting.id]

    late = make.registration(meeting, mode="online")
    works(app, meeting, before=timedelta(hours=-1))
    assert [message.registration_id for message in told()] == [waiting.id, late.id]
    make.registration(meeting, mode="online")
    works(app, meeting, before=timedelta(hours=-3))
    assert len(told()) == 2


def test_another_link_is_told_again_other_hours_are_not(app, make, meeting):
    make.registration(meeting, mode="online")
    works(app, meeting, before=timedelta(hours=20))
    change(meeting, CANARY, hours=30)
    works(app, meeting, before=timedelta(hours=19))
    assert len(told()) == 1

    change(meeting, OTHER)
    works(app, meeting, before=timedelta(hours=18))
    assert len(told()) == 2
    change(meeting, "")
    works(app, meeting, before=timedelta(hours=17))
    assert len(told()) == 2


def test_a_letter_on_its_way_to_somebody_who_has_left_is_not_sent(app, make, meeting):
    somebody = make.registration(meeting, mode="online")
    near = meeting.starts_at - timedelta(hours=5)
    with transaction():
        links.tell(seats.lock(meeting.id), at=near)
        registrations.withdraw(
            seats.lock(meeting.id),
            db.session.get_one(Registration, somebody.id),
            by=audit.PERSON,
            at=clock.now(),
        )

    works(app, meeting, before=timedelta(hours=5))

    assert [message.delivery for message in told()] == [Delivery.FAILED]


def test_many_are_told_part_by_part(app, make, meeting):
    people = [make.registration(meeting, mode="online") for _ in range(links.AT_ONCE + 2)]

    works(app, meeting, before=timedelta(hours=5))

    assert [message.registration_id for message in told()] == [one.id for one in people]


def test_a_draft_tells_nobody(app, make, meeting):
    make.registration(meeting, mode="online")
    with transaction() as session:
        session.get(Roundtable, meeting.id).state = State.DRAFT

    works(app, meeting, before=timedelta(hours=5))

    assert told() == []


def test_ones_own_page_shows_it_to_those_whose_it_is_when_it_is_time(client, make, meeting):
    online = make.registration(meeting, mode="online", language="en")
    others = [
        make.registration(meeting, mode="in_person", language="en"),
        make.registration(meeting, mode="online", status=Status.WAITLISTED, language="en"),
    ]
    page = client.open_registration(online)
    assert CANARY not in page.html
    assert "appears here shortly before the meeting" in page.text

    with time_machine.travel(meeting.starts_at - timedelta(hours=2)):
        assert client.open_registration(online).all("a", href=CANARY)
        for other in others:
            assert "canary" not in client.open_registration(other).html
    with time_machine.travel(meeting.ends_at + timedelta(minutes=1)):
        assert "canary" not in client.open_registration(online).html


def test_no_public_address_tells_it(app, client, make, meeting):
    make.document(meeting, audience=Audience.PUBLIC)
    values = {"slug": meeting.slug, "chosen": "en", "size": "small", "digest": "0" * 64, "token": "x" * 40}
    with transaction() as session:
        session.get(Roundtable, meeting.id).series.slug = meeting.slug
    adapter = app.url_map.bind("localhost")
    looked = set()
    with time_machine.travel(meeting.starts_at - timedelta(hours=2)):
        for rule in app.url_map.iter_rules():
            if "GET" not in rule.methods or rule.endpoint.startswith("organizer."):
                continue
            for language in LANGUAGES:
                known = {**values, "language": language, "filename": "css/site.css"}
                if not rule.arguments <= set(known):
                    continue
                address = adapter.build(rule.endpoint, {name: known[name] for name in rule.arguments})
                answer = client.open("GET", address)
                assert b"canary" not in answer.data, address
                assert "canary" not in str(answer.headers), address
                looked.add(rule.endpoint)

    assert {
        "public.roundtable",
        "public.calendar",
        "public.calendar_feed",
        "public.series_calendar",
        "public.feed",
        "public.series_feed",
        "public.sitemap",
        "public.programme",
        "public.series",
        "public.register",
    } <= looked


def test_organizers_who_may_not_edit_never_see_it(make, client, meeting):
    house = meeting.convenors[0]
    viewer = make.organizer(house, role="viewer", may_export=False)
    client.sign_in(viewer)
    for page in ("", "/history", "/registrations", "/documents"):
        assert "canary" not in client.get(f"/organizer/roundtables/{meeting.slug}{page}").html
    client.get(f"/organizer/roundtables/{meeting.slug}/joining", expect=404)


def test_the_page_of_the_link_keeps_what_was_typed_and_says_who_knows(make, client, meeting):
    client.sign_in(make.organizer(meeting.convenors[0]))
    make.registration(meeting, mode="online")
    address = f"/organizer/roundtables/{meeting.slug}/joining"
    page = client.get(address)
    assert "1 person attends online. 0 have been told this link." in page.text
    for wrong in ("http://video.example.org", "https://x", "javascript:alert(1)", "https://a@b.example"):
        refused = client.submit(page, {"joining_url": wrong}, form="/joining", expect=422)
        assert refused.form("/joining").values["joining_url"] == [wrong]
    client.submit(page, {"joining_hours": "169"}, form="/joining", expect=422)

    client.submit(page, {"joining_url": OTHER, "joining_hours": "2"}, form="/joining")
    db.session.expire_all()
    kept = db.session.get(Roundtable, meeting.id)
    assert (kept.joining_url, kept.joining_hours, kept.joining_version) == (OTHER, 2, 2)
    client.submit(page, {"joining_url": CANARY}, form="/joining", expect=409)
    assert joining.given_from(kept) == kept.starts_at - timedelta(hours=2)
