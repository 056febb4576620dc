"""Words for whether somebody else may come instead: at once, if organizers say so, or not any more."""

from datetime import datetime

from flask_babel import gettext as _

from registration.rules.substitutions import Substitution, Terms
from registration.words import meetings


def how(terms: Terms, *, at: datetime, zone: str, language: str) -> list[str]:
    """What becomes of whoever is named, and until when somebody can be."""
    until = meetings.when(terms.until, None, zone, language) if terms.until else ""
    if terms.substitution is Substitution.NEVER:
        return [_("Nobody else can be named here.")]
    if terms.at(at) is Substitution.NEVER:
        return [_("Somebody else could be named until %(moment)s.", moment=until)]
    said = [
        _("The organizers decide about whoever is named.")
        if terms.substitution is Substitution.APPROVAL
        else _("Whoever is named is registered at once.")
    ]
    return [*said, _("This is possible until %(moment)s.", moment=until)] if until else said
