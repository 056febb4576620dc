"""Where a visitor wanted to go before signing in."""

import re

from flask import url_for

# One slash, then only what our own addresses are made of: nothing a browser could read as another site.
_OWN = re.compile(r"/organizer/(?!sign-)[A-Za-z0-9/._?&=%+@:-]*")


def safe(wanted: str | None) -> str:
    """The address if it is one of the organizers' pages, else the list of roundtables."""
    if wanted and len(wanted) <= 1000 and _OWN.fullmatch(wanted) and "//" not in wanted:
        return wanted
    return url_for("organizer.roundtables")
