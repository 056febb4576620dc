"""A roundtable as the public would see it, for organizers alone and without a way to register."""

from dataclasses import replace
from datetime import datetime

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from registration import clock, i18n
from registration.models.documents import Audience, Document
from registration.models.roundtables import Roundtable
from registration.queries import documents, programme, scope, stakeholder_types
from registration.queries.programme import Listed
from registration.rules import standing
from registration.rules.permissions import Permission
from registration.rules.standing import State
from registration.web import access, languages, roundtable_page
from registration.web.entries import entry
from registration.web.organizer.blueprint import blueprint


@blueprint.get("/roundtables/<slug:slug>/preview")
@access.needs(Permission.ROUNDTABLES_VIEW)
def preview(slug: str) -> ResponseReturnValue:
    me, now = access.organizer(), clock.now()
    found = scope.roundtable(me, slug, access.permission())
    wanted = request.args.get("language", "")
    if wanted in i18n.LANGUAGES:
        languages.speak(wanted)
    language = languages.current()
    shown = replace(entry(_as_if_public(found, now), language, now), is_preview=True)
    return render_template(
        "organizer/preview.html",
        **roundtable_page.values(shown, language, now, types=stakeholder_types.offered),
        documents=_documents(found),
    )


def _as_if_public(found: Roundtable, now: datetime) -> Listed:
    listed = programme.listed([found], now)[0]
    if found.state is not State.DRAFT:
        return listed
    facts = replace(found.facts(cap=listed.cap, taken=listed.taken), state=State.PUBLISHED)
    return replace(listed, standing=standing.standing(facts, now))


def _documents(found: Roundtable) -> list[tuple[Document, str]]:
    """At the addresses at which organizers may have them."""
    shown = documents.for_audiences(found, {Audience.PUBLIC})
    return [
        (one, url_for("organizer.document_file", slug=found.slug, document_id=one.public_id)) for one in shown
    ]
