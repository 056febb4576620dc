"""Valid, boring rows: a test states only what matters to it. Every value is its own, every time later than the last."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import select

from registration import clock
from registration.actions import audit, focal_points, invitations, people, references, seats
from registration.actions import tags as tagging
from registration.actions.invitees import Terms
from registration.actions.wishes import Wish
from registration.extensions import db, transaction
from registration.i18n import LANGUAGES
from registration.models.agenda_items import AgendaItem
from registration.models.documents import Audience, Document, DocumentFile
from registration.models.focal_points import FocalPoint
from registration.models.invitations import Invitation
from registration.models.mailings import Mailing
from registration.models.organizations import Organization
from registration.models.organizers import Membership, Organizer
from registration.models.questions import Question
from registration.models.registrations import Registration
from registration.models.reminders import Reminder
from registration.models.roundtables import Mode, Part, Roundtable, RoundtableOrganization
from registration.models.seats import Limit
from registration.models.series import Series
from registration.models.speakers import Speaker
from registration.models.stakeholder_types import StakeholderType
from registration.models.tags import Tagged
from registration.models.type_policies import TypePolicy
from registration.rules import names, statuses
from registration.rules import seats as seat_rules
from registration.rules.permissions import Role
from registration.rules.questions import Kind
from registration.rules.reminders import Condition
from registration.rules.seats import EVERYONE
from registration.rules.standing import State
from registration.rules.statuses import Status

Row = TypeVar("Row")

ANSWERS: dict[str, dict[str, object]] = {
    "member_state": {"state": "SWE", "represented_by": "mission", "delegation_role": "expert"},
    "un_staff": {"un_entity": "undp", "department": "Crisis Bureau", "duty_station": "New York"},
    "civil_society": {
        "organization": "Lake Region Women for Peace",
        "country": "KEN",
        "ecosoc_status": "special",
    },
    "regional_organization": {"organization": "Assembly of the Lake Region", "country": "KEN"},
}

# In the script of each language, so that a page can be read for words that nobody translated.
WORDS = {"ar": "مائدة", "en": "Roundtable", "es": "Mesa", "fr": "Table", "ru": "Стол", "zh": "圆桌"}


class Make:
    """Makes rows and saves them. Whatever is not named is filled in."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._began_at = clock.now().replace(microsecond=0)
        self._moments = count(0)

    def now(self) -> datetime:
        """A time later than every one before."""
        return self._began_at + timedelta(milliseconds=next(self._moments))

    def number(self) -> int:
        return next(self._numbers)

    def texts(self, suffix: object = "") -> dict[str, str]:
        """A text in six languages."""
        return {code: f"{WORDS[code]} {suffix}".strip() for code in LANGUAGES}

    def organization(self, **facts: Any) -> Organization:
        n = self.number()
        return self._saved(
            Organization(
                **{
                    "slug": f"organization-{n}",
                    "short_name": f"ORG{n}",
                    "names": self.texts(n),
                    "url": None,
                    **facts,
                }
            )
        )

    def series(self, **facts: Any) -> Series:
        n = self.number()
        return self._saved(
            Series(
                **{
                    "slug": f"series-{n}",
                    "titles": self.texts(n),
                    "descriptions": self.texts(n),
                    "accent": "teal",
                    **facts,
                }
            )
        )

    def roundtable(
        self,
        *,
        cap: int | None = None,
        caps: Mapping[str, int] | None = None,
        floors: Mapping[str, int] | None = None,
        modes: Mapping[str, int] | None = None,
        convenors: list[Organization] | None = None,
        **facts: Any,
    ) -> Roundtable:
        """Published and open, in a month. `caps` and `floors` are by stakeholder type, `modes` by mode."""
        n, at = self.number(), self.now()
        starts_at = facts.pop("starts_at", at + timedelta(days=30))
        roundtable = Roundtable(
            **{
                "slug": f"roundtable-{n}",
                "ordinal": n,
                "titles": self.texts(n),
                "summaries": self.texts(n),
                "descriptions": self.texts(n),
                "cities": self.texts(n),
                "venues": self.texts(n),
                "starts_at": starts_at,
                "ends_at": starts_at and starts_at + timedelta(hours=2),
                "state": State.PUBLISHED,
                "mode": Mode.IN_PERSON,
                "published_at": at,
                "contact_name": "Secretariat",
                "contact_email": "contact@example.org",
                "uid": str(uuid4()),
                "created_at": at,
                "updated_at": at,
                **facts,
            }
        )
        roundtable.series = facts.get("series") or self.series()
        roundtable.organizations = [
            RoundtableOrganization(organization=organization, part=Part.CONVENOR, position=position)
            for position, organization in enumerate(convenors or [self.organization()], start=1)
        ]
        self._saved(roundtable)
        self._limits(roundtable, {EVERYONE: cap} if cap is not None else {}, {}, seat_rules.Kind.TOTAL)
        self._limits(roundtable, caps or {}, floors or {}, seat_rules.Kind.STAKEHOLDER_TYPE)
        self._limits(roundtable, modes or {}, {}, seat_rules.Kind.MODE)
        return roundtable

    def agenda_item(self, roundtable: Roundtable, **facts: Any) -> AgendaItem:
        n = self.number()
        return self._saved(
            AgendaItem(**{"roundtable_id": roundtable.id, "position": n, "titles": self.texts(n), **facts})
        )

    def speaker(self, roundtable: Roundtable, **facts: Any) -> Speaker:
        n = self.number()
        given: dict[str, Any] = {"roundtable_id": roundtable.id, "position": n, "name": f"Speaker {n}"}
        return self._saved(Speaker(**{**given, "affiliations": self.texts(n), **facts}))

    def document(self, roundtable: Roundtable, content: bytes = b"A plain text", **facts: Any) -> Document:
        n, at = self.number(), self.now()
        document = self._saved(
            Document(
                **{
                    "public_id": str(uuid4()),
                    "roundtable_id": roundtable.id,
                    "position": n,
                    "title": f"Document {n}",
                    "language": "en",
                    "audience": Audience.PUBLIC,
                    "file_name": f"document-{n}.txt",
                    "media_type": "text/plain",
                    "size": len(content),
                    "digest": "0" * 64,
                    "created_at": at,
                    "updated_at": at,
                    **facts,
                }
            )
        )
        self._saved(DocumentFile(document_id=document.id, content=content))
        return document

    def policy(self, roundtable: Roundtable, type_code: str, **facts: Any) -> TypePolicy:
        """What is otherwise for one stakeholder type."""
        kind = self.stakeholder_type(type_code)
        return self._saved(TypePolicy(roundtable_id=roundtable.id, stakeholder_type_id=kind.id, **facts))

    def question(self, roundtable: Roundtable, key: str, kind: Kind = Kind.TEXT, **facts: Any) -> Question:
        """A question of the roundtable's own, the last one. `options` are codes, `when` is a key and an option."""
        options, when = facts.pop("options", ()), facts.pop("when", None)
        n = self.number()
        return self._saved(
            Question(
                **{
                    "roundtable_id": roundtable.id,
                    "key": key,
                    "kind": kind,
                    "labels": self.texts(key),
                    "options": [
                        {"code": one, "labels": self.texts(one), "retired": False} for one in options
                    ],
                    "condition": {"question": when[0], "option": when[1]} if when else {},
                    "position": n,
                    **facts,
                }
            )
        )

    def stakeholder_type(self, code: str = "civil_society") -> StakeholderType:
        return db.session.scalars(select(StakeholderType).where(StakeholderType.code == code)).one()

    def answers(self, type_code: str = "civil_society", **answers: object) -> dict[str, object]:
        """The answers of one person of a type, by field key."""
        n = self.number()
        return {
            **ANSWERS[type_code],
            "given_names": f"Given{n}",
            "family_name": f"Family{n}",
            "position": "Adviser",
            "email": f"person{n}@example.org",
            "mode": "in_person",
            "language": "en",
            "consent_listed": False,
            **answers,
        }

    def wish(self, type_code: str = "civil_society", **answers: object) -> Wish:
        """What somebody asks for, to hand to `actions.registrations`."""
        language = str(answers.get("language", "en"))
        return Wish(self.stakeholder_type(type_code), self.answers(type_code, **answers), language)

    def registration(
        self,
        roundtable: Roundtable | None = None,
        type_code: str = "civil_society",
        *,
        status: Status = Status.CONFIRMED,
        facts: Mapping[str, object] | None = None,
        tags: Sequence[str] = (),
        **answers: object,
    ) -> Registration:
        """A registration in any status, as if it had come there; the counts follow. No mail, no history.

        `answers` are what the person typed, `facts` every other column.
        """
        roundtable_id = (roundtable or self.roundtable()).id
        at = self.now()
        with transaction() as session:
            room = seats.lock(roundtable_id)
            registration = Registration(
                **{
                    "public_id": str(uuid4()),
                    "reference": references.new(),
                    "roundtable_id": roundtable_id,
                    "stakeholder_type": self.stakeholder_type(type_code),
                    "status": status,
                    "holds_seat": status in statuses.HOLDS_A_SEAT,
                    "decided_at": at,
                    "waiting_since": at if status is Status.WAITLISTED else None,
                    "created_at": at,
                    "updated_at": at,
                    **(facts or {}),
                }
            )
            with session.no_autoflush:
                for blank in (
                    "given_names",
                    "family_name",
                    "plate_name",
                    "organization",
                    "position",
                    "email",
                ):
                    setattr(registration, blank, "")
                people.fill(registration, self.answers(type_code, **answers))
            session.add(registration)
            session.flush()
            for name in tags:
                tag = tagging.known(roundtable_id, name, at=at)
                session.add(Tagged(registration_id=registration.id, tag_id=tag.id))
            seats.recount(room)
        return registration

    def mailing(self, roundtable: Roundtable, **facts: Any) -> Mailing:
        """A draft in English, for everyone."""
        at = self.now()
        return self._saved(
            Mailing(
                **{
                    "roundtable_id": roundtable.id,
                    "subjects": {"en": "About {roundtable}"},
                    "texts": {
                        "en": "Dear {full_name},\n\nplease come to {roundtable}, {place}.\n{personal_link}"
                    },
                    "created_at": at,
                    "updated_at": at,
                    **facts,
                }
            )
        )

    def reminder(self, roundtable: Roundtable, **facts: Any) -> Reminder:
        """Two days before, to everyone who is confirmed, in the standard words."""
        at = self.now()
        return self._saved(
            Reminder(
                **{
                    "roundtable_id": roundtable.id,
                    "condition": Condition.CONFIRMED,
                    "hours": 48,
                    "active_since": at,
                    "created_at": at,
                    "updated_at": at,
                    **facts,
                }
            )
        )

    def organizer(
        self,
        *organizations: Organization,
        role: Role = Role.OWNER,
        may_export: bool = True,
        granted: Mapping[str, Any] | None = None,
        **facts: Any,
    ) -> Organizer:
        """A member of these organizations; `granted` is what else each membership says."""
        n = self.number()
        email = facts.pop("email", f"organizer{n}@example.org")
        return self._saved(
            Organizer(
                **{
                    "email": email,
                    "email_key": names.email_key(email),
                    "name": f"Organizer-{n}",
                    "created_at": self.now(),
                    "memberships": [
                        Membership(
                            organization=organization, role=role, may_export=may_export, **(granted or {})
                        )
                        for organization in organizations
                    ],
                    **facts,
                }
            )
        )

    def terms(self, type_code: str = "civil_society", **facts: Any) -> Terms:
        """What organizers say of an invitation; `answers` are what they know of the invitee."""
        n = self.number()
        answers = dict(ANSWERS[type_code]) | {"given_names": f"Given{n}", "family_name": f"Family{n}"}
        answers |= {"position": "Adviser"} | facts.pop("answers", {})
        email = f"invitee{n}@example.org"
        return Terms(
            **{
                "stakeholder_type": self.stakeholder_type(type_code),
                "email": email,
                "language": "en",
                "answers": answers,
                **facts,
            }
        )

    def invitation(
        self, roundtable: Roundtable, type_code: str = "civil_society", *, sent: bool = True, **facts: Any
    ) -> Invitation:
        """An invitation, sent unless it is to be a draft."""
        by = audit.organizer(self.organizer().id)
        with transaction():
            room = seats.lock(roundtable.id)
            invitation = invitations.create(room, self.terms(type_code, **facts), by=by, at=self.now())
            if sent:
                invitations.send(room, invitation, by=by, at=self.now())
        return invitation

    def reply(self, invitation: Invitation, **answers: object) -> Wish:
        """What the invitee would send: the answers that were filled in, and the rest."""
        known = {**invitation.answers, **answers}
        return self.wish(invitation.stakeholder_type.code, **known)

    def focal_point(self, registration: Registration, **facts: Any) -> FocalPoint:
        """Somebody who looks after this person's delegation, named by the action; their letter is queued."""
        known = {key: getattr(registration, key) for key in ("state", "un_entity", "organization")}
        with transaction():
            found = db.session.get_one(Registration, registration.id)
            return focal_points.name(
                seats.lock(found.roundtable_id).roundtable,
                found.stakeholder_type,
                known,
                **{
                    "name": "Noor de Wit",
                    "email": f"focal{self.number()}@example.org",
                    "language": registration.language,
                    "by": audit.SYSTEM,
                    "at": self.now(),
                    **facts,
                },
            )

    def _limits(
        self,
        roundtable: Roundtable,
        caps: Mapping[str, int],
        floors: Mapping[str, int],
        kind: seat_rules.Kind,
    ) -> None:
        for key in sorted({*caps, *floors}):
            self._saved(
                Limit(
                    roundtable_id=roundtable.id, kind=kind, key=key, cap=caps.get(key), floor=floors.get(key)
                )
            )

    def _saved(self, row: Row) -> Row:
        db.session.add(row)
        db.session.commit()
        return row
