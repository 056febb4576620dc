"""The writing page of a mailing, with what one recipient would read beside it."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, letters, mailings
from registration.actions.letters import Preview
from registration.extensions import transaction
from registration.models.mailings import Mailing
from registration.models.roundtables import Roundtable
from registration.queries import audiences
from registration.rules.mailings import MailingState
from registration.rules.permissions import Permission
from registration.rules.refusals import ChangedMeanwhile, NotFound
from registration.web import access, letter_pages, throttling
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms import texts
from registration.web.organizer.forms.mailings import OwnWords
from registration.web.organizer.mailings import audience
from registration.web.organizer.mailings.audience import HERE, found
from registration.words.mailings import PLACEHOLDERS


@blueprint.route(f"{HERE}/text", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_MAIL)
def write_mailing(slug: str, mailing_id: int) -> ResponseReturnValue:
    roundtable, mailing = found(slug, mailing_id)
    if mailing.state is not MailingState.DRAFT:
        return redirect(url_for("organizer.mailing", slug=slug, mailing_id=mailing_id))
    form = OwnWords(
        data={
            "version": str(mailing.version),
            "subjects": texts.filled(mailing.subjects),
            "texts": texts.filled(mailing.texts),
        }
    )
    if not form.is_sent_in_order():
        return _page(form, roundtable, mailing), 422 if form.errors else 200
    subjects, bodies = form.written
    try:
        with transaction():
            me, at = access.organizer(), clock.now()
            _roundtable, mailing = found(slug, mailing_id)
            mailings.write(
                mailing, subjects, bodies, version=form.version.number, by=audit.organizer(me.id), at=at
            )
    except ChangedMeanwhile:
        roundtable, mailing = found(slug, mailing_id)
        form.version.renew(mailing.version)
        return _page(form, roundtable, mailing, overtaken=True), 409
    if "next" in request.form:
        return redirect(url_for("organizer.mailing_recipients", slug=slug, mailing_id=mailing_id), 303)
    flash(_("The draft has been saved."))
    return redirect(
        url_for(
            "organizer.write_mailing",
            slug=slug,
            mailing_id=mailing_id,
            at=_number() if _number() > 1 else None,
        ),
        303,
    )


@blueprint.get(f"{HERE}/preview")
@access.needs(Permission.REGISTRATIONS_MAIL)
def mailing_preview(slug: str, mailing_id: int) -> ResponseReturnValue:
    """The letter as mail programs show it."""
    roundtable, mailing = found(slug, mailing_id)
    shown = _preview(roundtable, mailing)
    if shown is None:
        raise NotFound
    return letter_pages.letter_page(shown.html)


@blueprint.post(f"{HERE}/test")
@access.needs(Permission.REGISTRATIONS_MAIL)
def test_mailing(slug: str, mailing_id: int) -> ResponseReturnValue:
    """To the organizer's own address, and to nobody else."""
    throttling.limit(
        "test mail", subject=str(access.organizer().id), per_subject=30, per_network=200, everyone=5000
    )
    with transaction():
        me, at = access.organizer(), clock.now()
        roundtable, mailing = found(slug, mailing_id)
        person = audiences.nth(audience.of(me, roundtable, mailing), _number())
        address = me.email
        if person is not None and mailing.languages:
            mailings.test(mailing, person, me, at=at)
    if person is None or not mailing.languages:
        flash(
            _("There is nothing to test yet: it takes a text, and somebody to whom it would go."), "warning"
        )
    else:
        flash(_("A test is on its way to %(address)s.", address=address))
    back = url_for("organizer.write_mailing", slug=slug, mailing_id=mailing_id, at=_number())
    return redirect(back, 303)


def _page(form: OwnWords, roundtable: Roundtable, mailing: Mailing, *, overtaken: bool = False) -> str:
    count = audience.counted(audience.of(access.organizer(), roundtable, mailing))
    return render_template(
        "organizer/mailings/text.html",
        roundtable=roundtable,
        mailing=mailing,
        form=form,
        overtaken=overtaken,
        count=count,
        whom=audience.in_words(mailing),
        placeholders=PLACEHOLDERS,
        preview=_preview(roundtable, mailing),
        number=min(_number(), max(1, count.people)),
    )


def _preview(roundtable: Roundtable, mailing: Mailing) -> Preview | None:
    """Of what is stored, for one real recipient; None while there is neither text nor recipient."""
    me = access.organizer()
    person = audiences.nth(audience.of(me, roundtable, mailing), _number())
    if person is None or not mailing.languages:
        return None
    return letters.preview(mailing, person, me.email, current_app.extensions["settings"], at=clock.now())


def _number() -> int:
    """Which recipient is looked at."""
    typed = request.args.get("at", "")
    return max(1, int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else 1
