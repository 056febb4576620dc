"""What the convening organization has on the ground: a colleague, one who is invited, guest lists brought along."""

from sqlalchemy import select

from registration import clock
from registration.actions import audit, colleagues, guest_lists
from registration.extensions import db, transaction
from registration.models.organizations import Organization
from registration.models.organizers import Membership, Organizer
from registration.models.roundtables import Roundtable
from registration.rules.guest_lists import Part
from registration.rules.permissions import Grant, Role
from tests.make import Make

ROWS = [
    (1, ["Nombre completo", "Correo electrónico", "Organización"]),
    (2, ["Ana Ruiz", "ana@example.org", "Lake Region Trust"]),
    (3, ["<b>Bo</b>", "bo@example.org", "=cmd"]),
]


def colleague(make: Make, house: Organization) -> int:
    """The number of the part somebody else has in it."""
    person = make.organizer(house, role=Role.MANAGER)
    return db.session.scalars(select(Membership.id).where(Membership.organizer_id == person.id)).one()


def secret(house: Organization, by: Organizer) -> str:
    """What the link to join carries, for somebody who has no account."""
    with transaction() as session:
        mine, at = session.get_one(Organization, house.id), clock.now()
        invitation = colleagues.invite(
            mine,
            "joins@example.org",
            Grant(Role.VIEWER),
            language="fr",
            by=audit.organizer(by.id),
            at=at,
        )
        session.flush()
        return colleagues.mint(invitation.public_id, at=at)


def guest_list(roundtable: Roundtable, by: Organizer, *, matched: bool) -> str:
    """The public id of one that is read, or one that shows what would become of its rows."""
    with transaction() as session:
        me, at = session.get_one(Organizer, by.id), clock.now()
        invited_to = session.get_one(Roundtable, roundtable.id)
        kept = guest_lists.keep(invited_to, me, ROWS, name="guests.csv", guessed=False, people=False, at=at)
        if matched:
            columns, everybody = [Part.FULL_NAME, Part.EMAIL, Part.ORGANIZATION], {"type": "civil_society"}
            guest_lists.match(kept, columns, everybody, headed=True, version=1, at=at)
        return kept.public_id
