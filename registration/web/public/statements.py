"""What this site promises: to be usable by everyone, and what it keeps about people."""

from flask import Response, make_response, render_template

from registration.web import headers
from registration.web.public.blueprint import blueprint


@blueprint.get("/<language:language>/accessibility")
def accessibility(language: str) -> Response:  # noqa: ARG001  (part of the address)
    return headers.shareable(make_response(render_template("public/accessibility.html")))


@blueprint.get("/<language:language>/privacy")
def privacy(language: str) -> Response:  # noqa: ARG001  (part of the address)
    return headers.shareable(make_response(render_template("public/privacy.html")))
