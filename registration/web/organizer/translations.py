"""In which languages a roundtable is complete, and two languages side by side to complete one."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock, i18n
from registration.actions import audit, seats
from registration.actions import translations as actions
from registration.extensions import transaction
from registration.models.roundtables import Roundtable
from registration.queries import scope, translations
from registration.queries.translations import Text
from registration.rules.permissions import Permission
from registration.rules.refusals import ChangedMeanwhile
from registration.web import access, languages
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.texts import FIRST
from registration.web.organizer.forms.translations import TranslationForm, of_texts
from registration.words.roundtables import LABELS


@dataclass(frozen=True)
class Completeness:
    """Of one language: how many texts it has of how many, and in words what is missing."""

    code: str
    name: str
    written: int
    total: int
    missing: str

    @property
    def sentence(self) -> str:
        """What is missing, for a list of such sentences; empty when nothing is."""
        if not self.missing:
            return ""
        if not self.written:
            return _("%(language)s: nothing yet", language=self.name)
        return _("%(language)s: missing %(texts)s", language=self.name, texts=self.missing)


@blueprint.get("/roundtables/<slug:slug>/languages")
@access.needs(Permission.ROUNDTABLES_EDIT)
def languages_of(slug: str) -> ResponseReturnValue:
    found = _found(slug)
    return render_template(
        "organizer/translations/overview.html", roundtable=found, languages=completeness(found)
    )


@blueprint.route("/roundtables/<slug:slug>/languages/<language:into>", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_EDIT)
def translate(slug: str, into: str) -> ResponseReturnValue:
    found = _found(slug)
    texts = translations.texts_of(found)
    stored = {text.key: text.by_language.get(into, "") for text in texts}
    form = of_texts(texts, into)(data=stored | {"seen": translations.digest(texts, into)})
    if not form.is_sent_in_order():
        return _page(form, found, into), 422 if form.errors else 200
    written = {name: field.data or "" for name, field in form._fields.items() if name != "seen"}
    try:
        with transaction():
            room = seats.lock(_found(slug).id)
            by, seen = audit.organizer(access.organizer().id), form.seen.data or ""
            actions.save(room, into, written, seen=seen, by=by, at=clock.now())
    except ChangedMeanwhile:
        present = _found(slug)
        form.renew(translations.digest(translations.texts_of(present), into))
        return _page(form, present, into, overtaken=True), 409
    flash(_("The translation has been saved."))
    return redirect(url_for("organizer.languages_of", slug=slug), 303)


def completeness(roundtable: Roundtable) -> list[Completeness]:
    """English first, then the others."""
    texts = translations.texts_of(roundtable)
    missing = translations.missing(texts)
    order = (FIRST, *(code for code in i18n.LANGUAGES if code != FIRST))
    return [
        Completeness(
            code, languages.name_of(code), len(texts) - len(missing[code]), len(texts), _named(missing[code])
        )
        for code in order
    ]


def _named(texts: list[Text]) -> str:
    """Each kind of text once."""
    return _(", ").join(dict.fromkeys(str(LABELS[text.word]) for text in texts))


def _found(slug: str) -> Roundtable:
    return scope.roundtable(access.organizer(), slug, access.permission())


def _source(texts: list[Text], into: str) -> str:
    """The language to translate from: the one that is asked for, else English, else the one with most texts."""
    asked = request.args.get("source", "")
    if asked in i18n.LANGUAGES and asked != into:
        return asked
    if into != FIRST:
        return FIRST
    missing = translations.missing(texts)
    return min((code for code in i18n.LANGUAGES if code != into), key=lambda code: len(missing[code]))


def _page(form: TranslationForm, roundtable: Roundtable, into: str, *, overtaken: bool = False) -> str:
    texts = translations.texts_of(roundtable)
    source = _source(texts, into)
    return render_template(
        "organizer/translations/side_by_side.html",
        form=form,
        roundtable=roundtable,
        texts=texts,
        into=into,
        source=source,
        names={code: languages.name_of(code) for code in i18n.LANGUAGES},
        words=LABELS,
        overtaken=overtaken,
        direction_of=i18n.direction,
    )
