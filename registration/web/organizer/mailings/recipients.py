"""Whom a draft is for, who is left out, and how many that would be now."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import mailings
from registration.actions.mailings import Whom
from registration.extensions import transaction
from registration.i18n import localized
from registration.models.mailings import Mailing
from registration.models.roundtables import Roundtable
from registration.queries import mailings as stored
from registration.queries import occupancy
from registration.rules import statuses
from registration.rules.mailings import MailingState
from registration.rules.permissions import Permission
from registration.rules.refusals import ChangedMeanwhile
from registration.rules.statuses import Status
from registration.web import access, languages
from registration.web.organizer import filters
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms import moments
from registration.web.organizer.forms.mailings import Recipients
from registration.web.organizer.mailings import audience
from registration.web.organizer.mailings.audience import HERE, found


@blueprint.route(f"{HERE}/recipients", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_MAIL)
def mailing_recipients(slug: str, mailing_id: int) -> ResponseReturnValue:
    roundtable, mailing = found(slug, mailing_id)
    if mailing.state is not MailingState.DRAFT:
        return redirect(url_for("organizer.mailing", slug=slug, mailing_id=mailing_id))
    form = _form(roundtable, mailing)
    if not (form.is_sent_in_order() and form.check(roundtable.zone)):
        return _page(form, roundtable, mailing), 422 if form.errors else 200
    try:
        with transaction():
            roundtable, mailing = found(slug, mailing_id)
            mailings.choose(
                mailing, _whom(form, roundtable, mailing), version=form.version.number, at=clock.now()
            )
    except ChangedMeanwhile:
        roundtable, mailing = found(slug, mailing_id)
        form.version.renew(mailing.version)
        return _page(form, roundtable, mailing, overtaken=True), 409
    if "next" in request.form:
        return redirect(url_for("organizer.send_mailing", slug=slug, mailing_id=mailing_id), 303)
    flash(_("The recipients have been saved."))
    return redirect(url_for("organizer.mailing_recipients", slug=slug, mailing_id=mailing_id), 303)


def _form(roundtable: Roundtable, mailing: Mailing) -> Recipients:
    form = Recipients(
        data={
            "version": str(mailing.version),
            **{name: mailing.filters.get(name, "") for name in ("status", "type", "q")},
            "ended_too": mailing.ended_too,
            "not_ids": [str(one) for one in mailing.not_ids],
            "not_since": moments.shown(mailing.not_since, roundtable.zone),
        }
    )
    language = languages.current()
    types = [(kind.code, localized(kind.names, language)) for kind in occupancy.stakeholder_types()]
    sent = [one for one in stored.of(roundtable) if one.state is not MailingState.DRAFT]
    form.offer(types=types, earlier=[(str(one.id), localized(one.subjects, language)) for one in sent])
    return form


def _whom(form: Recipients, roundtable: Roundtable, mailing: Mailing) -> Whom:
    """Other filters of the guest table stay as they came from there."""
    typed = {**mailing.filters, "status": form.status.data, "type": form.type.data, "q": form.q.data or ""}
    chosen = filters.as_address(filters.read(typed, filters.known(roundtable), contact=True))
    ended = chosen.get("status") in set(Status) - statuses.LIVE
    return Whom(
        {} if mailing.people else chosen,
        tuple(mailing.people),
        ended_too=bool(form.ended_too.data) or ended,
        not_ids=form.left_out,
        not_since=form.not_since.exact(roundtable.zone),
    )


def _page(form: Recipients, roundtable: Roundtable, mailing: Mailing, *, overtaken: bool = False) -> str:
    return render_template(
        "organizer/mailings/recipients.html",
        roundtable=roundtable,
        mailing=mailing,
        form=form,
        overtaken=overtaken,
        count=audience.counted(audience.of(access.organizer(), roundtable, mailing)),
    )
