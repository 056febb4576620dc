"""First step: who the participant is, and who fills in the form."""

from contextlib import suppress
from uuid import uuid4

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.exc import IntegrityError
from wtforms import RadioField

from registration import clock
from registration.actions import drafts
from registration.extensions import transaction
from registration.i18n import localized
from registration.queries.programme import Listed
from registration.rules.refusals import DraftGone
from registration.web import templating
from registration.web.forms import Form, checks, options
from registration.web.forms.form import lazy as _
from registration.web.forms.groups import Groups, group_field, groups
from registration.web.kept import kept
from registration.web.public import started
from registration.web.public.blueprint import blueprint

MYSELF, ANOTHER = "myself", "another"


class ParticipantForm(Form):
    for_whom = RadioField(
        _("Whom are you registering?"),
        choices=[options.option(MYSELF, _("Myself")), options.option(ANOTHER, _("Another person"))],
        default=MYSELF,
        validate_choice=False,
        validators=[
            checks.Given(_("Choose whom you are registering")),
            checks.Offered(_("Choose whom you are registering")),
        ],
    )
    stakeholder_type = group_field(_("Which group?"))


@blueprint.route("/<language:language>/roundtables/<slug:slug>/register", methods=["GET", "POST"])
def register(language: str, slug: str) -> ResponseReturnValue:
    now = clock.now()
    listed = started.open_roundtable(slug, now)
    if request.method == "GET" and "draft" not in request.args:
        # The identifier is in the address from the start: going back finds what was filled in.
        return redirect(url_for(".register", slug=slug, draft=uuid4()))
    before = started.find(listed)
    offered = groups(listed.roundtable, started.kinds(), at=now, language=language)
    if not offered.open:
        return _nobody(offered, listed)
    form = _form(offered, language, before)
    if not form.is_sent_in_order():
        page = render_template(
            "public/registration/participant.html",
            form=form,
            groups=offered,
            questions=_questions(form, offered, language, before),
            entry=listed,
        )
        return page, 422 if form.errors else 200
    visit = started.visit()
    if visit is None:
        raise DraftGone
    draft_id = started.draft_id()
    # Of a double click, the first has kept what the second brings.
    with suppress(IntegrityError), transaction():
        drafts.choose(
            draft_id,
            visit=visit,
            roundtable_id=listed.roundtable.id,
            stakeholder_type=form.stakeholder_type.data,
            on_behalf=form.for_whom.data == ANOTHER,
            at=now,
        )
    return redirect(url_for(".details", slug=slug, draft=draft_id), 303)


def _form(offered: Groups, language: str, before: started.Started | None) -> ParticipantForm:
    chosen = {}
    if before is not None:
        chosen = {
            "stakeholder_type": before.kind.code,
            "for_whom": ANOTHER if before.on_behalf else MYSELF,
        }
    form = ParticipantForm(data=chosen)
    offered.offer(form.stakeholder_type, language)
    if before is not None and before.kind.code in offered.closed and request.method == "GET":
        # It was open when it was chosen.
        form.refuse("stakeholder_type", offered.closed[before.kind.code])
    return form


def _questions(
    form: ParticipantForm, offered: Groups, language: str, before: started.Started | None
) -> Markup:
    """The questions as the page shows them; as long as nothing is chosen they are the same for everyone."""

    def write() -> Markup:
        descriptions = {kind.code: localized(kind.descriptions, language) for kind in offered.open}
        return templating.macro("public/parts/participant.html", "participant")(form, descriptions)

    if request.method != "GET" or before is not None:
        return write()
    return kept(("participant", language, *(kind.code for kind in offered.open)), write)


def _nobody(offered: Groups, listed: Listed) -> ResponseReturnValue:
    page = render_template(
        "public/registration/no_group.html",
        groups=offered,
        contact=listed.roundtable,
        actions=[(gettext("See the roundtable"), url_for(".roundtable", slug=listed.roundtable.slug))],
    )
    return page, 409
