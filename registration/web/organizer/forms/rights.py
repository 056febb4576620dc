"""What somebody may do for an organization: role, limits, rights granted apart. And an invitation to do so."""

from typing import Any

from flask_babel import gettext
from wtforms import BooleanField, EmailField, RadioField, SelectField

from registration.rules.permissions import Grant, Role
from registration.web.forms import Form
from registration.web.forms.checks import Address, Given, NoLongerThan, Offered, Printable
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms.choosing import languages, options
from registration.web.organizer.forms.organizations import identity
from registration.web.organizer.forms.versions import Version
from registration.words.choices import ROLES

_CHOOSE_ROLE = _("Choose a role")
_FROM_THE_LIST = _("Choose an entry of the list")


class Rights(Form):
    """The offered types and allotments are given by the page: see `offer`."""

    version = Version()
    role = RadioField(
        _("Role"),
        choices=options(ROLES.items()),
        validate_choice=False,
        validators=[Given(_CHOOSE_ROLE), Offered(_CHOOSE_ROLE)],
    )
    stakeholder_type = SelectField(
        _("Only people of one stakeholder type"), coerce=identity, validate_choice=False
    )
    host = SelectField(_("Only the allotment of one organization"), coerce=identity, validate_choice=False)
    may_export = BooleanField(_("May download lists"))
    sees_sensitive = BooleanField(_("Sees answers to sensitive questions"))

    def __init__(self, **data: Any) -> None:
        super().__init__(**data)
        self.offered: dict[str, set[int | None]] = {}

    def offer(self, *, types: list[tuple[str, str]], hosts: list[tuple[str, str]]) -> None:
        """Give the form what an approver can be limited to."""
        for field, offered in ((self.stakeholder_type, types), (self.host, hosts)):
            field.choices = options([("", gettext("Everybody")), *offered])
            self.offered[field.name] = {identity(value) for value, _words in offered}

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        for field in (self.stakeholder_type, self.host):
            if field.data is None:
                continue
            if field.data not in self.offered[field.name]:
                self.refuse(field.name, str(_FROM_THE_LIST))
            elif self.role.data and self.role.data != Role.APPROVER:
                self.refuse(
                    field.name,
                    gettext("Only an approver can be limited. Choose “Everybody” or another role."),
                )
        return not self.errors

    @property
    def grant(self) -> Grant:
        """What was chosen."""
        return Grant(
            Role(self.role.data),
            self.may_export.data,
            self.sees_sensitive.data,
            self.stakeholder_type.data,
            self.host.data,
        )


class Invitation(Rights):
    email = EmailField(
        _("E-mail address"),
        validators=[NoLongerThan(254), Printable(), Given(_("Enter an e-mail address")), Address()],
    )
    language = SelectField(
        _("Language of the mail"),
        choices=languages(),
        validate_choice=False,
        validators=[Given(_("Choose a language")), Offered(_("Choose a language"))],
    )
