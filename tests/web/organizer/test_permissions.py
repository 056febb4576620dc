"""Who may do what: every organizers' page and method, for every role, on one's own and on others' roundtables.

A role with limits is asked twice where a page is about a person: about one within its reach, and about one outside.
"""

import re
from typing import NamedTuple
from uuid import UUID

import pytest
from sqlalchemy import delete, select

from registration import clock
from registration.actions import audit, colleagues, people
from registration.extensions import db, transaction
from registration.models.downloads import Download
from registration.models.invitations import Invitation
from registration.models.organizers import Organizer
from registration.models.registrations import Registration
from registration.models.roundtables import Part, Roundtable, RoundtableOrganization
from registration.rules.permissions import Grant, Permission, Role
from registration.rules.statuses import Status

# What every page needs; None for those before signing in. A new page has to be entered here.
NEEDED = {
    "organizer.sign_in": None,
    "organizer.sign_in_help": None,
    "organizer.sign_in_link": None,
    "organizer.sign_out": None,
    "organizer.join": None,
    "organizer.account": Permission.SIGNED_IN,
    "organizer.roundtables": Permission.SIGNED_IN,
    "organizer.all_downloads": Permission.SIGNED_IN,
    "organizer.people": Permission.PEOPLE_MANAGE,
    "organizer.invite_colleague": Permission.PEOPLE_MANAGE,
    "organizer.invite_again": Permission.PEOPLE_MANAGE,
    "organizer.take_back_invitation": Permission.PEOPLE_MANAGE,
    "organizer.change_colleague": Permission.PEOPLE_MANAGE,
    "organizer.remove_colleague": Permission.PEOPLE_MANAGE,
    "organizer.hand_over": Permission.PEOPLE_MANAGE,
    "organizer.new_organization": Permission.PEOPLE_MANAGE,
    "organizer.edit_organization": Permission.PEOPLE_MANAGE,
    "organizer.roundtable": Permission.ROUNDTABLES_VIEW,
    "organizer.new_roundtable": Permission.ROUNDTABLES_EDIT,
    "organizer.edit_roundtable": Permission.ROUNDTABLES_EDIT,
    "organizer.leave_roundtable": Permission.ROUNDTABLES_EDIT,
    "organizer.seat_overview": Permission.SEATS_VIEW,
    "organizer.edit_seats": Permission.ROUNDTABLES_EDIT,
    "organizer.release_seats": Permission.ROUNDTABLES_EDIT,
    "organizer.admission": Permission.ROUNDTABLES_EDIT,
    "organizer.publish": Permission.ROUNDTABLES_PUBLISH,
    "organizer.unpublish": Permission.ROUNDTABLES_PUBLISH,
    "organizer.cancel": Permission.ROUNDTABLES_PUBLISH,
    "organizer.registrations": Permission.REGISTRATIONS_VIEW,
    "organizer.registration": Permission.REGISTRATIONS_VIEW,
    "organizer.all_figures": Permission.SIGNED_IN,
    "organizer.roundtable_figures": Permission.REGISTRATIONS_VIEW,
    "organizer.history": Permission.HISTORY_VIEW,
    "organizer.all_history": Permission.HISTORY_VIEW,
    "organizer.delegations_of": Permission.REGISTRATIONS_EDIT,
    "organizer.name_focal_point": Permission.REGISTRATIONS_EDIT,
    "organizer.change_focal_point": Permission.REGISTRATIONS_EDIT,
    "organizer.send_focal_point_link": Permission.REGISTRATIONS_EDIT,
    "organizer.remove_focal_point": Permission.REGISTRATIONS_EDIT,
    "organizer.new_registration": Permission.REGISTRATIONS_EDIT,
    "organizer.edit_registration": Permission.REGISTRATIONS_EDIT,
    "organizer.import_invitations": Permission.REGISTRATIONS_EDIT,
    "organizer.match_guest_list": Permission.REGISTRATIONS_EDIT,
    "organizer.check_guest_list": Permission.REGISTRATIONS_EDIT,
    "organizer.guest_list": Permission.REGISTRATIONS_EDIT,
    "organizer.guest_list_left_out": Permission.REGISTRATIONS_EDIT,
    "organizer.withdraw": Permission.REGISTRATIONS_EDIT,
    "organizer.invitations": Permission.REGISTRATIONS_VIEW,
    "organizer.invitation": Permission.REGISTRATIONS_VIEW,
    "organizer.new_invitation": Permission.REGISTRATIONS_EDIT,
    "organizer.edit_invitation": Permission.REGISTRATIONS_EDIT,
    "organizer.deal_with_invitations": Permission.REGISTRATIONS_EDIT,
    "organizer.record_reply": Permission.REGISTRATIONS_EDIT,
    "organizer.record_acceptance": Permission.REGISTRATIONS_EDIT,
    "organizer.record_regrets": Permission.REGISTRATIONS_EDIT,
    "organizer.link_invitation": Permission.REGISTRATIONS_EDIT,
    "organizer.approve": Permission.REGISTRATIONS_DECIDE,
    "organizer.decline": Permission.REGISTRATIONS_DECIDE,
    "organizer.ask": Permission.REGISTRATIONS_DECIDE,
    "organizer.reinstate": Permission.REGISTRATIONS_DECIDE,
    "organizer.seat_over_limit": Permission.REGISTRATIONS_EDIT,
    "organizer.place_in_line": Permission.REGISTRATIONS_DECIDE,
    "organizer.substitute": Permission.REGISTRATIONS_EDIT,
    "organizer.undo_substitution": Permission.REGISTRATIONS_EDIT,
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
    "organizer.sign_in_passkey": None,
    "organizer.sign_in_second_step": None,
    "organizer.sign_in_second_step_passkey": None,
    "organizer.password": Permission.SIGNED_IN,
    "organizer.add_passkey": Permission.SIGNED_IN,
    "organizer.remove_passkey": Permission.SIGNED_IN,
    "organizer.authenticator_app": Permission.SIGNED_IN,
    "organizer.remove_app": Permission.SIGNED_IN,
    "organizer.recovery_codes": Permission.SIGNED_IN,
    "organizer.second_factor_rule": Permission.PEOPLE_MANAGE,
    "organizer.second_factor": Permission.SIGNED_IN,
    "organizer.confirm_identity": Permission.SIGNED_IN,
    "organizer.confirm_by_password": Permission.SIGNED_IN,
    "organizer.confirm_by_code": Permission.SIGNED_IN,
    "organizer.confirm_by_passkey": Permission.SIGNED_IN,
    "organizer.send_confirmation_code": Permission.SIGNED_IN,
    "organizer.end_visit": Permission.SIGNED_IN,
    "organizer.end_other_visits": Permission.SIGNED_IN,
    "organizer.questions": Permission.ROUNDTABLES_EDIT,
    "organizer.new_question": Permission.ROUNDTABLES_EDIT,
    "organizer.edit_question": Permission.ROUNDTABLES_EDIT,
    "organizer.change_question": Permission.ROUNDTABLES_EDIT,
    "organizer.preview_questions": Permission.ROUNDTABLES_EDIT,
    "organizer.question_template": Permission.ROUNDTABLES_EDIT,
    "organizer.all_series": Permission.SIGNED_IN,
    "organizer.new_series": Permission.ROUNDTABLES_EDIT,
    "organizer.edit_series": Permission.ROUNDTABLES_EDIT,
    "organizer.agenda": Permission.ROUNDTABLES_EDIT,
    "organizer.new_agenda_item": Permission.ROUNDTABLES_EDIT,
    "organizer.edit_agenda_item": Permission.ROUNDTABLES_EDIT,
    "organizer.place_agenda_item": Permission.ROUNDTABLES_EDIT,
    "organizer.remove_agenda_item": Permission.ROUNDTABLES_EDIT,
    "organizer.new_speaker": Permission.ROUNDTABLES_EDIT,
    "organizer.edit_speaker": Permission.ROUNDTABLES_EDIT,
    "organizer.place_speaker": Permission.ROUNDTABLES_EDIT,
    "organizer.remove_speaker": Permission.ROUNDTABLES_EDIT,
    "organizer.documents_of": Permission.ROUNDTABLES_VIEW,
    "organizer.document_file": Permission.ROUNDTABLES_VIEW,
    "organizer.new_document": Permission.ROUNDTABLES_EDIT,
    "organizer.edit_document": Permission.ROUNDTABLES_EDIT,
    "organizer.place_document": Permission.ROUNDTABLES_EDIT,
    "organizer.remove_document": Permission.ROUNDTABLES_EDIT,
    "organizer.joining_link": Permission.ROUNDTABLES_EDIT,
    "organizer.copy_roundtable": Permission.ROUNDTABLES_EDIT,
    "organizer.languages_of": Permission.ROUNDTABLES_EDIT,
    "organizer.translate": Permission.ROUNDTABLES_EDIT,
    "organizer.preview": Permission.ROUNDTABLES_VIEW,
    "organizer.schedule": Permission.ROUNDTABLES_PUBLISH,
    "organizer.revoke_schedule": Permission.ROUNDTABLES_PUBLISH,
    "organizer.registration_file": Permission.REGISTRATIONS_CONTACT,
    "organizer.mailings_of": Permission.REGISTRATIONS_MAIL,
    "organizer.new_mailing": Permission.REGISTRATIONS_MAIL,
    "organizer.write_mailing": Permission.REGISTRATIONS_MAIL,
    "organizer.mailing_preview": Permission.REGISTRATIONS_MAIL,
    "organizer.test_mailing": Permission.REGISTRATIONS_MAIL,
    "organizer.mailing_recipients": Permission.REGISTRATIONS_MAIL,
    "organizer.send_mailing": Permission.REGISTRATIONS_MAIL,
    "organizer.mailing": Permission.REGISTRATIONS_MAIL,
    "organizer.steer_mailing": Permission.REGISTRATIONS_MAIL,
    "organizer.retry_mailing": Permission.REGISTRATIONS_MAIL,
    "organizer.reminders_of": Permission.REGISTRATIONS_MAIL,
    "organizer.new_reminder": Permission.REGISTRATIONS_MAIL,
    "organizer.edit_reminder": Permission.REGISTRATIONS_MAIL,
    "organizer.steer_reminder": Permission.REGISTRATIONS_MAIL,
    "organizer.digest": Permission.SIGNED_IN,
}
# Without mail, a question, a file, a passkey, a tag, a note and so on these are not there for anybody; nor is what no
# button of a page asks for.
NOT_THERE = {
    "organizer.account",
    "organizer.resend",
    "organizer.edit_question",
    "organizer.change_question",
    "organizer.question_template",
    "organizer.registration_file",
    "organizer.remove_passkey",
    "organizer.remove_app",
    "organizer.recovery_codes",
    "organizer.end_visit",
    "organizer.rename_tag",
    "organizer.remove_tag",
    "organizer.change_view",
    "organizer.remove_view",
    "organizer.change_note",
    "organizer.remove_note",
    "organizer.undo",
    "organizer.match_guest_list",
    "organizer.check_guest_list",
    "organizer.guest_list",
    "organizer.guest_list_left_out",
}
# The own account: when it was last seen, a challenge for a new passkey. Nobody who registers is on these pages.
OF_THE_MOMENT = {"organizer.account", "organizer.add_passkey"}
IDS_OF_NOTHING = (
    "message_id",
    "question_id",
    "passkey_id",
    "visit_id",
    "tag_id",
    "view_id",
    "note_id",
    "deed_id",
)
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


# What they are about is not there afterwards, or not for the person who did it: asked at the end, in this order.
LAST = (
    "organizer.remove_focal_point",
    "organizer.take_back_invitation",
    "organizer.remove_colleague",
    "organizer.leave_roundtable",
    "organizer.hand_over",
)


class Granted(NamedTuple):
    """A person's part in the house, or none at all. `limit`: what narrows it, if anything does."""

    role: Role | None
    may_export: bool = False
    limit: str = ""

    def grant(self, world):
        limits = {
            "type": {"stakeholder_type_id": world.type_id},
            "allotment": {"host_id": world.partner.id},
        }
        return Grant(self.role, self.may_export, **limits.get(self.limit, {}))

    def may(self, world, needed, *, mine):
        """Everybody here has an organization: pages about none in particular are there for all its owners."""
        if self.role is None:
            return not mine and needed in Grant(Role.OWNER).allowed
        return needed in self.grant(world).allowed


ROLES = {role.value: Granted(role) for role in Role} | {
    "approver of a type": Granted(Role.APPROVER, limit="type"),
    "approver of an allotment": Granted(Role.APPROVER, limit="allotment"),
}
PARTS = {
    **ROLES,
    **{f"{name} who exports": part._replace(may_export=True) for name, part in ROLES.items()},
    "stranger": Granted(None),
}
LIMITED = [name for name, part in PARTS.items() if part.may_export and (part.limit or part.role is Role.DOOR)]


class Place(NamedTuple):
    """A roundtable with people, and an organization with a member and somebody invited."""

    slug: str
    organization: str
    member_id: int
    successor_id: int
    invitation_id: str
    # Confirmed, within every reach; the same, waiting; and outside of every limited one.
    expected: str
    waiting: str
    outside: str
    # Invitations within every reach but that of the door, who sees none, and outside of every limited one.
    invited: str
    invited_outside: str
    # What else addresses name of the roundtable, by the variable.
    programme: dict[str, object]


class World:
    """Three roundtables: the house's own, one it convenes with a partner, one of others with the house as partner."""

    def __init__(self, make, house, part):
        self.make, self.house, self.part = make, house, part
        self.partner, other = make.organization(), make.organization()
        self.type_id = make.stakeholder_type("civil_society").id
        self.places = {
            "own": self._place(house, [house]),
            "co-hosted": self._place(self.partner, [self.partner, house]),
            "foreign": self._place(other, [other]),
        }
        partner = {"organization_id": house.id, "part": Part.PARTNER, "position": 2}
        with transaction() as session:
            foreign = session.scalars(
                select(Roundtable).where(Roundtable.slug == self.places["foreign"].slug)
            ).one()
            session.add(RoundtableOrganization(roundtable_id=foreign.id, **partner))

    def person(self):
        if self.part.role is None:
            return self.make.organizer(self.make.organization(), role=Role.OWNER, may_export=True)
        grant = self.part.grant(self)
        limits = {"stakeholder_type_id": grant.stakeholder_type_id, "host_id": grant.host_id}
        return self.make.organizer(self.house, role=grant.role, may_export=grant.may_export, granted=limits)

    def outsider(self, roundtable, **answers):
        """Of another type, on nobody's allotment, and for the door: not expected. Its names are in no other's."""
        status = Status.WAITLISTED if self.part.role is Role.DOOR else Status.CONFIRMED
        names = {"given_names": f"Qz{self.make.number()}q", "family_name": f"Zq{self.make.number()}z"}
        return self.make.registration(
            roundtable, "member_state", status=status, **(names | answers)
        ).public_id

    def invited_outsider(self, roundtable):
        names = {"given_names": f"Iq{self.make.number()}q", "family_name": f"Qi{self.make.number()}q"}
        return self.make.invitation(roundtable, "member_state", answers=names)

    def _place(self, organization, convenors):
        roundtable = self.make.roundtable(convenors=convenors, cap=2, caps={"civil_society": 1})
        within = {"host_id": self.partner.id}
        members = [self.make.organizer(organization, role=Role.VIEWER) for _ in range(2)]
        owner = self.make.organizer(organization)
        with transaction() as session:
            invited = colleagues.invite(
                session.merge(organization),
                f"invited{organization.id}@example.org",
                Grant(Role.VIEWER),
                language="en",
                by=audit.organizer(owner.id),
                at=clock.now(),
            ).public_id
        expected = self.make.registration(roundtable, facts=within)
        return Place(
            roundtable.slug,
            organization.slug,
            *(db.session.get(Organizer, one.id).membership(organization.id).id for one in members),
            invited,
            expected.public_id,
            self.make.registration(roundtable, status=Status.WAITLISTED, facts=within).public_id,
            self.outsider(roundtable),
            self.make.invitation(roundtable, **within).public_id,
            self.invited_outsider(roundtable).public_id,
            {
                "series_slug": roundtable.series.slug,
                "document_id": self.make.document(roundtable).public_id,
                "item_id": self.make.agenda_item(roundtable).id,
                "speaker_id": self.make.speaker(roundtable).id,
                # Everybody of a roundtable may have ended when it is looked at.
                "mailing_id": self.make.mailing(roundtable, ended_too=True).id,
                "reminder_id": self.make.reminder(roundtable).id,
                "focal_point_id": self.make.focal_point(expected).id,
            },
        )


def rules(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("organizer.")]


def requests(app, place, person):
    """(endpoint, method, address) of everything there is; `person` is whom pages about people are about."""
    values = {
        "slug": place.slug,
        "organization": place.organization,
        "member_id": place.member_id,
        "invitation_id": place.invitation_id,
        "registration_id": person,
        "invitee_id": place.invited_outside if person == place.outside else place.invited,
        "other_id": person,
        **place.programme,
        **dict.fromkeys(IDS_OF_NOTHING, 1),
        # Each has their own: nobody comes upon this one.
        "list_id": str(UUID(int=1)),
        "preset": "all",
        "extension": "csv",
        "secret": "s" * 43,
        "into": "fr",
    }
    adapter = app.url_map.bind("localhost")
    for rule in sorted(rules(app), key=lambda rule: rule.endpoint):
        known = {name: values[name] for name in rule.arguments}
        if rule.endpoint == "organizer.hand_over":
            known["member_id"] = place.successor_id
        address = adapter.build(rule.endpoint, known)
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield rule, method, address


def token(client):
    return client.get("/organizer/account").form("sign-out").values["csrf_token"][0]


def asked(client, method, address, csrf_token, *people):
    """As sent by the forms, as far as they are alike; `people` are those somebody has ticked."""
    data = {"csrf_token": csrf_token, "person": list(people), "deed": "decline", "decided": "yes"}
    return client.open(method, address, data=data if method in UNSAFE else None)


def test_every_page_is_in_the_table_with_what_it_declares(app):
    declared = {rule.endpoint: app.view_functions[rule.endpoint].permission for rule in rules(app)}

    assert declared == NEEDED


def everything(app, world):
    """(rule, method, address, whether the person is within reach, whose); what ends something comes last.

    About the person outside where the role reaches anybody at all. The right to export changes no deed, so those who
    have it beside their role are asked for what can be looked at.
    """
    deeds = not world.part.may_export or world.part.role is None
    found = []
    for whose, place in world.places.items():
        for person, within in ((place.expected, True), (place.outside, False)):
            for rule, method, address in requests(app, place, person):
                skipped = NEEDED[rule.endpoint] is None or rule.endpoint in NOT_THERE
                about_nobody = not within and (
                    whose == "foreign" or not {"registration_id", "invitee_id"} & rule.arguments
                )
                if not skipped and not about_nobody and (deeds or method == "GET"):
                    found.append((rule, method, address, within, whose))
    return sorted(found, key=lambda one: LAST.index(one[0].endpoint) if one[0].endpoint in LAST else -1)


@pytest.mark.parametrize("name", PARTS)
def test_a_role_reaches_what_it_may_and_nothing_else(name, app, make, house, sign_in):
    part = PARTS[name]
    world = World(make, house, part)
    client = sign_in(world.person())
    csrf_token = token(client)
    limited = bool(part.limit) or part.role is Role.DOOR
    before = outsiders(world)
    wrong = []
    for rule, method, address, within, whose in everything(app, world):
        places = {"slug", "series_slug", "organization"} & rule.arguments
        # Convening together gives nothing over each other's people.
        mine = bool(places) and (whose == "own" or (whose == "co-hosted" and "organization" not in places))
        may = part.may(world, NEEDED[rule.endpoint], mine=bool(places))
        may = may and (mine or not places) and (within or not limited)
        may = may and not (part.role is Role.DOOR and "invitee_id" in rule.arguments)
        status = asked(client, method, address, csrf_token, world.places[whose].outside).status_code
        if (status != 404) != may or status >= 500:
            wrong.append(f"{method} {address} ({whose}, {'within' if within else 'outside'}): {status}")

    assert wrong == []
    if limited or part.role is None:
        assert outsiders(world) == before


def outsiders(world):
    db.session.expire_all()
    wanted = [place.outside for place in world.places.values()]
    rows = db.session.scalars(select(Registration).where(Registration.public_id.in_(wanted)))
    return {row.public_id: (row.status, row.updated_at, row.mail_version) for row in rows}


def pages(app, client, place):
    """Every page and list somebody can read, without what differs each time."""
    found = {}
    for endpoint, address in read_by_organizers(app, place):
        if endpoint == "organizer.exports":
            # The page says when the last one was.
            forget_downloads()
        answer = client.open("GET", address)
        if answer.status_code == 200:
            # Nor the minute at which a page says it was made.
            found[address] = re.sub(
                r'name="csrf_token" value="[^"]*"|\b\d\d:\d\d\b', "", answer.get_data(as_text=True)
            )
    decisions = f"/organizer/roundtables/{place.slug}/registrations/decisions"
    ticked = {"csrf_token": token(client), "person": [place.waiting, place.outside], "deed": "approve"}
    for deed in ("decline", "usual", "approve"):
        answer = client.open("POST", decisions, data={**ticked, "deed": deed})
        found[f"preview of {deed}"] = re.sub(
            r'name="csrf_token" value="[^"]*"', "", answer.get_data(as_text=True)
        )
    forget_downloads()
    return found


def read_by_organizers(app, place):
    """Addresses of pages and lists, each once, those with filters narrowed down as well."""
    searched = {"organizer.registrations", "organizer.invitations", "organizer.exports", "organizer.export"}
    narrowed = ("type=member_state", "status=withdrawn", "q=canary", "sort=newest")
    asked_for = {
        address: rule.endpoint
        for person in (place.expected, place.waiting)
        for rule, method, address in requests(app, place, person)
        if method == "GET" and NEEDED[rule.endpoint] is not None and rule.endpoint not in OF_THE_MOMENT
    }
    for address, endpoint in asked_for.items():
        yield endpoint, address
        if endpoint in searched:
            yield from ((endpoint, f"{address}?{one}") for one in narrowed)


def forget_downloads():
    with transaction() as session:
        session.execute(delete(Download))


def related(make, roundtable, place):
    """People outside who have to do with those within: a predecessor, and the same person declined before."""
    before = {
        "predecessor": make.registration(
            roundtable, "un_staff", status=Status.SUBSTITUTED, family_name="Qzpredecessor"
        ),
        "declined": make.registration(
            roundtable,
            "un_staff",
            status=Status.DECLINED,
            facts={"reason": "Qzreason"},
            given_names="Qz",
            family_name="Twice",
            email="twice@example.org",
        ),
    }
    same = {"given_names": "Qz", "family_name": "Twice", "email": "twice@example.org"}
    with transaction() as session:
        for public_id in (place.expected, place.waiting):
            person = session.scalars(select(Registration).where(Registration.public_id == public_id)).one()
            person.predecessor_id = before["predecessor"].id
            person.invitation_id = session.scalars(
                select(Invitation.id).where(Invitation.public_id == place.invited_outside)
            ).one()
            if public_id == place.waiting:
                people.fill(person, same)
    predecessor = db.session.merge(before["predecessor"])
    return ["Qzreason", predecessor.family_name, predecessor.reference, before["declined"].public_id]


@pytest.mark.parametrize("name", LIMITED)
def test_nothing_of_people_outside_a_reach_shows_anywhere(name, app, make, house, sign_in):
    """No name, address or reference; and no page changes, in no number, when such people come and go."""
    world = World(make, house, PARTS[name])
    client = sign_in(world.person())
    place = world.places["co-hosted"]
    of_outsider = db.session.scalars(
        select(Registration).where(Registration.public_id == place.outside)
    ).one()
    roundtable = of_outsider.roundtable
    invited = db.session.scalars(
        select(Invitation).where(Invitation.public_id == place.invited_outside)
    ).one()
    of_related = related(make, roundtable, place)
    canaries = [
        *of_related,
        of_outsider.public_id,
        of_outsider.reference,
        of_outsider.email,
        of_outsider.family_name,
        of_outsider.given_names,
        invited.public_id,
        invited.email,
        *(invited.answers[name] for name in ("given_names", "family_name")),
    ]

    before = pages(app, client, place)
    assert len(before) > 12
    assert [(address, one) for address, text in before.items() for one in canaries if one in text] == []

    for number in range(3):
        world.outsider(roundtable, family_name=f"Canary{number}")
        world.invited_outsider(roundtable)
    make.registration(roundtable, "un_staff", status=Status.WITHDRAWN, family_name="Canary")
    after = pages(app, client, place)

    assert after.keys() == before.keys()
    assert [address for address, text in after.items() if text != before[address]] == []


@pytest.mark.parametrize("inactive", [False, True], ids=["signed out", "inactive"])
def test_without_an_active_account_everything_leads_to_signing_in(
    inactive, app, make, house, sign_in, organizer, client
):
    if inactive:
        client = sign_in(organizer)
        csrf_token = token(client)
        with transaction() as session:
            session.get(Organizer, organizer.id).active = False
    else:
        csrf_token = client.get("/organizer/sign-in").form("sign-in").values["csrf_token"][0]
    place = World(make, house, PARTS["owner"]).places["own"]

    let_in = []
    for rule, method, address in requests(app, place, place.expected):
        if NEEDED[rule.endpoint] is None:
            continue
        answer = asked(client, method, address, csrf_token)
        if answer.status_code != 302 or not answer.headers["Location"].startswith("/organizer/sign-in"):
            let_in.append(f"{method} {address}: {answer.status_code}")

    assert let_in == []


def test_nothing_is_done_without_the_token_of_a_form(app, desk, make, house):
    place = World(make, house, PARTS["owner"]).places["own"]

    statuses = {
        (rule.endpoint, desk.open(method, address).status_code)
        for rule, method, address in requests(app, place, place.expected)
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
