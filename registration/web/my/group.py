"""Belong to another group: choose it of those open now, then answer its questions."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from registration import clock
from registration.models.registrations import Registration
from registration.models.stakeholder_types import StakeholderType
from registration.queries import stakeholder_types
from registration.rules.refusals import NoLongerPossible
from registration.rules.standing import Admission
from registration.rules.statuses import Status
from registration.web.forms import Form
from registration.web.forms.form import lazy as _
from registration.web.forms.groups import Groups, group_field, groups
from registration.web.my import person
from registration.web.my.blueprint import blueprint
from registration.web.my.registration import can_change
from registration.words import admission as words


class GroupForm(Form):
    stakeholder_type = group_field(_("Which group?"))


@blueprint.route("/registration/group", methods=["GET", "POST"])
def group(language: str) -> ResponseReturnValue:
    found = person.own()
    if not can_change(found) or not can_choose(found):
        raise NoLongerPossible
    offered = _offered(found, language)
    form = GroupForm()
    offered.offer(form.stakeholder_type, language)
    if form.is_sent_in_order():
        return redirect(url_for(".edit", group=form.stakeholder_type.data), 303)
    page = render_template(
        "my/group.html", form=form, groups=offered, registration=found, roundtable=found.roundtable
    )
    return page, 422 if form.errors else 200


def chosen(found: Registration) -> StakeholderType | None:
    """Another group that the address names, open or not: that is decided under the lock. Raises NoLongerPossible."""
    code = request.args.get("group")
    if code is None or code == found.stakeholder_type.code:
        return None
    kind = next((kind for kind in _others(found) if kind.code == code and _within_reach(found, kind)), None)
    if kind is None or not can_choose(found):
        raise NoLongerPossible
    return kind


def _offered(found: Registration, language: str) -> Groups:
    """The groups to change to; into those for which organizers approve, nobody goes past them."""
    kinds = _others(found)
    within = [kind for kind in kinds if _within_reach(found, kind)]
    offered = groups(found.roundtable, within, at=clock.now(), language=language)
    others = {kind.code: words.by_approval(kind, language) for kind in kinds if kind not in within}
    return Groups(offered.open, {**offered.closed, **others})


def can_choose(found: Registration) -> bool:
    """Whom organizers have approved, they have approved as a member of a group."""
    return _within_reach(found, found.stakeholder_type)


def _others(found: Registration) -> list[StakeholderType]:
    return [kind for kind in stakeholder_types.offered() if kind.id != found.stakeholder_type_id]


def _within_reach(found: Registration, kind: StakeholderType) -> bool:
    return _before_approval(found) or not _by_approval(found, kind)


def _before_approval(found: Registration) -> bool:
    return found.status in (Status.PENDING, Status.UNVERIFIED)


def _by_approval(found: Registration, kind: StakeholderType) -> bool:
    return found.roundtable.terms(kind.id).admission is Admission.APPROVAL
