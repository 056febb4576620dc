"""Second step: the questions to this kind of participant."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from registration import clock
from registration.actions import drafts
from registration.extensions import transaction
from registration.web import templating
from registration.web.forms import Details
from registration.web.kept import kept
from registration.web.public import started
from registration.web.public.blueprint import blueprint


@blueprint.route("/<language:language>/roundtables/<slug:slug>/register/details", methods=["GET", "POST"])
def details(language: str, slug: str) -> ResponseReturnValue:
    now = clock.now()
    listed = started.open_roundtable(slug, now)
    found = started.load(listed)
    if not found.is_open(now):
        return started.back_to_the_group(found)
    form = found.empty_form(language)
    if not form.is_sent_in_order():
        page = render_template(
            "public/registration/details.html",
            form=form,
            questions=_questions(form, found),
            started=found,
            entry=listed,
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


def _questions(form: Details, found: started.Started) -> Markup:
    """The questions as the page shows them; as long as nothing is filled in they are the same for everyone."""

    def write() -> Markup:
        return templating.macro("parts/questions.html", "questions")(form)

    untouched = request.method == "GET" and not found.typed
    return kept(("questions", type(form)), write) if untouched else write()
