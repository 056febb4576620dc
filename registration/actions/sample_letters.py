"""A lifelike letter of every kind in every language, for the style guide: by the real rows, actions and templates."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from registration.actions import (
    invitees,
    letters,
    mail,
    people,
    references,
    seed,
    seed_demo,
    seed_programme,
)
from registration.actions.letters import Composed
from registration.extensions import db
from registration.models.inquiries import Inquiry
from registration.models.invitations import Invitation
from registration.models.organizers import Organizer
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.series import Series
from registration.models.stakeholder_types import StakeholderType
from registration.rules import names
from registration.rules.invitations import Reply
from registration.rules.letters import Letter
from registration.rules.statuses import Status
from registration.settings import Settings

_ROUNDTABLE = "financing-for-peacebuilding"
_NEW_ADDRESS = "new.address@example.org"
_TO_ADDRESS = (Letter.ADDRESS_CHECK, Letter.ADDRESS_LEFT, Letter.PASSED_ON)
_OF_INVITATION = (
    Letter.INVITATION,
    Letter.INVITATION_REMINDER,
    Letter.INVITATION_EXTENDED,
    Letter.INVITATION_REVOKED,
    Letter.REGRETS_RECEIVED,
    Letter.SUBSTITUTE_NAMED,
)
_STATUS = {
    Letter.CONFIRM_ADDRESS: Status.UNVERIFIED,
    Letter.ADDRESS_LAPSED: Status.WITHDRAWN,
    Letter.PENDING: Status.PENDING,
    Letter.INQUIRY: Status.PENDING,
    Letter.DECLINED: Status.DECLINED,
    Letter.OFFERED: Status.OFFERED,
    Letter.OFFER_LAPSED: Status.WITHDRAWN,
    Letter.WAITLISTED: Status.WAITLISTED,
    Letter.SUBSTITUTED: Status.SUBSTITUTED,
    Letter.WITHDRAWN: Status.WITHDRAWN,
    Letter.WITHDRAWN_BY_ORGANIZER: Status.WITHDRAWN,
    Letter.ROUNDTABLE_CANCELLED: Status.CANCELLED,
}
_ENDS_A_PLACE = frozenset(
    {Letter.SUBSTITUTED, Letter.WITHDRAWN, Letter.WITHDRAWN_BY_ORGANIZER, Letter.ROUNDTABLE_CANCELLED}
)
# In the reader's language nobody has written these: organizers' own words stay as they are.
_QUESTION = "Will you take part on behalf of the whole network, or of its regional office?"
_INVITING = (
    "The discussion turns on what your delegation has seen on the ground. We would be glad to hear it."
)
_REMINDER = "The list of speakers is made up this week."
_REASON = "The room holds forty people, and each network is asked to send one of them."


def write(letter: Letter, language: str, settings: Settings, *, at: datetime) -> list[Composed]:
    """The letter as it would be sent now: to the person, then to whoever registered that person.

    Rows are flushed on the way. The caller's transaction has to be rolled back, so that nothing is stored.
    """
    seed.essentials(at)
    registration = _registration(letter, language, at=at)
    db.session.flush()
    _queue(letter, registration, at=at)
    db.session.flush()
    queued = db.session.scalars(
        select(Message).where(Message.letter == letter, Message.created_at == at).order_by(Message.id)
    )
    return [letters.compose(message, settings, at=at) for message in queued]


def _queue(letter: Letter, registration: Registration, *, at: datetime) -> None:
    language = registration.language
    if letter is Letter.SIGN_IN:
        mail.queue_to_organizer(letter, _organizer(registration, at=at), version=1, at=at)
    elif letter is Letter.LINKS:
        mail.queue_to_address(letter, registration.email, language=language, version=1, at=at)
    elif letter in _OF_INVITATION:
        invitation = _invitation(registration, at=at)
        mail.queue_invitation(letter, invitation, at=at, **_facts(letter, registration))
    elif letter in _TO_ADDRESS:
        mail.queue_to_address(
            letter,
            _NEW_ADDRESS,
            language=language,
            version=1,
            at=at,
            registration=registration,
            **_facts(letter, registration),
        )
    else:
        was_confirmed = letter in _ENDS_A_PLACE
        mail.queue(letter, registration, at=at, was_confirmed=was_confirmed, **_facts(letter, registration))


def _facts(letter: Letter, registration: Registration) -> dict[str, Any]:
    if letter is Letter.CHANGED:
        return {"changed": ["position", "mode", "email"]}
    if letter is Letter.INVITATION_REMINDER:
        return {"words": _REMINDER}
    if letter is Letter.SUBSTITUTE_NAMED:
        return {"registration": registration.id}
    if letter is Letter.PASSED_ON:
        return {"reference": references.new()}
    if letter is Letter.OFFERED:
        assert registration.roundtable.starts_at is not None
        return {"ends_at": (registration.roundtable.starts_at - timedelta(days=5)).isoformat()}
    if letter is Letter.INQUIRY:
        return {"inquiry": _inquiry(registration).id}
    if letter is Letter.ROUNDTABLE_CHANGED:
        roundtable = registration.roundtable
        assert roundtable.starts_at is not None
        earlier = roundtable.starts_at - timedelta(days=3, hours=1)
        return {"before": {"starts_at": earlier.isoformat(), "zone": roundtable.zone, "mode": "in_person",
                           "cities": roundtable.cities, "venues": roundtable.venues}}  # fmt: skip
    return {}


def _registration(letter: Letter, language: str, *, at: datetime) -> Registration:
    """A person who writes the language, registered by somebody else so that both letters are seen."""
    person = next(one for one in seed_demo.people() if one["language"] == language)
    kind = db.session.scalars(select(StakeholderType).where(StakeholderType.code == person["type"])).one()
    registration = Registration(
        public_id=str(uuid4()), reference=references.new(), roundtable=_roundtable(at=at), stakeholder_type=kind,
        status=_STATUS.get(letter, Status.CONFIRMED), reason=_REASON, reason_shown=True, registrant_name="Noor de Wit",
        registrant_email="noor.de.wit@example.org", created_at=at, updated_at=at,
        **dict.fromkeys(("given_names", "family_name", "plate_name", "organization", "email"), ""),
    )  # fmt: skip
    with db.session.no_autoflush:
        answers = {key: value or "" for key, value in person.items() if key != "type"}
        # An address of nobody else: the letter of personal links shows every registration of its reader.
        others = {"email": f"{language}@style-guide.example.org", "mode": "in_person", "grounds_pass": False}
        people.fill(registration, answers | others)
    db.session.add(registration)
    return registration


def _roundtable(*, at: datetime) -> Roundtable:
    """The one of the demonstration, under other names that nothing else has."""
    programme = seed_demo.programme()
    facts = next(one for one in programme["roundtables"] if one["slug"] == _ROUNDTABLE)
    cancelled = next(one for one in programme["roundtables"] if one["cancellation"])
    about = next(one for one in programme["series"] if one["slug"] == facts["series"])
    series = Series(slug=f"style-guide-{uuid4()}", titles=about["titles"], descriptions=about["descriptions"])
    roundtable = seed_programme.roundtable(facts, series, at=at)
    roundtable.slug = f"style-guide-{uuid4()}"
    roundtable.cancellation = cancelled["cancellation"]
    roundtable.grounds_pass_asked = True
    db.session.add(roundtable)
    db.session.flush()
    # Read again, so that codes of the programme become members of their sets.
    db.session.refresh(roundtable)
    return roundtable


def _inquiry(registration: Registration) -> Inquiry:
    inquiry = Inquiry(registration=registration, question=_QUESTION, asked_at=registration.created_at)
    db.session.add(inquiry)
    db.session.flush()
    return inquiry


def _invitation(registration: Registration, *, at: datetime) -> Invitation:
    """The same person, invited by all who convene the roundtable."""
    asked = ("state", "un_entity", "organization", "given_names", "family_name", "position")
    roundtable = registration.roundtable
    assert roundtable.starts_at is not None
    invitation = Invitation(
        public_id=str(uuid4()), roundtable=roundtable, stakeholder_type=registration.stakeholder_type,
        status=Reply.SENT, email=registration.email, language=registration.language, mode="in_person", words=_INVITING,
        answers={key: getattr(registration, key) or "" for key in asked}, office="", seats=1, mail_version=0,
        link_version=1, respond_by=roundtable.starts_at - timedelta(days=10), created_at=at, updated_at=at,
    )  # fmt: skip
    with db.session.no_autoflush:
        invitees.derive(invitation)
    db.session.add(invitation)
    db.session.flush()
    return invitation


def _organizer(registration: Registration, *, at: datetime) -> Organizer:
    email = f"{uuid4()}@example.org"
    organizer = Organizer(email=email, email_key=names.email_key(email), name=registration.full_name,
                          language=registration.language, created_at=at)  # fmt: skip
    db.session.add(organizer)
    db.session.flush()
    return organizer
