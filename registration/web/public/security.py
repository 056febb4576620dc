"""Where to report a weakness of this site (RFC 9116)."""

from datetime import timedelta

from flask import Response, url_for

from registration import clock, links
from registration.i18n import LANGUAGES
from registration.rules.refusals import NotFound
from registration.web import headers
from registration.web.public import meetings
from registration.web.public.blueprint import blueprint

# RFC 9116 §2.5.5 asks for less than a year.
HOLDS_FOR = timedelta(days=180)


@blueprint.get("/.well-known/security.txt")
def security() -> Response:
    """Only where there is somebody to write to."""
    contact = meetings.settings().contact_email
    if not contact:
        raise NotFound
    expires = (clock.now() + HOLDS_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    text = (
        f"Contact: mailto:{contact}\n"
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}\n"
        f"Preferred-Languages: {', '.join(LANGUAGES)}\n"
        f"Canonical: {links.absolute(url_for('public.security'))}\n"
    )
    return headers.shareable(Response(text, content_type="text/plain; charset=utf-8"))
