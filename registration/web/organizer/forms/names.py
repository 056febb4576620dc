"""What an organization is called, and its site."""

from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext
from wtforms import EmailField, FormField, SelectField, StringField, URLField

from registration.web.examples import with_example
from registration.web.forms import Form
from registration.web.forms.checks import Address, Given, MayBeEmpty, NoLongerThan, Offered, Printable
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms.choosing import languages
from registration.web.organizer.forms.texts import in_six_languages
from registration.web.organizer.forms.versions import Version


class OrganizationNames(Form):
    version = Version()
    names = FormField(in_six_languages(200, needed=_("Enter the name in English")), _("Name"))
    short_name = StringField(
        _("Acronym or short name"),
        validators=[NoLongerThan(40), Printable(), Given(_("Enter an acronym or a short name"))],
    )
    url = URLField(_("Site"), validators=[MayBeEmpty(), NoLongerThan(500), Printable()])

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        if self.url.data and not self.url.errors and not _is_site(self.url.data):
            words = gettext("Enter an address that begins with %(example)s")
            self.refuse("url", with_example(words, "https://"))
        return not self.errors


class NewOrganization(OrganizationNames):
    """With the person who is to be its first owner."""

    owner = EmailField(
        _("E-mail address of its first owner"),
        validators=[NoLongerThan(254), Printable(), Given(_("Enter an e-mail address")), Address()],
    )
    language = SelectField(
        _("Language of the mail"),
        choices=languages(),
        validate_choice=False,
        validators=[Given(_("Choose a language")), Offered(_("Choose a language"))],
    )


def _is_site(typed: str) -> bool:
    try:
        parts = urlsplit(typed)
        return (
            parts.scheme == "https"
            and "." in (parts.hostname or "")
            and not parts.username
            and not any(character.isspace() for character in typed)
        )
    except ValueError:
        return False
