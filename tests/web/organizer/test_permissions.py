"""Who may do what: every organizers' page and method, for every role, on one's own and on others' roundtables."""

from typing import NamedTuple

import pytest

from registration.extensions import transaction
from registration.models.organizers import Organizer
from registration.models.roundtables import Part, RoundtableOrganization
from registration.rules.permissions import Grant, Permission, Role

# What every page needs; None for those before signing in. A new page has to be entered here.
NEEDED = {
    "organizer.sign_in": None,
    "organizer.sign_in_help": None,
    "organizer.sign_in_link": None,
    "organizer.sign_out": None,
    "organizer.account": Permission.SIGNED_IN,
    "organizer.roundtables": Permission.SIGNED_IN,
    "organizer.all_downloads": Permission.SIGNED_IN,
    "organizer.roundtable": Permission.ROUNDTABLES_VIEW,
    "organizer.new_roundtable": Permission.ROUNDTABLES_EDIT,
    "organizer.edit_roundtable": Permission.ROUNDTABLES_EDIT,
    "organizer.seat_overview": Permission.SEATS_VIEW,
    "organizer.edit_seats": Permission.ROUNDTABLES_EDIT,
    "organizer.release_seats": Permission.ROUNDTABLES_EDIT,
    "organizer.admission": Permission.ROUNDTABLES_EDIT,
    "organizer.publish": Permission.ROUNDTABLES_PUBLISH,
    "organizer.unpublish": Permission.ROUNDTABLES_PUBLISH,
    "organizer.cancel": Permission.ROUNDTABLES_PUBLISH,
    "organizer.registrations": Permission.REGISTRATIONS_VIEW,
    "organizer.registration": Permission.REGISTRATIONS_VIEW,
    "organizer.history": Permission.HISTORY_VIEW,
    "organizer.new_registration": Permission.REGISTRATIONS_EDIT,
    "organizer.edit_registration": Permission.REGISTRATIONS_EDIT,
    "organizer.withdraw": Permission.REGISTRATIONS_EDIT,
    "organizer.approve": Permission.REGISTRATIONS_DECIDE,
    "organizer.decline": Permission.REGISTRATIONS_DECIDE,
    "organizer.ask": Permission.REGISTRATIONS_DECIDE,
    "organizer.reinstate": Permission.REGISTRATIONS_DECIDE,
    "organizer.seat_over_limit": Permission.REGISTRATIONS_EDIT,
    "organizer.place_in_line": Permission.REGISTRATIONS_DECIDE,
    "organizer.change_type": Permission.REGISTRATIONS_EDIT,
    "organizer.decide": Permission.REGISTRATIONS_DECIDE,
    "organizer.tag_person": Permission.REGISTRATIONS_DECIDE,
    "organizer.tag_people": Permission.REGISTRATIONS_DECIDE,
    "organizer.tags_of_guests": Permission.REGISTRATIONS_VIEW,
    "organizer.rename_tag": Permission.REGISTRATIONS_EDIT,
    "organizer.remove_tag": Permission.REGISTRATIONS_EDIT,
    "organizer.views_of_guests": Permission.REGISTRATIONS_VIEW,
    "organizer.change_view": Permission.REGISTRATIONS_VIEW,
    "organizer.remove_view": Permission.REGISTRATIONS_VIEW,
    "organizer.add_note": Permission.REGISTRATIONS_DECIDE,
    "organizer.change_note": Permission.REGISTRATIONS_DECIDE,
    "organizer.remove_note": Permission.REGISTRATIONS_DECIDE,
    "organizer.possible_duplicates": Permission.REGISTRATIONS_EDIT,
    "organizer.merge": Permission.REGISTRATIONS_EDIT,
    "organizer.undo": Permission.REGISTRATIONS_DECIDE,
    "organizer.export_chosen": Permission.LISTS_EXPORT,
    "organizer.resend": Permission.REGISTRATIONS_EDIT,
    "organizer.exports": Permission.LISTS_EXPORT,
    "organizer.export": Permission.LISTS_EXPORT,
    "organizer.downloads": Permission.DOWNLOADS_VIEW,
}
# Of these there are none yet, for anybody.
NOT_THERE = {
    "organizer.account",
    "organizer.resend",
    "organizer.rename_tag",
    "organizer.remove_tag",
    "organizer.change_view",
    "organizer.remove_view",
    "organizer.change_note",
    "organizer.remove_note",
    "organizer.undo",
}
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


class Granted(NamedTuple):
    """A person's part: role and right to export in the house, or none at all."""

    role: Role | None
    may_export: bool = False

    @property
    def allowed(self):
        return Grant(self.role, self.may_export).allowed if self.role else {Permission.SIGNED_IN}


PARTS = {
    "owner": Granted(Role.OWNER),
    "owner who exports": Granted(Role.OWNER, may_export=True),
    "manager": Granted(Role.MANAGER),
    "approver": Granted(Role.APPROVER),
    "door": Granted(Role.DOOR),
    "viewer": Granted(Role.VIEWER),
    "viewer who exports": Granted(Role.VIEWER, may_export=True),
    "stranger": Granted(None),
}


@pytest.fixture
def roundtables(make, house):
    """(slug, somebody registered) of each. In the foreign one the house is a partner: that gives no rights."""
    other = make.organization()
    made = {
        "own": make.roundtable(convenors=[house]),
        "co-hosted": make.roundtable(convenors=[other, house]),
        "foreign": make.roundtable(convenors=[other]),
    }
    partner = {
        "roundtable_id": made["foreign"].id,
        "organization_id": house.id,
        "part": Part.PARTNER,
        "position": 2,
    }
    with transaction() as session:
        session.add(RoundtableOrganization(**partner))
    return {
        name: (roundtable.slug, make.registration(roundtable).public_id) for name, roundtable in made.items()
    }


def person(make, house, part):
    if part.role is None:
        return make.organizer(make.organization(), role=Role.OWNER, may_export=True)
    return make.organizer(house, role=part.role, may_export=part.may_export)


def rules(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("organizer.")]


def requests(app, slug, public_id):
    """(endpoint, method, address) of everything there is."""
    values = {
        "slug": slug,
        "registration_id": public_id,
        "message_id": 1,
        "other_id": public_id,
        "tag_id": 1,
        "view_id": 1,
        "note_id": 1,
        "deed_id": 1,
        "preset": "attendees",
        "extension": "csv",
        "secret": "s" * 43,
    }
    adapter = app.url_map.bind("localhost")
    for rule in sorted(rules(app), key=lambda rule: rule.endpoint):
        address = adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments})
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method, address


def token(client):
    return client.get("/organizer/account").form("sign-out").values["csrf_token"][0]


def asked(client, method, address, csrf_token):
    data = {"csrf_token": csrf_token} if method in UNSAFE else None
    return client.open(method, address, data=data)


def test_every_page_is_in_the_table_with_what_it_declares(app):
    declared = {rule.endpoint: app.view_functions[rule.endpoint].permission for rule in rules(app)}

    assert declared == NEEDED


@pytest.mark.parametrize("name", PARTS)
def test_a_role_reaches_what_it_may_and_nothing_else(name, app, make, house, roundtables, sign_in):
    part = PARTS[name]
    client = sign_in(person(make, house, part))
    csrf_token = token(client)
    wrong = []
    for whose, (slug, public_id) in roundtables.items():
        for endpoint, method, address in requests(app, slug, public_id):
            needed = NEEDED[endpoint]
            if needed is None or endpoint in NOT_THERE:
                continue
            mine = whose in ("own", "co-hosted") or slug not in address
            may = needed in part.allowed and mine
            if endpoint == "organizer.new_roundtable" and name == "stranger":
                may = True  # they have an organization of their own
            status = asked(client, method, address, csrf_token).status_code
            if (status != 404) != may or status >= 500:
                wrong.append(f"{method} {address} ({whose}): {status}")

    assert wrong == []


@pytest.mark.parametrize("inactive", [False, True], ids=["signed out", "inactive"])
def test_without_an_active_account_everything_leads_to_signing_in(
    inactive, app, roundtables, sign_in, organizer, client
):
    if inactive:
        client = sign_in(organizer)
        csrf_token = token(client)
        with transaction() as session:
            session.get(Organizer, organizer.id).active = False
    else:
        csrf_token = client.get("/organizer/sign-in").form("sign-in").values["csrf_token"][0]
    slug, public_id = roundtables["own"]

    let_in = []
    for endpoint, method, address in requests(app, slug, public_id):
        if NEEDED[endpoint] is None:
            continue
        answer = asked(client, method, address, csrf_token)
        if answer.status_code != 302 or not answer.headers["Location"].startswith("/organizer/sign-in"):
            let_in.append(f"{method} {address}: {answer.status_code}")

    assert let_in == []


def test_nothing_is_done_without_the_token_of_a_form(app, desk, roundtables):
    slug, public_id = roundtables["own"]

    statuses = {
        (endpoint, desk.open(method, address).status_code)
        for endpoint, method, address in requests(app, slug, public_id)
        if method in UNSAFE
    }

    assert {endpoint for endpoint, status in statuses if status != 400} == set()


def test_a_registration_is_not_found_under_another_roundtable(make, house, desk):
    mine, other = make.roundtable(convenors=[house]), make.roundtable()
    theirs = make.registration(other)

    pages = (
        "",
        "/edit",
        "/withdrawal",
        "/approval",
        "/refusal",
        "/question",
        "/reinstatement",
        "/seat-on-purpose",
        "/place-in-line",
        "/stakeholder-type",
    )
    for page in pages:
        desk.get(f"/organizer/roundtables/{mine.slug}/registrations/{theirs.public_id}{page}", expect=404)


def test_a_membership_taken_away_counts_at_once(make, house, sign_in, roundtable):
    somebody = make.organizer(house)
    client = sign_in(somebody)
    client.get(f"/organizer/roundtables/{roundtable.slug}")
    with transaction() as session:
        session.get(Organizer, somebody.id).memberships.clear()

    client.get(f"/organizer/roundtables/{roundtable.slug}", expect=404)
