"""Which second factors an organizer has, and who has to have one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, or_, select

from registration.extensions import db
from registration.models.organizers import Membership, Organizer
from registration.models.second_factors import Authenticator, Passkey, RecoveryCode


@dataclass(frozen=True)
class SecondFactors:
    """Recovery codes stand in for the others; they are no second factor by themselves."""

    app: Authenticator | None
    passkeys: Sequence[Passkey]
    codes_left: int

    @property
    def any(self) -> bool:
        return self.app is not None or bool(self.passkeys)


def of(organizer_id: int) -> SecondFactors:
    return SecondFactors(app(organizer_id), passkeys(organizer_id), _codes_left(organizer_id))


def app(organizer_id: int) -> Authenticator | None:
    return db.session.get(Authenticator, organizer_id)


def passkeys(organizer_id: int) -> Sequence[Passkey]:
    return db.session.scalars(
        select(Passkey).where(Passkey.organizer_id == organizer_id).order_by(Passkey.id)
    ).all()


def passkey(organizer_id: int, passkey_id: int) -> Passkey | None:
    """One of the organizer's own. Looked for among these: the number may be greater than a database knows."""
    return next((found for found in passkeys(organizer_id) if found.id == passkey_id), None)


def has_any(organizer_id: int) -> bool:
    """Whether a password or a mailed link alone is not enough for this organizer."""
    return bool(
        db.session.scalar(
            select(
                or_(
                    exists().where(Authenticator.organizer_id == organizer_id),
                    exists().where(Passkey.organizer_id == organizer_id),
                )
            )
        )
    )


def is_last(organizer_id: int) -> bool:
    """Whether the organizer has one second factor and no other."""
    mine = of(organizer_id)
    return len(mine.passkeys) + (mine.app is not None) == 1


def required(organizer: Organizer, *, of_everyone: bool) -> bool:
    """By the setting of the site, or by an organization the person belongs to."""
    return of_everyone or any(held.organization.second_factor_required for held in organizer.memberships)


@dataclass(frozen=True)
class Members:
    """How many belong to an organization, and how many of them have no second factor."""

    all: int
    without: int


def members(organization_id: int) -> Members:
    """Of accounts that are in use."""
    active = (
        select(Organizer.id)
        .join(Membership, Membership.organizer_id == Organizer.id)
        .where(Membership.organization_id == organization_id, Organizer.active)
    )
    have = or_(
        exists().where(Authenticator.organizer_id == Organizer.id),
        exists().where(Passkey.organizer_id == Organizer.id),
    )
    everyone, without = (
        db.session.scalar(select(func.count()).select_from(found.subquery())) or 0
        for found in (active, active.where(~have))
    )
    return Members(everyone, without)


def _codes_left(organizer_id: int) -> int:
    unused = select(func.count()).where(
        RecoveryCode.organizer_id == organizer_id, RecoveryCode.used_at.is_(None)
    )
    return db.session.scalar(unused) or 0
