"""A letter shown in a browser as mail programs show it: with styles of its own, and nothing fetched or run."""

from flask import Response

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "sandbox allow-popups allow-top-navigation-by-user-activation"
)


def letter_page(html: str) -> Response:
    answer = Response(html, content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = POLICY
    return answer
