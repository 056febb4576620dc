"""Second step: the questions to this kind of participant."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from registration import clock
from registration.actions import drafts
from registration.extensions import transaction
from registration.web.forms import untouched_questions
from registration.web.public import started
from registration.web.public.blueprint import blueprint
from registration.web.public.entries import entry


@blueprint.route("/<language:language>/roundtables/<slug:slug>/register/details", methods=["GET", "POST"])
def details(language: str, slug: str) -> ResponseReturnValue:
    now = clock.now()
    listed = started.open_roundtable(slug, now)
    found = started.load(listed)
    form = found.empty_form(language)
    if not form.is_sent_in_order():
        page = render_template(
            "public/registration/details.html",
            form=form,
            untouched=untouched_questions(type(form))
            if request.method == "GET" and not found.typed
            else None,
            started=found,
            entry=entry(listed, language, now),
        )
        return page, 422 if form.errors else 200
    with transaction():
        drafts.fill_in(
            found.public_id,
            form.typed(),
            visit=started.visit(),
            roundtable_id=found.roundtable.id,
            at=now,
        )
    return redirect(url_for(".check", slug=slug, draft=found.public_id), 303)
