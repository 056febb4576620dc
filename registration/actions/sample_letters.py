"""A lifelike letter of every kind in every language, for the style guide: by the real rows, actions and templates."""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select

from registration.actions import (
    audit,
    colleagues,
    invitees,
    letters,
    mail,
    mailings,
    memberships,
    organizations,
    people,
    references,
    sample_facts,
    sample_focal_points,
    seed,
    seed_demo,
    seed_programme,
    sending,
    spooling,
)
from registration.actions.letters import Composed, focal, own_words
from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.organizations import Organization
from registration.models.organizers import Organizer
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.series import Series
from registration.models.stakeholder_types import StakeholderType
from registration.rules import names
from registration.rules.invitations import Reply
from registration.rules.letters import Letter
from registration.rules.mailings import MailingState
from registration.rules.permissions import Grant, Role
from registration.rules.reminders import Condition
from registration.rules.statuses import Status
from registration.settings import Settings
from registration.words import reminders

_ROUNDTABLE = "financing-for-peacebuilding"
_NEW_ADDRESS = "new.address@example.org"
_ABOUT_ROLES = (Letter.ROLE_CHANGED, Letter.ROLE_ENDED, Letter.CONVENING_CHANGED)
_TO_ORGANIZER = (Letter.SIGN_IN, Letter.CONFIRM_CODE, Letter.ACCOUNT_CHANGED, Letter.DIGEST, *_ABOUT_ROLES)
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
    Letter.MERGED_AWAY: Status.MERGED,
    Letter.SUBSTITUTED: Status.SUBSTITUTED,
    Letter.WITHDRAWN: Status.WITHDRAWN,
    Letter.WITHDRAWN_BY_ORGANIZER: Status.WITHDRAWN,
    Letter.ROUNDTABLE_CANCELLED: Status.CANCELLED,
}
_GRANT = Grant(Role.MANAGER, may_export=True)
_ENDS_A_PLACE = frozenset(
    {
        Letter.MERGED_AWAY,
        Letter.SUBSTITUTED,
        Letter.WITHDRAWN,
        Letter.WITHDRAWN_BY_ORGANIZER,
        Letter.ROUNDTABLE_CANCELLED,
    }
)
# In the reader's language nobody has written this: organizers' own words stay as they are.
_INVITING = (
    "The discussion turns on what your delegation has seen on the ground. We would be glad to hear it."
)
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
    if letter is Letter.COLLEAGUE_INVITED:
        _invite(language, at=at)
    elif letter in _TO_ORGANIZER:
        _queue_to_organizer(letter, registration, at=at)
    elif letter in own_words.LETTERS:
        _queue_mailing(letter, registration, at=at)
    elif letter is Letter.LINKS:
        mail.queue_to_address(letter, registration.email, language=language, version=1, at=at)
    elif letter in _OF_INVITATION:
        invitation = _invitation(registration, at=at)
        mail.queue_invitation(letter, invitation, at=at, **sample_facts.of(letter, registration))
    elif letter in focal.LETTERS:
        sample_focal_points.queue(letter, registration, at=at)
    elif letter in _TO_ADDRESS:
        mail.queue_to_address(
            letter,
            _NEW_ADDRESS,
            language=language,
            version=1,
            at=at,
            registration=registration,
            **sample_facts.of(letter, registration),
        )
    else:
        was_confirmed = letter in _ENDS_A_PLACE
        mail.queue(
            letter, registration, at=at, was_confirmed=was_confirmed, **sample_facts.of(letter, registration)
        )


def _queue_to_organizer(letter: Letter, registration: Registration, *, at: datetime) -> None:
    organizer, facts = _organizer(registration, at=at), sample_facts.of(letter, registration)
    roundtable = registration.roundtable if letter is Letter.CONVENING_CHANGED else None
    if letter in _ABOUT_ROLES:
        organization = _organization()
        facts |= {"organization": organization.id}
        if letter is Letter.ROLE_CHANGED:
            memberships.add(organizer, organization, _GRANT, by=audit.OPERATOR, at=at)
    mail.queue_to_organizer(letter, organizer, at=at, roundtable=roundtable, **facts)


def _queue_mailing(letter: Letter, registration: Registration, *, at: datetime) -> None:
    """The standard reminder, by the clock or as if an organizer had written it."""
    writer = _organizer(registration, at=at)
    subjects, texts = reminders.texts(Condition.CONFIRMED, after_end=False)
    mailing = mailings.begin(
        registration.roundtable,
        mailings.Whom({}),
        subjects=subjects,
        texts=texts,
        by=audit.organizer(writer.id),
        at=at,
    )
    if letter is Letter.MAILING_TEST:
        mailings.test(mailing, registration, writer, at=at)
        return
    mailing.meeting_at = registration.roundtable.starts_at if letter is Letter.REMINDER else None
    mailing.state = MailingState.QUEUED
    db.session.flush()
    sending.freeze(mailing, select(Registration).where(Registration.id == registration.id))
    db.session.flush()
    spooling.go_on(mailing.id, at=at)


def _invite(language: str, *, at: datetime) -> None:
    address = f"{language}@style-guide.example.org"
    colleagues.invite(_organization(), address, _GRANT, language=language, by=audit.OPERATOR, at=at)


def _organization() -> Organization:
    facts = seed_demo.programme()["organizations"][0]
    return organizations.add(f"style-guide-{uuid4()}", facts["names"], short_name=facts["short_name"])


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
