"""Change one's answers. A new address counts only once mail sent there is read."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import addresses, audit, edits, seats
from registration.extensions import transaction
from registration.models.registrations import Registration
from registration.models.stakeholder_types import StakeholderType
from registration.rules import fields, names, refusals
from registration.rules.refusals import (
    AlreadyRegistered,
    ByInvitationOnly,
    ChangeWouldNotFit,
    DateNotConfirmed,
    NoLongerPossible,
    PartOfTheApproval,
    RegistrationClosed,
    RegistrationNotYetOpen,
)
from registration.rules.seats import Kind
from registration.web.forms import Details, details_form, typed_from
from registration.web.my import group, person
from registration.web.my.blueprint import blueprint
from registration.web.my.registration import can_change
from registration.words import admission
from registration.words.refusals import REFUSALS

_CLOSED = (RegistrationClosed, RegistrationNotYetOpen, ByInvitationOnly, DateNotConfirmed)
_NOT_THIS_CHANGE = (ChangeWouldNotFit, PartOfTheApproval, *_CLOSED)


@blueprint.route("/registration/edit", methods=["GET", "POST"])
def edit(language: str) -> ResponseReturnValue:
    found = person.own()
    if not can_change(found):
        raise NoLongerPossible
    kind = group.chosen(found)
    form = _form(found, kind, language)
    if form.is_sent_in_order():
        try:
            return _save(form, kind)
        except AlreadyRegistered:
            form.refuse("family_name", _("This name and address belong to another registration already"))
        except _NOT_THIS_CHANGE as refusal:
            _say_no(form, found, kind, refusal, language)
    page = render_template(
        "my/edit.html",
        form=form,
        registration=found,
        roundtable=found.roundtable,
        kind=kind or found.stakeholder_type,
        can_choose_group=group.can_choose(found),
    )
    return page, 422 if form.errors else 200


def _say_no(
    form: Details,
    found: Registration,
    kind: StakeholderType | None,
    refusal: refusals.Refused,
    language: str,
) -> None:
    """Beside the answer that stands in the way; about the group, which is none of the questions, above them."""
    if isinstance(refusal, _CLOSED) and kind is not None:
        form.form_errors.append(
            admission.why_closed(found.roundtable, kind, at=clock.now(), language=language)
        )
        return
    words = REFUSALS[refusal.code].sentences
    places = (
        ("state", "un_entity", "organization") if _is_about_delegation(refusal) else ("mode", "accompanying")
    )
    if kind is not None:
        form.form_errors.append(words)
    else:
        form.refuse(next((name for name in places if name in form), "position"), words)


def _is_about_delegation(refusal: refusals.Refused) -> bool:
    decision: Any = refusal.facts.get("decision", {})
    return isinstance(refusal, PartOfTheApproval) or decision.get("kind") == Kind.DELEGATION


def _form(found: Registration, kind: StakeholderType | None, language: str) -> Details:
    form = details_form(
        kind or found.stakeholder_type,
        found.roundtable,
        language=language,
        on_behalf=bool(found.registrant_email),
        # Whoever registered another person could try names at an address not their own, and see which are taken.
        name_fixed=found.is_made_for_another,
        bringing=0 if kind else found.accompanying,
    )
    typed = typed_from(found)
    if kind is not None and fields.UN_ENTITY.key in kind.asks:
        # There it is asked only of entities that are not in the list.
        typed[fields.ORGANIZATION.key] = ""
    return form(data=typed)


def _save(form: Details, kind: StakeholderType | None) -> ResponseReturnValue:
    now, answers = clock.now(), form.answers()
    with transaction():
        found = person.own()
        room = seats.lock_of(found)
        address = _new_address(found, answers)
        changed = edits.edit(room, found, answers, kind=kind, by=audit.PERSON, at=now)
        if address:
            addresses.propose(found, address, at=now)
    if changed or not address:
        flash(_("Your changes are saved.") if changed else _("Nothing was changed."), "success")
    if address:
        flash(
            _(
                "We have written to the new address. It takes effect once the link in that message has been used."
            ),
            "success",
        )
    return redirect(url_for(".registration"), 303)


def _new_address(found: Registration, answers: dict[str, Any]) -> str:
    """Take a changed address out of the answers; a change of capitals alone is none."""
    address = str(answers["email"])
    if names.email_key(address) == found.email_key:
        return ""
    del answers["email"]
    return address
