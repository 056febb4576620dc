"""How organizers arrange the guest table: filters, columns, views, tags, notes, and what they undo."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from registration import clock
from registration.actions import approvals, audit, mail, tags
from registration.extensions import db, transaction
from registration.models.downloads import Download
from registration.models.notes import Note
from registration.models.outbox import Delivery, Message
from registration.models.registrations import Registration
from registration.models.roundtables import Mode
from registration.models.tags import Tag
from registration.models.views import SavedView
from registration.queries import selections
from registration.rules.letters import Letter
from registration.rules.permissions import Role
from registration.rules.standing import Admission
from registration.rules.statuses import Status
from tests.hostile.names import ATTACKS, WORKED_OUT
from tests.page import Form


def table(roundtable, asked=""):
    return f"/organizer/roundtables/{roundtable.slug}/registrations" + (f"?{asked}" if asked else "")


def names(page):
    return sorted(cell.all("a")[0].text for cell in page.all("th", scope="row"))


def position_of(name):
    return db.session.scalars(select(Registration.position).where(Registration.family_name == name)).one()


def chips(page):
    return [chip.text for chip in page.all("a", class_name="chip")]


def headings(page):
    return [cell.text for cell in page.all("th", scope="col")]


def messages(page):
    return [message.text for message in page.all("div", class_name="toast")]


@dataclass(frozen=True)
class Elsewhere(Form):
    """The form of the table, sent by a button that leads elsewhere."""

    target: str = ""

    @property
    def action(self):
        return Form.action.fget(self).replace("/registrations/decisions", self.target)


def elsewhere(page, target):
    return Elsewhere(page, page.form("/decisions").element, target)


def add_tag(desk, page, name):
    return desk.submit(Form(page, page.one("form", class_name="tag-add")), {"tag": name})


def person(make, roundtable, name, *arguments, **answers):
    return make.registration(roundtable, *arguments, given_names="", family_name=name, **answers)


@pytest.fixture
def crowd(make, house):
    """Four people, each unlike the others in one thing."""
    roundtable = make.roundtable(convenors=[house], mode=Mode.HYBRID, admission=Admission.APPROVAL)
    person(make, roundtable, "Swede", "member_state", state="SWE", tags=["press"])
    person(make, roundtable, "Online", organization="Lake Forum", mode="online", country="KEN")
    invited = person(make, roundtable, "Invited", "un_staff", facts={"host_id": house.id})
    asked = person(make, roundtable, "Asked", status=Status.PENDING, country="KEN")
    with transaction() as session:
        approvals.ask(session.get_one(Registration, asked.id), "Who?", by=audit.SYSTEM, at=clock.now())
        mail.queue(Letter.CONFIRMED, session.get_one(Registration, invited.id), at=clock.now())
        session.flush()
        session.scalars(
            select(Message).where(Message.registration_id == invited.id)
        ).one().delivery = Delivery.BOUNCED
    return roundtable


def test_filters_narrow_one_by_one_and_together_and_are_taken_away_one_by_one(desk, crowd, house):
    tag = db.session.scalars(select(Tag)).one()
    for asked, whom, chip in (
        (f"tag={tag.id}", ["Swede"], "Tag press"),
        ("mode=online", ["Online"], "Attendance Online"),
        ("delegation=swed", ["Swede"], "Organization swed"),
        ("delegation=lake%20f", ["Online"], "Organization lake f"),
        ("delegation=state:SWE", ["Swede"], "Organization Sweden"),
        (f"host={house.id}", ["Invited"], f"Invited by {house.short_name}"),
        ("country=KEN", ["Asked", "Online"], "Country Kenya"),
        ("country=SWE", ["Swede"], "Country Sweden"),
        ("question=open", ["Asked"], "Question without an answer"),
        ("mail=failed", ["Invited"], "Mail could not be delivered"),
        (
            "since=2000-01-01",
            ["Asked", "Invited", "Online", "Swede"],
            "Registered since Saturday 1 January 2000",
        ),
    ):
        page = desk.get(table(crowd, asked))
        assert (names(page), chips(page)) == (whom, [chip + " remove this filter"]), asked

    both = desk.get(table(crowd, "country=KEN&mode=online&columns=status"))
    assert names(both) == ["Online"]
    without = desk.get(both.link("Attendance Online remove this filter"))
    assert names(without) == ["Asked", "Online"]
    assert "columns=status" in without.url


@pytest.mark.parametrize(
    "asked",
    ["tag=x", "tag=999", "host=" + "9" * 40, "since=yesterday", "since=0001-01-01", "country=XXX", "mode=x"],
)
def test_what_a_filter_does_not_know_it_does_not_mind_but_a_file_does(desk, crowd, asked):
    assert len(names(desk.get(table(crowd, asked)))) == 4
    listed = desk.open("GET", f"/organizer/roundtables/{crowd.slug}/exports/all.csv?{asked}")
    assert listed.status_code == 400


def test_lists_are_narrowed_alike_and_say_so(desk, crowd):
    page = desk.get(desk.get(table(crowd, "country=KEN&mode=online")).link("Download lists"))
    assert [chip.text for chip in page.all("span", class_name="chip")] == [
        "Country Kenya",
        "Attendance Online",
    ]

    address = f"/organizer/roundtables/{crowd.slug}/exports/all.csv"
    listed = desk.open("GET", f"{address}?country=KEN&mode=online&delegation=lake&header=keys")

    assert listed.get_data(as_text=True).count("\n") == 2
    kept = db.session.scalars(select(Download)).one().options
    assert (kept["country"], kept["delegation"]) == ("KEN", True)


def test_the_reader_chooses_columns_and_gets_none_that_are_not_theirs(desk, crowd, make, house, sign_in):
    usual = desk.get(table(crowd))
    assert headings(usual)[1:4] == ["Name", "Delegation or organization", "Type"]

    chosen = desk.get(table(crowd, "columns=reference&columns=country,phone,nonsense"))
    assert headings(chosen)[1:] == ["Name", "Reference", "Country", "Phone"]

    viewer = sign_in(make.organizer(house, role=Role.VIEWER, may_export=False))
    page = viewer.get(table(crowd, "columns=phone,email,notes,reference&mail=failed"))
    assert (headings(page), chips(page)) == (["Name", "Reference"], [])
    assert "@example.org" not in page.one("table").text


def test_a_view_is_kept_shared_renamed_and_removed(desk, crowd, make, house, sign_in):
    page = desk.get(
        desk.get(table(crowd, "country=KEN&columns=status,country&sort=name")).link("Save this view")
    )
    desk.submit(page, {"name": ""}, form="/views", expect=422)
    saved = desk.submit(page, {"name": "From  Kenya", "shared": True}, form="/views")
    assert saved.one("nav", class_name="views").one("a", aria_current="page").text == "From Kenya"
    assert (
        "another view of yours"
        in desk.submit(page, {"name": "from kenya"}, form="/views", expect=422).text.lower()
    )

    view = db.session.scalars(select(SavedView)).one()
    stale = desk.get(f"{table(crowd)}/views/{view.id}")
    desk.submit(stale, {"name": "Kenya"}, form=str(view.id))
    again = desk.submit(stale, {"name": "Other", "shared": False}, form=str(view.id), expect=422)
    assert "Someone else has saved this in the meantime" in again.text

    kind = make.stakeholder_type("member_state").id
    limited = make.organizer(house, role=Role.APPROVER, granted={"stakeholder_type_id": kind})
    other = sign_in(limited)
    opened = other.get(other.get(table(crowd)).link("Kenya"))
    assert names(opened) == []
    other.get(f"{table(crowd)}/views/{view.id}", expect=404)

    mine = sign_in(db.session.merge(view).organizer)
    mine.submit(mine.get(f"{table(crowd)}/views"), form="/removal")
    assert db.session.scalars(select(SavedView)).all() == []


def test_tags_are_put_on_and_taken_off_one_person(desk, crowd):
    home = desk.get(desk.get(table(crowd)).link("Online"))
    tagged = add_tag(desk, home, "  Speaks   first ")
    assert [chip.text for chip in tagged.all("button", class_name="chip")] == [
        "Speaks first take this tag off"
    ]
    refused = add_tag(desk, tagged, "x" * 41)
    assert "shorten" in messages(refused)[0]

    off = desk.submit(Form(tagged, tagged.one("ul", class_name="chips").one("form")), button={"off": "yes"})
    assert off.all("button", class_name="chip") == []
    assert "took a tag from" in off.text


def test_many_are_tagged_after_a_preview_and_it_is_undone(desk, crowd):
    page = desk.get(table(crowd))
    everybody = [row.attributes["value"] for row in page.all("input", name="person")]

    bar = elsewhere(page, "/registrations/tags")
    preview = desk.submit(bar, {"person": everybody, "tag": "PRESS"}, button={"change": "on"})
    assert [one.text for one in preview.all("h2")] == ["3 will have the tag", "1 has it already"]
    assert preview.heading == "Add the tag: press"

    done = desk.submit(preview, form="/tags")
    assert messages(done) == ["3 people now have the tag “press”."]
    assert "Undo takes the tag off the 3 people" in done.text

    undone = desk.submit(Form(done, done.one("div", class_name="undo").one("form")))
    assert messages(undone) == ["Undone for 3 people."]
    assert names(desk.get(table(crowd, f"tag={db.session.scalars(select(Tag)).one().id}"))) == ["Swede"]


def test_all_that_match_are_meant_and_no_more_than_can_be_answered_for(desk, make, house, monkeypatch):
    roundtable = make.roundtable(convenors=[house], admission=Admission.APPROVAL)
    for number in range(53):
        make.registration(roundtable, status=Status.PENDING, country="KEN" if number else "FRA")
    page = desk.get(table(roundtable, "country=KEN"))
    assert "All 52 that match" in page.text

    preview = desk.submit(page, {"everyone": True}, form="/decisions", button={"deed": "approve"})
    assert [heading.text for heading in preview.all("h2")] == ["52 will be confirmed"]
    done = desk.submit(preview, form="/decisions")
    assert messages(done) == ["52 people are confirmed and are being told by mail."]
    assert "Until then undo puts 52 people back" in done.text

    monkeypatch.setattr(selections, "MOST", 10)
    bar = elsewhere(desk.get(table(roundtable)), "/registrations/tags")
    refused = desk.submit(bar, {"everyone": True, "tag": "all"}, button={"change": "on"})
    assert messages(refused)[-1].startswith("More than 10 people match.")


def test_a_list_of_those_chosen_is_on_record(desk, crowd, make, house, sign_in):
    page = desk.get(table(crowd))
    form = elsewhere(page, "/exports/chosen")
    chosen = [row.attributes["value"] for row in page.all("input", name="person")][:2]

    listed = desk.open("POST", form.action, data={**form.values, "person": chosen, "format": "csv"})
    assert listed.get_data(as_text=True).count("\n") == 3
    record = db.session.scalars(select(Download)).one()
    assert (record.options["chosen"], record.rows) == (2, 2)
    assert desk.open("POST", form.action, data=form.values).status_code == 303


def test_notes_are_for_those_who_decide_and_changed_by_their_author(desk, crowd, make, house, sign_in):
    home = desk.get(desk.get(table(crowd)).link("Online"))
    page = desk.get(home.link("Add a note"))
    desk.submit(page, {"text": " "}, form="/notes", expect=422)
    kept = desk.submit(page, {"text": "Speaks first\nThen leaves"}, form="/notes")
    assert "Speaks first" in kept.text
    note = db.session.scalars(select(Note)).one()
    stale = desk.get(f"{home.url}/notes/{note.id}")
    desk.submit(stale, {"text": "Speaks last"}, form=str(note.id))
    again = desk.submit(stale, {"text": "Mine"}, form=str(note.id), expect=422)
    assert "Someone else has saved this in the meantime" in again.text
    assert "Speaks last" in desk.get(table(crowd, "columns=notes")).text

    assert "Speaks last" not in sign_in(make.organizer(house, role=Role.VIEWER)).get(home.url).text
    colleague = sign_in(make.organizer(house, role=Role.APPROVER))
    assert "Speaks last" in colleague.get(home.url).text
    colleague.get(f"{home.url}/notes/{note.id}", expect=404)
    db.session.expire_all()
    somebody = db.session.get(Registration, note.registration_id)
    assert "Speaks last" not in desk.open_registration(somebody).text


def test_two_who_change_the_same_answers_are_told(desk, crowd):
    home = desk.get(desk.get(table(crowd)).link("Online"))
    stale = desk.get(f"{home.url}/edit")
    desk.submit(desk.get(f"{home.url}/edit"), {"position": "Chair"}, form="/edit")

    told = desk.submit(stale, {"position": "Deputy"}, form="/edit", expect=409)
    assert "Someone else has saved this in the meantime" in told.text
    assert position_of("Online") == "Chair"
    desk.submit(told, {"position": "Deputy"}, form="/edit")
    assert position_of("Online") == "Deputy"


def test_duplicates_are_suggested_compared_and_merged(desk, make, roundtable):
    aya = {"given_names": "Aya", "family_name": "Brien", "organization": "Lake Forum", "country": "KEN"}
    first = make.registration(roundtable, **aya, email="aya@work.example.org")
    second = make.registration(roundtable, **aya, email="aya@home.example.org", position="Chair")
    pairs = desk.get(f"/organizer/roundtables/{roundtable.slug}/duplicates")
    assert "The same name and organization, another e-mail address" in pairs.text
    suggested = desk.get(f"{table(roundtable)}/{second.public_id}")
    compared = desk.get(suggested.link("Aya Brien"))
    assert compared.text.index(first.reference) < compared.text.index(second.reference)

    merged = desk.submit(compared, {"position": "other"}, form=compared.url.rpartition("/")[2])
    assert messages(merged) == ["The two registrations of Aya Brien are one now."]
    assert merged.url.endswith(first.public_id)
    assert second.reference in merged.text

    ended = desk.open_registration(db.session.merge(second))
    assert first.reference in ended.text
    assert "aya@work" not in ended.text
    sent = desk.submit(ended, form="/merged")
    assert "The link is on its way" in messages(sent)[0]
    link = db.session.scalars(select(Message).where(Message.letter == Letter.LINKS)).one()
    assert link.recipient == "aya@work.example.org"


def test_hostile_tags_views_and_notes_do_no_harm(desk, crowd, make):
    somebody = db.session.scalars(select(Registration).where(Registration.family_name == "Online")).one()
    home = f"{table(crowd)}/{somebody.public_id}"
    for attack in ATTACKS[::6]:
        add_tag(desk, desk.get(home), attack[:40])
        desk.submit(desk.get(f"{table(crowd)}/views?country=KEN"), {"name": attack[:60]}, form="/views")
        desk.submit(desk.get(f"{home}/notes"), {"text": attack}, form="/notes")
    for address in (
        home,
        table(crowd, "columns=tags,notes"),
        f"{table(crowd)}/views",
        f"{table(crowd)[:-14]}/tags",
    ):
        html = desk.get(address).html
        assert [word for word in WORKED_OUT if word in html] == [], address
    add_tag(desk, desk.get(home), "a\u202eb")
    assert db.session.scalars(select(Tag).where(Tag.name.like("%\u202e%"))).all() == []


def test_a_tag_is_renamed_for_everybody_and_removed_from_everybody(desk, crowd, make, house, sign_in):
    with transaction():
        tags.known(crowd.id, "vip", at=clock.now())
    page = desk.get(desk.get(f"/organizer/roundtables/{crowd.slug}/tags").link("Rename press"))
    assert (
        "Another tag has this name"
        in desk.submit(page, {"name": "VIP"}, expect=422, form=page.url.rpartition("/")[2]).text
    )
    desk.submit(page, {"name": "Journalist"}, form=page.url.rpartition("/")[2])
    assert "Journalist" in desk.get(table(crowd)).one("tbody").text
    stale = desk.submit(page, {"name": "Writer"}, form=page.url.rpartition("/")[2], expect=422)
    assert "Someone else has saved this in the meantime" in stale.text

    desk.submit(stale, form="/removal")
    assert "Journalist" not in desk.get(table(crowd)).text
    assert sign_in(make.organizer(house, role=Role.APPROVER)).get(page.url, expect=404)
