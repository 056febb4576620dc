"""The delegations of a roundtable: their seats, and who looks after each by a page of its own."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, focal_points, seats
from registration.extensions import transaction
from registration.models.focal_points import FocalPoint
from registration.models.invitations import Invitation
from registration.models.roundtables import Roundtable
from registration.queries import focal_points as known
from registration.queries import scope
from registration.queries.focal_points import Delegation
from registration.rules.fields import DELEGATION_FIELDS
from registration.rules.permissions import Permission
from registration.rules.refusals import ChangedMeanwhile, NoLongerPossible
from registration.web import access, languages, throttling
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.focal_points import FocalPointForm
from registration.words.refusals import REFUSALS

_HERE = "/roundtables/<slug:slug>/delegations"
_ONE = f"{_HERE}/focal-points/<row:focal_point_id>"


@blueprint.get(_HERE)
@access.needs(Permission.REGISTRATIONS_EDIT)
def delegations_of(slug: str) -> ResponseReturnValue:
    roundtable, number = _roundtable(slug), _page_number()
    found, total = known.delegations(roundtable, number)
    return render_template(
        "organizer/delegations/list.html",
        roundtable=roundtable,
        delegations=found,
        number=number,
        pages=max(1, -(-total // known.PER_PAGE)),
        can_name=roundtable.takes_entries(clock.now()),
    )


@blueprint.route(f"{_HERE}/focal-points/new", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_EDIT)
def name_focal_point(slug: str) -> ResponseReturnValue:
    """For the delegation that the address names; the link leaves with it."""
    key = request.args.get("delegation", "")
    roundtable = _roundtable(slug)
    if not key:
        return redirect(url_for("organizer.delegations_of", slug=slug))
    chosen = known.delegation(roundtable, key)
    if not roundtable.takes_entries(clock.now()):
        raise NoLongerPossible
    form = FocalPointForm(data={"language": chosen.example.language})
    if not form.is_sent_in_order():
        return _page(form, roundtable, chosen.example.delegation_label(languages.current()))
    throttling.limit(
        "focal point", subject=str(access.organizer().id), per_subject=120, per_network=240, everyone=2000
    )
    with transaction():
        me, at = access.organizer(), clock.now()
        room = seats.lock(_roundtable(slug).id)
        chosen = known.delegation(room.roundtable, key)
        focal_points.name(
            room.roundtable,
            chosen.example.stakeholder_type,
            _answers(chosen),
            name=form.name.data or "",
            email=form.email.data or "",
            language=form.language.data,
            by=audit.organizer(me.id),
            at=at,
        )
    return _back(slug, _("The link to the page of the delegation is on its way."))


@blueprint.route(_ONE, methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_EDIT)
def change_focal_point(slug: str, focal_point_id: int) -> ResponseReturnValue:
    found = known.one(_roundtable(slug), focal_point_id)
    form = FocalPointForm(
        data={
            "version": str(found.version),
            "name": found.name,
            "email": found.email,
            "language": found.language,
        }
    )
    if form.is_sent_in_order():
        try:
            with transaction():
                me, at = access.organizer(), clock.now()
                focal_points.change(
                    _locked(slug, focal_point_id),
                    name=form.name.data or "",
                    email=form.email.data or "",
                    language=form.language.data,
                    version=form.version.number,
                    by=audit.organizer(me.id),
                    at=at,
                )
        except ChangedMeanwhile as refusal:
            form.form_errors.append(REFUSALS[refusal.code].sentences)
            form.version.renew(known.one(_roundtable(slug), focal_point_id).version)
        else:
            return _back(slug, _("The focal point is saved."))
    found = known.one(_roundtable(slug), focal_point_id)
    return _page(form, found.roundtable, found.delegation_label(languages.current()), found)


@blueprint.post(f"{_ONE}/link")
@access.needs(Permission.REGISTRATIONS_EDIT)
def send_focal_point_link(slug: str, focal_point_id: int) -> ResponseReturnValue:
    throttling.limit(
        "focal point link", subject=str(focal_point_id), per_subject=10, per_network=240, everyone=2000
    )
    with transaction():
        me, at = access.organizer(), clock.now()
        focal_points.send_link(_locked(slug, focal_point_id), by=audit.organizer(me.id), at=at)
    return _back(slug, _("The link to the page of the delegation is on its way."))


@blueprint.post(f"{_ONE}/removal")
@access.needs(Permission.REGISTRATIONS_EDIT)
def remove_focal_point(slug: str, focal_point_id: int) -> ResponseReturnValue:
    with transaction():
        me, at = access.organizer(), clock.now()
        focal_points.remove(_locked(slug, focal_point_id), by=audit.organizer(me.id), at=at)
    return _back(slug, _("The link is taken back: it opens nothing any more."))


def _roundtable(slug: str) -> Roundtable:
    return scope.roundtable(access.organizer(), slug, access.permission())


def _locked(slug: str, focal_point_id: int) -> FocalPoint:
    """Behind the lock of the roundtable, so that two organizers act one after the other."""
    return known.one(seats.lock(_roundtable(slug).id).roundtable, focal_point_id)


def _answers(chosen: Delegation) -> dict[str, object]:
    example = chosen.example
    if isinstance(example, Invitation):
        return {one.key: example.answers.get(one.key) for one in DELEGATION_FIELDS}
    return {one.key: getattr(example, one.key) for one in DELEGATION_FIELDS}


def _page_number() -> int:
    typed = request.args.get("page", "1")
    return int(typed) if typed.isdecimal() and 0 < len(typed) < 5 and int(typed) else 1


def _page(
    form: FocalPointForm, roundtable: Roundtable, delegation: str, found: FocalPoint | None = None
) -> ResponseReturnValue:
    page = render_template(
        "organizer/delegations/focal_point.html",
        form=form,
        roundtable=roundtable,
        delegation=delegation,
        focal_point=found,
    )
    return page, 422 if form.errors else 200


def _back(slug: str, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("organizer.delegations_of", slug=slug), 303)
