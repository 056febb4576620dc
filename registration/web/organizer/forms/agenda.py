"""One item of an agenda, and one speaker, as an organizer fills them in."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext
from wtforms import FormField, SelectField, StringField

from registration.actions import agenda, speakers
from registration.i18n import localized
from registration.models.agenda_items import AgendaItem
from registration.models.roundtables import Roundtable
from registration.models.speakers import Speaker, SpeakerRole
from registration.rules.refusals import ChangedMeanwhile
from registration.web.forms import Form
from registration.web.forms.checks import Given, NoLongerThan, Offered, Printable
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms import moments, texts
from registration.web.organizer.forms.choosing import options
from registration.web.organizer.forms.moments import Moment
from registration.web.organizer.forms.numbers import WholeNumber
from registration.web.organizer.forms.texts import in_six_languages
from registration.web.organizer.forms.versions import Version
from registration.words import choices

LONGEST_TITLE, LONGEST_NOTE = 200, 1000
LONGEST_AFFILIATION, LONGEST_BIOGRAPHY = 200, 1500
MOST_MINUTES = 1440
_FROM_THE_LIST = _("Choose an entry of the list")


class ItemForm(Form):
    """`meeting` is the roundtable: without a date of its own its items have no times either."""

    meeting: Roundtable

    version = Version()
    titles = FormField(
        in_six_languages(LONGEST_TITLE, needed=_("Enter the title in English")), _("Title of the item")
    )
    starts_at = Moment(_("Begins"))
    ends_at = Moment(_("Ends"))
    minutes = WholeNumber(_("Or how many minutes it lasts"), least=1, most=MOST_MINUTES)
    notes = FormField(in_six_languages(LONGEST_NOTE, lines=True), _("Note"))

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        if self.meeting.starts_at is not None and not self.errors:
            try:
                self._check_times(self._exact("starts_at"), self._exact("ends_at"))
            except ValueError as error:
                self.refuse("starts_at", str(error))
        return not self.errors

    def plan(self) -> agenda.Plan:
        """What was filled in, in minutes after the beginning of the meeting. Raises ChangedMeanwhile."""
        begins, lasts = None, self.minutes.data
        if self.meeting.starts_at is not None:
            starts_at, ends_at = self._exact("starts_at"), self._exact("ends_at")
            if starts_at is not None:
                begins = _minutes(starts_at - self.meeting.starts_at)
                if begins < 0:
                    # It fitted when it was checked: the roundtable has just been moved.
                    raise ChangedMeanwhile
                lasts = _minutes(ends_at - starts_at) if ends_at else lasts
        return agenda.Plan(self.titles.form.texts(), self.notes.form.texts(), begins, lasts)

    def _exact(self, name: str) -> datetime | None:
        field = self[name]
        assert isinstance(field, Moment)
        return field.exact(self.meeting.zone)

    def _check_times(self, starts_at: datetime | None, ends_at: datetime | None) -> None:
        if ends_at and not starts_at:
            self.refuse("starts_at", gettext("Enter when it begins"))
        elif ends_at and self.minutes.data:
            self.refuse("minutes", gettext("Enter either when it ends or how long it lasts"))
        elif starts_at and ends_at and ends_at <= starts_at:
            self.refuse("ends_at", gettext("The end has to be after the beginning"))
        elif starts_at:
            last = ends_at or starts_at + timedelta(minutes=self.minutes.data or 0)
            self._check_within(starts_at, last)

    def _check_within(self, starts_at: datetime, last: datetime) -> None:
        first, end = self.meeting.starts_at, self.meeting.ends_at
        assert first is not None
        if starts_at < first or (end is not None and starts_at >= end):
            self.refuse("starts_at", self._outside())
        elif end is not None and last > end:
            self.refuse("ends_at" if self.ends_at.data else "minutes", self._outside())

    def _outside(self) -> str:
        begins, ends = (
            moments.shown(moment, self.meeting.zone)
            for moment in (self.meeting.starts_at, self.meeting.ends_at)
        )
        return gettext(
            "This is outside of the roundtable, which lasts from %(begins)s to %(ends)s",
            begins=f"{begins:%Y-%m-%d %H:%M}" if begins else "",
            ends=f"{ends:%Y-%m-%d %H:%M}" if ends else "",
        )


class SpeakerForm(Form):
    version = Version()
    name = StringField(
        _("Name"),
        validators=[NoLongerThan(200), Printable(), Given(_("Enter the name of the speaker"))],
    )
    role = SelectField(
        _("Part in the meeting"),
        choices=options(choices.SPEAKER_ROLES.items()),
        default=SpeakerRole.SPEAKER,
        validate_choice=False,
        validators=[Given(_FROM_THE_LIST), Offered(_FROM_THE_LIST)],
    )
    affiliations = FormField(in_six_languages(LONGEST_AFFILIATION), _("Position and organization"))
    agenda_item = SelectField(
        _("Item of the agenda"), validate_choice=False, validators=[Offered(_FROM_THE_LIST)]
    )
    biographies = FormField(in_six_languages(LONGEST_BIOGRAPHY, lines=True), _("Short biography"))

    def offer(self, items: Sequence[AgendaItem], language: str) -> None:
        named = [(str(item.id), localized(item.titles, language)) for item in items]
        self.agenda_item.choices = options([("", gettext("The whole meeting")), *named])

    def plan(self, items: Sequence[AgendaItem]) -> speakers.Plan:
        return speakers.Plan(
            self.name.data or "",
            SpeakerRole(self.role.data),
            self.affiliations.form.texts(),
            self.biographies.form.texts(),
            next((item for item in items if str(item.id) == self.agenda_item.data), None),
        )


def filled_item(item: AgendaItem, meeting: Roundtable) -> dict[str, Any]:
    """A stored item as the form takes it."""
    starts_at = item.starts_at(meeting.starts_at)
    ends_at = item.ends_at(meeting.starts_at)
    return {
        "version": str(item.version),
        "titles": texts.filled(item.titles),
        "notes": texts.filled(item.notes),
        "starts_at": moments.shown(starts_at, meeting.zone),
        "ends_at": moments.shown(ends_at, meeting.zone),
        # Once where it can be said by the clock.
        "minutes": None if ends_at else item.minutes,
    }


def filled_speaker(speaker: Speaker) -> dict[str, Any]:
    """A stored speaker as the form takes them."""
    return {
        "version": str(speaker.version),
        "name": speaker.name,
        "role": str(speaker.role),
        "affiliations": texts.filled(speaker.affiliations),
        "agenda_item": str(speaker.agenda_item_id or ""),
        "biographies": texts.filled(speaker.biographies),
    }


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds()) // 60
