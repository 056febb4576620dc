"""Lists of guests: how cells are understood, what becomes of rows, and that nobody is invited twice."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from registration.actions import guest_lists, tags, upkeep
from registration.actions.guest_rows import Reader
from registration.extensions import db, transaction
from registration.models.guest_lists import GuestList, GuestListRow
from registration.models.invitations import Invitation
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.queries import guest_lists as stored
from registration.queries import tags as known_tags
from registration.rules.guest_lists import Fate, ListState, Part, Wrong, apart
from registration.rules.invitations import Reply
from registration.rules.permissions import EVERYBODY, Reach
from registration.rules.questions import Kind
from registration.rules.refusals import ChangedMeanwhile, NoLongerPossible
from registration.words import recognized
from tests.hostile.names import ATTACKS

pytestmark = pytest.mark.usefixtures("promises_kept")

HEADINGS = ["Name", "E-mail", "Type", "Delegation", "Table"]
PEOPLE = [
    ["Ana Lucía RUIZ DÍAZ", "ana@example.org", "Member State", "Suède", "VIP; Front"],
    ["van der Berg, Åsa", "asa@example.org", "un_staff", "PNUD", ""],
    ["李 伟", "li@example.org", "دولة عضو", "الصين", ""],
    ["lower case", "lower@example.org", "civil_society", "o'neill trust", "Back"],
]


@pytest.fixture
def inviting(make):
    """Keeps a list for a roundtable, its columns as guessed: inviting(roundtable, rows, holds=True …)."""

    def inviting(roundtable, rows, *, organizer=None, sends=True, begins=True, **defaults):
        organizer = organizer or make.organizer(*roundtable.convenors)
        with transaction() as session:
            roundtable, organizer = session.merge(roundtable), session.merge(organizer)
            kept = guest_lists.keep(
                roundtable,
                organizer,
                list(enumerate(rows, 1)),
                name="guests.csv",
                guessed=False,
                people=False,
                at=make.now(),
            )
            guest_lists.match(kept, kept.columns, defaults, headed=kept.headed, version=1, at=make.now())
            if begins:
                guest_lists.begin(kept, sends=sends, version=2, at=make.now())
        return kept

    return inviting


def go_on(make, kept, *, units=None):
    more, done = True, 0
    while more and done != units:
        with transaction():
            more = guest_lists.go_on(kept.id, at=make.now())
        done += 1


def fates(kept):
    db.session.expire_all()
    return [row.fate for row in stored.rows(kept)]


def details(kept):
    db.session.expire_all()
    return [row.details for row in stored.rows(kept)]


def everybody():
    return list(db.session.scalars(select(Invitation).order_by(Invitation.id)))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ana Lucía RUIZ DÍAZ", ("Ana Lucía", "RUIZ DÍAZ")),
        ("van der Berg, Åsa", ("Åsa", "van der Berg")),
        ("Ludwig van der berg Meer", ("Ludwig", "van der berg Meer")),
        ("J. R. Smith", ("J. R.", "Smith")),
        ("de la Cruz", ("de", "la Cruz")),
        ("Madonna", ("Madonna", "")),
        ("李伟", ("李伟", "")),
        ("李 伟", ("伟", "李")),
        ("  ", ("", "")),
        (",", ("", "")),
    ],
)
def test_a_name_is_taken_apart_and_its_letters_are_left_alone(name, parts):
    assert apart(name) == parts


@pytest.mark.parametrize(
    ("look_up", "text", "code"),
    [
        (recognized.state, "SWE", "SWE"),
        (recognized.state, " suède ", "SWE"),
        (recognized.state, "Швеция", "SWE"),
        (recognized.state, "UK", "GBR"),
        (recognized.state, "Ruritania", None),
        (recognized.state, "", None),
        (recognized.un_entity, "PNUD", "undp"),
        (recognized.un_entity, "UNDP", "undp"),
        (recognized.language, "français", "fr"),
        (recognized.language, "Arabic", "ar"),
        (recognized.heading, "Correo electrónico", Part.EMAIL),
        (recognized.heading, "E-MAIL", Part.EMAIL),
        (recognized.heading, "given_names", Part.GIVEN_NAMES),
        (recognized.heading, "Dietary needs", None),
        (recognized.yes_or_no, "Oui", True),
        (recognized.yes_or_no, "No", False),
        (recognized.yes_or_no, "perhaps", None),
    ],
)
def test_what_people_write_is_understood(look_up, text, code):
    assert look_up(text) == code


def test_a_list_becomes_invitations_with_their_mail(make, inviting):
    roundtable = make.roundtable(cap=50)
    respond_by = make.now() + timedelta(days=3)

    kept = inviting(roundtable, [HEADINGS, *PEOPLE], holds=True, respond_by=respond_by.isoformat(), seats=2)
    go_on(make, kept)

    assert fates(kept) == [Fate.SENT] * 4
    ana, asa, wei, lower = everybody()
    assert (ana.full_name, ana.answers["state"], ana.tags) == ("Ana Lucía RUIZ DÍAZ", "SWE", ["VIP", "Front"])
    assert (asa.answers["un_entity"], asa.answers["family_name"]) == ("undp", "van der Berg")
    assert (wei.stakeholder_type.code, wei.answers["state"]) == ("member_state", "CHN")
    assert (lower.full_name, lower.delegation) == ("lower case", "organization:o'neill trust")
    assert {(one.status, one.held, one.respond_by) for one in everybody()} == {(Reply.SENT, 2, respond_by)}
    assert db.session.get(GuestList, kept.id).state is ListState.DONE


def _killed_before_the_end_of_a_unit(make, kept):
    with transaction():
        guest_lists.go_on(kept.id, at=make.now())
        raise KeyboardInterrupt


def test_everybody_of_a_killed_import_is_invited_exactly_once(make, inviting):
    roundtable = make.roundtable()
    rows = [
        [f"Guest No{number}", f"guest{number}@example.org", "civil_society", "Trust"] for number in range(100)
    ]
    kept = inviting(roundtable, [HEADINGS[:4], *rows])

    go_on(make, kept, units=2)
    with pytest.raises(KeyboardInterrupt):
        _killed_before_the_end_of_a_unit(make, kept)
    assert (fates(kept).count(Fate.SENT), len(everybody())) == (30, 30)
    go_on(make, kept)
    go_on(make, kept)

    assert fates(kept) == [Fate.SENT] * 100
    assert len({one.email for one in everybody()}) == len(everybody()) == 100
    assert db.session.scalar(select(func.count()).select_from(Message)) == 100


def test_the_same_list_again_invites_nobody(make, inviting):
    roundtable = make.roundtable()
    go_on(make, inviting(roundtable, [HEADINGS, *PEOPLE], sends=False))
    assert {one.status for one in everybody()} == {Reply.DRAFT}

    again = inviting(roundtable, [HEADINGS, *PEOPLE])
    go_on(make, again)

    assert fates(again) == [Fate.INVITED] * 4
    assert {one["status"] for one in details(again)} == {"draft"}
    assert len(everybody()) == 4


def test_what_a_type_does_not_ask_is_nothing_of_its_people(make, inviting):
    roundtable = make.roundtable()
    headings = ["Name", "E-mail", "Type", "State", "Organization"]
    rows = [
        ["A B", "a@example.org", "civil society", "Sweden", "Trust"],
        ["B C", "b@example.org", "member_state", "Sweden", "Ministry"],
        ["C D", "c@example.org", "un staff", "nowhere", "A new office"],
    ]

    go_on(make, inviting(roundtable, [headings, *rows]))

    assert [one.delegation for one in everybody()] == [
        "organization:trust",
        "state:SWE",
        "organization:a new office",
    ]


def test_each_row_has_its_fate(make, inviting, arrive):
    roundtable = make.roundtable()
    guest = arrive(roundtable)
    rows = [
        HEADINGS[:4],
        [guest.full_name.upper(), guest.email, "civil_society", "Trust"],
        ["Ana New", "ana@example.org", "civil_society", "Trust"],
        ["ana  new", "ANA@example.org", "civil_society", "Trust"],
        ["Bo", "ana@example.org", "civil_society", "Trust"],
        ["", "nobody@example.org", "civil_society", "Trust"],
        ["Bad Address", "bad@", "civil_society", "Trust"],
        ["No Address", "", "civil_society", "Trust"],
        ["No State", "c@example.org", "member_state", "Ruritania"],
        ["No Type", "d@example.org", "visitor", ""],
        ["Tricked\u202egnp", "e@example.org", "civil_society", "Trust"],
        ["x" * 201, "f@example.org", "civil_society", "Trust"],
    ]
    kept = inviting(roundtable, rows, begins=False)

    found = guest_lists.foreseen(kept, guest_lists.people(kept), (EVERYBODY,))

    assert [fate for _, _, fate, _ in found[:4]] == [Fate.REGISTERED, Fate.NEW, Fate.REPEATED, Fate.NEW]
    assert [[(one["wrong"], one["part"]) for one in facts["problems"]] for *_, facts in found[4:]] == [
        [(Wrong.MISSING_NAME, "")],
        [(Wrong.NO_ADDRESS, "email")],
        [(Wrong.MISSING, "email")],
        [(Wrong.UNKNOWN, "state")],
        [(Wrong.UNKNOWN, "stakeholder_type")],
        [(Wrong.INVISIBLE, "full_name")],
        [(Wrong.TOO_LONG, "given_names")],
    ]
    assert everybody() == []
    with transaction():
        guest_lists.begin(db.session.get(GuestList, kept.id), sends=True, version=2, at=make.now())
    go_on(make, kept)
    assert fates(kept) == [fate if fate is not Fate.NEW else Fate.SENT for _, _, fate, _ in found]


def test_where_no_seat_can_be_held_a_draft_is_left_with_the_limit(make, inviting):
    roundtable = make.roundtable(cap=2)

    kept = inviting(roundtable, [HEADINGS, *PEOPLE], holds=True)
    go_on(make, kept)

    assert fates(kept) == [Fate.SENT, Fate.SENT, Fate.NOT_HELD, Fate.NOT_HELD]
    assert details(kept)[3]["decision"]["cap"] == 2
    assert [one.status for one in everybody()] == [Reply.SENT, Reply.SENT, Reply.DRAFT, Reply.DRAFT]


def test_a_reach_that_is_narrower_refuses_the_others_by_name(make, inviting):
    roundtable = make.roundtable()
    kept = inviting(roundtable, [HEADINGS, *PEOPLE], begins=False)
    reach = Reach(stakeholder_type_id=make.stakeholder_type("un_staff").id)

    found = guest_lists.foreseen(kept, guest_lists.people(kept), (reach,))

    assert [fate for _, _, fate, _ in found] == [Fate.WRONG, Fate.NEW, Fate.WRONG, Fate.WRONG]
    assert found[0][3]["problems"] == [{"wrong": Wrong.OUT_OF_REACH, "part": ""}]


def test_whoever_has_lost_the_right_imports_nothing_more(make, inviting):
    roundtable = make.roundtable()
    organizer = make.organizer(*roundtable.convenors)
    kept = inviting(roundtable, [HEADINGS, *PEOPLE], organizer=organizer)
    with transaction() as session:
        session.merge(organizer).active = False

    go_on(make, kept)

    assert (fates(kept), everybody()) == ([Fate.WRONG] * 4, [])


def test_a_column_nobody_knows_becomes_tags(make, inviting):
    headings = ["E-mail", "Full name", "VIP", "Remarks", "", "E-mail"]
    rows = [
        ["a@example.org", "A B", "yes", "x" * 41, "", "other"],
        ["b@example.org", "B C", "no", "", "", ""],
    ]
    roundtable = make.roundtable()
    kept = inviting(roundtable, [headings, *rows], begins=False, type="civil_society")

    assert kept.columns == ["email", "full_name", "tags", "", "", ""]
    reader = Reader(kept, roundtable, (EVERYBODY,))
    assert [found["wrong"] for found in reader.read(rows[0]).problems] == [Wrong.MISSING]
    with transaction() as session:
        session.get(GuestList, kept.id).columns = ["email", "full_name", "tags", "organization", "", ""]
    kept = db.session.get(GuestList, kept.id)
    assert [Reader(kept, roundtable, (EVERYBODY,)).read([*row[:3], "Trust"]).terms.tags for row in rows] == [
        ["VIP"],
        [],
    ]


def test_columns_are_answers_to_own_questions(make, inviting):
    roundtable = make.roundtable()
    make.question(
        roundtable, "table", organizer_only=True, labels={"en": "At which table?", "fr": "À quelle table ?"}
    )
    make.question(roundtable, "streams", Kind.CHOICES, options=("water", "land"), types=["civil_society"])
    for key, facts in (
        ("diet", {"sensitive": True}),
        ("old", {"retired": True}),
        ("paper", {"kind": Kind.FILE}),
    ):
        make.question(roundtable, key, **facts)
    headings = ["Name", "E-mail", "Type", "Delegation", "à quelle table ?", "Streams", "Diet", "Old", "Paper"]
    people = [
        ["Ana Ruiz", "ana@example.org", "civil_society", "Trust", "Front", "land; water", "x", "x", "x"],
        ["Bo Berg", "bo@example.org", "member_state", "SWE", "", "land", "", "", ""],
        ["Li Wei", "li@example.org", "civil_society", "Trust", "Back", "fire", "", "", ""],
    ]

    kept = inviting(roundtable, [headings, *people])
    go_on(make, kept)

    assert kept.columns[4:] == ["answer:table", "answer:streams", "tags", "tags", "tags"]
    assert [one.own_answers for one in everybody()] == [{"table": "Front", "streams": ["water", "land"]}, {}]
    assert fates(kept) == [Fate.SENT, Fate.SENT, Fate.WRONG]
    (problem,) = details(kept)[-1]["problems"]
    assert problem == {"wrong": Wrong.UNKNOWN, "part": "answer:streams", "value": "fire"}


def test_tags_of_a_list_are_tags_of_the_roundtable_as_long_as_there_is_room(make, inviting, monkeypatch):
    monkeypatch.setattr(tags, "MOST", 2)
    roundtable = make.roundtable()

    kept = inviting(roundtable, [HEADINGS, *PEOPLE])
    go_on(make, kept)

    assert [tag.name for tag in known_tags.of_roundtable(roundtable)] == ["Front", "VIP"]
    assert [one.tags for one in everybody()] == [["VIP", "Front"], [], [], ["Back"]]


def test_hostile_names_are_kept_as_they_are(make, inviting):
    roundtable = make.roundtable()
    rows = [[name, f"h{number}@example.org", "T"] for number, name in enumerate(ATTACKS)]
    kept = inviting(roundtable, [["Given names", "E-mail", "Organization"], *rows], type="civil_society")

    go_on(make, kept)

    sent = {one.email: one.answers["given_names"] for one in everybody()}
    assert sent == {email: " ".join(name.split()) for name, email, _ in rows}


def test_two_windows_and_an_import_under_way_are_told(make, inviting):
    roundtable = make.roundtable()
    kept = inviting(roundtable, [HEADINGS, *PEOPLE])

    for version, refusal in ((1, ChangedMeanwhile), (3, NoLongerPossible)):
        with pytest.raises(refusal), transaction() as session:
            guest_lists.match(
                session.get(GuestList, kept.id), [], {}, headed=True, version=version, at=make.now()
            )
    with pytest.raises(NoLongerPossible), transaction() as session:
        guest_lists.begin(session.get(GuestList, kept.id), sends=True, version=3, at=make.now())


def test_a_list_is_cleared_away_after_a_day(make, inviting):
    kept = inviting(make.roundtable(), [HEADINGS, *PEOPLE], begins=False)
    assert db.session.scalar(select(func.count()).select_from(Registration)) == 0

    with transaction():
        upkeep.clear_away(at=make.now() + timedelta(hours=23))
    assert stored.rows(kept)
    with transaction():
        upkeep.clear_away(at=make.now() + timedelta(hours=25))
    assert db.session.scalar(select(func.count()).select_from(GuestListRow)) == 0
