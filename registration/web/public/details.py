"""Second step: the questions to this kind of participant."""

from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from registration import clock
from registration.actions import drafts
from registration.actions.files import Checked
from registration.extensions import transaction
from registration.web import templating, throttling
from registration.web.forms import Details
from registration.web.kept import kept
from registration.web.public import started
from registration.web.public.blueprint import blueprint

# Files take room.
PER_NETWORK = 300
EVERYONE = 3000


@blueprint.route("/<language:language>/roundtables/<slug:slug>/register/details", methods=["GET", "POST"])
def details(language: str, slug: str) -> ResponseReturnValue:
    now = clock.now()
    listed = started.open_roundtable(slug, now)
    found = started.load(listed)
    if not found.is_open(now):
        return started.back_to_the_group(found)
    form = found.empty_form(language)
    in_order = form.is_sent_in_order()
    if given := form.files_given():
        # Whatever else is to be corrected: a browser does not send a file twice.
        found = _keep_files(found, given, at=now)
        form.known = found.known
    if not in_order:
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


def _keep_files(found: started.Started, given: dict[str, Checked | None], *, at: datetime) -> started.Started:
    """The registration with these files."""
    throttling.limit("files", per_network=PER_NETWORK, everyone=EVERYONE)
    with transaction():
        drafts.attach(found.public_id, given, visit=started.visit(), roundtable_id=found.roundtable.id, at=at)
    return started.load(found.listed)


def _questions(form: Details, found: started.Started) -> Markup:
    """The questions as the page shows them; as long as nothing is filled in they are the same for everyone."""

    def write() -> Markup:
        return templating.macro("parts/questions.html", "questions")(form)

    untouched = request.method == "GET" and not found.typed and not found.files
    return kept(("questions", type(form)), write) if untouched else write()
