"""Every part that pages are made of, with made-up data."""

from flask import render_template
from flask.typing import ResponseReturnValue

from registration.actions import seed_demo
from registration.i18n import localized
from registration.queries import stakeholder_types
from registration.web import languages
from registration.web.styleguide.blueprint import blueprint
from registration.web.styleguide.form import sample_form


@blueprint.get("")
def parts() -> ResponseReturnValue:
    language = languages.current()
    kinds = stakeholder_types.offered()
    programme = seed_demo.programme()
    return render_template(
        "styleguide/parts.html",
        form=sample_form(kinds, language),
        kinds=kinds,
        descriptions={kind.code: localized(kind.descriptions, language) for kind in kinds},
        series=programme["series"][0],
        roundtables=[facts for facts in programme["roundtables"] if facts["state"] == "published"],
        organizations=programme["organizations"],
    )
