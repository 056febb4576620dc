"""What a membership grants, and about whom."""

import pytest

from registration.rules import permissions
from registration.rules.permissions import EVERYBODY, Grant, Permission, Reach, Role
from registration.rules.statuses import Status

ABOUT_ALL = {Permission.SEATS_VIEW, Permission.HISTORY_VIEW}


@pytest.mark.parametrize(
    ("grant", "reach"),
    [
        (Grant(Role.OWNER), EVERYBODY),
        (Grant(Role.APPROVER), EVERYBODY),
        (Grant(Role.APPROVER, stakeholder_type_id=3), Reach(stakeholder_type_id=3)),
        (Grant(Role.APPROVER, host_id=5), Reach(host_id=5)),
        (Grant(Role.DOOR), Reach(status=Status.CONFIRMED)),
    ],
)
def test_about_whom(grant, reach):
    assert grant.reach == reach
    assert bool(ABOUT_ALL & grant.allowed) == (reach == EVERYBODY)


@pytest.mark.parametrize("role", Role)
def test_lists_and_sensitive_answers_are_granted_apart_from_the_role(role):
    apart = {Permission.LISTS_EXPORT, Permission.ANSWERS_SENSITIVE}

    assert not apart & Grant(role).allowed
    assert apart <= Grant(role, may_export=True, sees_sensitive=True).allowed


def test_each_role_may_what_the_smaller_ones_may():
    assert permissions.ALLOWED[Role.VIEWER] < permissions.ALLOWED[Role.MANAGER]
    assert permissions.ALLOWED[Role.APPROVER] < permissions.ALLOWED[Role.MANAGER]
    assert permissions.ALLOWED[Role.DOOR] < permissions.ALLOWED[Role.MANAGER]
    assert permissions.ALLOWED[Role.MANAGER] < permissions.ALLOWED[Role.OWNER]


@pytest.mark.parametrize(
    ("wanted", "held", "answer"),
    [
        ((EVERYBODY,), (EVERYBODY,), True),
        ((EVERYBODY,), (Reach(1),), False),
        ((Reach(1),), (EVERYBODY,), True),
        ((Reach(1), Reach(2)), (Reach(1), Reach(2)), True),
        ((Reach(1), Reach(2)), (Reach(1),), False),
        ((Reach(1, 7),), (Reach(1),), True),
        ((Reach(1),), (Reach(1, 7),), False),
        ((), (), True),
    ],
)
def test_whether_one_reach_covers_another(wanted, held, answer):
    assert permissions.covered(wanted, held) is answer
