"""Every part that pages are made of, with made-up data."""

from datetime import date

from babel.dates import format_date
from flask import render_template
from flask.typing import ResponseReturnValue

from registration.actions import seed_demo
from registration.i18n import RIGHT_TO_LEFT, locale, localized
from registration.queries import stakeholder_types
from registration.web import languages
from registration.web.organizer.figures import charts
from registration.web.styleguide.blueprint import blueprint
from registration.web.styleguide.form import sample_form

DAY = date(2027, 9, 14)


@blueprint.get("")
def parts() -> ResponseReturnValue:
    language = languages.current()
    kinds = stakeholder_types.offered()
    programme = seed_demo.programme()
    return render_template(
        "styleguide/parts.html",
        form=sample_form(kinds, language),
        rail=_rail(language),
        kinds=kinds,
        descriptions={kind.code: localized(kind.descriptions, language) for kind in kinds},
        series=programme["series"][0],
        roundtables=[facts for facts in programme["roundtables"] if facts["state"] == "published"],
        organizations=programme["organizations"],
        chart=_chart([localized(kind.names, language) for kind in kinds], language),
    )


def _chart(labels: list[str], language: str) -> charts.Bars:
    rows = [
        charts.Row(label, [("confirmed", 9 - 2 * at), ("held", at)], str(9 - at), limit=10)
        for at, label in enumerate(labels)
    ]
    return charts.bars(rows, mirrored=language in RIGHT_TO_LEFT)


def _rail(language: str) -> dict[str, str]:
    written = {name: format_date(DAY, pattern, locale=locale(language))
               for name, pattern in (("day", "d"), ("month", "MMMM"), ("weekday", "EEEE"), ("year", "y"))}  # fmt: skip
    return written | {"iso": DAY.isoformat()}
