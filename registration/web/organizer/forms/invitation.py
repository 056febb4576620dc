"""What organizers say of an invitation: to whom, what is known of them, how many may come, until when to reply."""

from datetime import datetime
from typing import Any

from flask_babel import gettext
from wtforms import BooleanField, SelectField, StringField, TextAreaField

from registration.actions.invitees import Terms
from registration.models.invitations import Invitation
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.rules import fields
from registration.rules.fields import Field
from registration.web import languages
from registration.web.forms import Form, details, options, questions, wording
from registration.web.forms import fields as controls
from registration.web.forms.checks import MayBeEmpty, NoLongerThan, Offered, Printable
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms import choosing, moments
from registration.web.organizer.forms.invitation_deeds import checked_day
from registration.web.organizer.forms.moments import Moment
from registration.web.organizer.forms.numbers import WholeNumber
from registration.web.organizer.forms.versions import Version

MOST_SEATS = 20
MOST_ACCOMPANYING = 9
# What of a person may be known beforehand; the rest is asked with the reply.
_OF_PERSON = frozenset({"honorific", "given_names", "family_name", "position", "email", "mode", "language"})


class InvitationForm(Form):
    """`known` are the questions about the invitee, of which only delegation, address and language are needed."""

    known: tuple[Field, ...] = ()
    sections: tuple[questions.Section, ...] = ()
    suggestions: tuple[tuple[str, str], ...] = ()
    roundtable: Roundtable
    present: Invitation | None = None
    now: datetime | None = None
    moment: datetime | None = None

    version = Version()
    office = StringField(_("Office"), validators=[MayBeEmpty(), NoLongerThan(300), Printable()])
    host = SelectField(
        _("Invited by"), validate_choice=False, validators=[Offered(_("Choose an organization"))]
    )
    seats = WholeNumber(_("How many may come"), least=1, most=MOST_SEATS, default=1)
    accompanying = WholeNumber(_("How many others each may bring along"), most=MOST_ACCOMPANYING, default=0)
    respond_by = Moment(_("Respond by"))
    holds = BooleanField(_("Hold their seats until the reply"))
    bound = BooleanField(_("Only for the invited address"))
    words = TextAreaField(
        _("In your own words"), validators=[MayBeEmpty(), NoLongerThan(4000), Printable(lines=True)]
    )

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        self._check_entity()
        if self.seats.data is None and not self.seats.errors:
            self.refuse("seats", gettext("Enter how many may come"))
        if not self.respond_by.errors:
            self._check_day(self.present.respond_by if self.present else None)
        return not self.errors

    def terms(self, kind: StakeholderType) -> Terms:
        """What nobody could see here, such as tags from a list, stays as it is."""
        known: dict[str, Any] = dict(self.present.answers) if self.present else {}
        known |= {field.key: self[field.key].data or "" for field in self.known}
        return Terms(
            kind,
            email=self["email"].data,
            language=self["language"].data,
            answers=known,
            office=self.office.data or "",
            mode=self._mode(),
            host_id=int(self.host.data) if self.host.data else None,
            words=self.words.data or "",
            seats=self.seats.data or 1,
            accompanying=self.accompanying.data or 0,
            holds=self.holds.data,
            respond_by=self.moment,
            bound=self.bound.data,
            own_answers=self.present.own_answers if self.present else {},
            tags=self.present.tags if self.present else (),
        )

    def _mode(self) -> str:
        """Of the meeting, where there is no choice."""
        if "mode" in self:
            return str(self["mode"].data)
        return "online" if self.roundtable.mode == "online" else "in_person"

    def _check_day(self, kept: datetime | None) -> None:
        zone = self.roundtable.zone
        if kept is not None and moments.shown(kept, zone) == self.respond_by.data:
            # Nobody touched it: it stays to the second.
            self.moment = kept
            return
        self.moment = checked_day(self, "respond_by", zone, self.roundtable.starts_at, self.now)
        if self.holds.data and self.moment is None and not self.respond_by.errors:
            self.refuse("respond_by", gettext("Seats are held until a day: enter until when to reply"))

    def _check_entity(self) -> None:
        other = "un_entity" in self and self["un_entity"].data == fields.OTHER_ENTITY
        if other and "organization" in self and not self["organization"].data:
            self.refuse("organization", gettext("Enter the name of the entity that is not in the list"))


def invitation_form(
    kind: StakeholderType, roundtable: Roundtable, at: datetime, present: Invitation | None = None
) -> InvitationForm:
    """For somebody of this type."""
    language = languages.current()
    known = tuple(
        field for field in details.asked(kind, roundtable) if field.of_type or field.key in _OF_PERSON
    )
    body: dict[str, Any] = {
        "known": known,
        "sections": questions.sections(kind.code, known, on_behalf=True, with_registrant=False),
        "suggestions": options.suggestions(language) if kind.code == details.SUGGESTS_ORGANIZATIONS else (),
        "roundtable": roundtable,
        "present": present,
        "now": at,
    }
    for field in known:
        label = wording.label(field.key, type_code=kind.code, on_behalf=True, terse=True)
        hint = wording.hint(field.key, terse=True)
        optional = field.key in kind.optional or not _is_needed(field)
        body[field.key] = controls.build(controls.Asked(field, label, hint, optional, language))
    form: InvitationForm = type("InvitationFormOfType", (InvitationForm,), body)(data=_filled(present))
    host = present.host if present else None
    hosts = dict.fromkeys((*roundtable.convenors, *([host] if host else [])))
    named = [(str(one.id), one.short_name) for one in hosts]
    form.host.choices = choosing.options([("", gettext("No organization in particular")), *named])
    return form


def _is_needed(field: Field) -> bool:
    return field in (*fields.DELEGATION_FIELDS, fields.EMAIL, fields.MODE, fields.LANGUAGE)


def _filled(present: Invitation | None) -> dict[str, Any]:
    if present is None:
        return {}
    return dict(present.answers) | {
        "version": str(present.version),
        "office": present.office,
        "email": present.email,
        "language": present.language,
        "mode": present.mode,
        "host": str(present.host_id or ""),
        "seats": present.seats,
        "accompanying": present.accompanying,
        "respond_by": moments.shown(present.respond_by, present.roundtable.zone),
        "holds": present.holds,
        "bound": present.bound,
        "words": present.words,
    }
