"""The page that asks before a mailing leaves, and the one that shows how far it has come."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from registration import clock
from registration.actions import audit, sending
from registration.extensions import transaction
from registration.models.mailings import Mailing
from registration.models.roundtables import Roundtable
from registration.queries import audiences, scope
from registration.queries import mailings as stored
from registration.rules.mailings import MailingState
from registration.rules.permissions import Permission
from registration.rules.refusals import ChangedMeanwhile
from registration.web import access
from registration.web.organizer import filters
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.mailings import Sending
from registration.web.organizer.mailings import audience
from registration.web.organizer.mailings.audience import HERE, found


@blueprint.route(f"{HERE}/sending", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_MAIL)
def send_mailing(slug: str, mailing_id: int) -> ResponseReturnValue:
    """States the number; if it is another one by the time it is sent, it asks again."""
    roundtable, mailing = found(slug, mailing_id)
    here: dict[str, Any] = {"slug": slug, "mailing_id": mailing_id}
    if mailing.state is not MailingState.DRAFT:
        return redirect(url_for("organizer.mailing", **here))
    if not mailing.languages:
        return redirect(url_for("organizer.write_mailing", **here), 303)
    form = Sending()
    if not form.is_sent_in_order():
        return _asking(roundtable, mailing)
    try:
        with transaction():
            me, at = access.organizer(), clock.now()
            roundtable, mailing = found(slug, mailing_id)
            chosen = audience.of(me, roundtable, mailing)
            people = sending.send(
                mailing,
                audiences.recipients(chosen),
                audiences.left_out(chosen),
                version=form.version.number,
                expected=form.people,
                by=audit.organizer(me.id),
                at=at,
            )
    except ChangedMeanwhile:
        roundtable, mailing = found(slug, mailing_id)
        return _asking(roundtable, mailing, overtaken=True), 409
    flash(
        ngettext(
            "The mail is on its way to %(num)s person.", "The mail is on its way to %(num)s people.", people
        )
    )
    return redirect(url_for("organizer.mailing", **here), 303)


@blueprint.get(HERE)
@access.needs(Permission.REGISTRATIONS_MAIL)
def mailing(slug: str, mailing_id: int) -> ResponseReturnValue:
    """How far it has come, and what could not be delivered. A draft is on the writing page."""
    roundtable, one = found(slug, mailing_id)
    if one.state is MailingState.DRAFT:
        return redirect(url_for("organizer.write_mailing", slug=slug, mailing_id=mailing_id))
    me = access.organizer()
    reached = scope.reaches(me, roundtable, access.permission())
    return render_template(
        "organizer/mailings/progress.html",
        roundtable=roundtable,
        mailing=one,
        progress=stored.progress([one])[one.id],
        unsent=stored.unsent(one, reached, filters.page_number(request.args)),
        failed=stored.FAILED,
        whom=audience.in_words(one),
        contact=scope.may_about_all(me, roundtable, Permission.REGISTRATIONS_CONTACT, reached),
    )


def _asking(roundtable: Roundtable, mailing: Mailing, *, overtaken: bool = False) -> str:
    return render_template(
        "organizer/mailings/sending.html",
        roundtable=roundtable,
        mailing=mailing,
        overtaken=overtaken,
        count=audience.counted(audience.of(access.organizer(), roundtable, mailing)),
        whom=audience.in_words(mailing),
    )
