"""Everything an organizer fills in about a roundtable."""

import re
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    EmailField,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    URLField,
)

from registration.models.roundtables import Attribution, Mode
from registration.rules.contradictions import Contradiction, Problem
from registration.rules.standing import Admission
from registration.web.examples import with_example
from registration.web.forms import Form
from registration.web.forms.checks import (
    Address,
    Given,
    HttpsAddress,
    MayBeEmpty,
    NoLongerThan,
    Offered,
    Printable,
)
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms import zones
from registration.web.organizer.forms.caps import Caps
from registration.web.organizer.forms.choosing import options
from registration.web.organizer.forms.moments import Moment
from registration.web.organizer.forms.numbers import WholeNumber
from registration.web.organizer.forms.organizations import Lineup, identity
from registration.web.organizer.forms.texts import in_six_languages
from registration.web.organizer.forms.versions import Version
from registration.words import choices, roundtables

LABELS: dict[str, Any] = {**roundtables.LABELS}
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MOMENTS = ("starts_at", "ends_at", "opens_at", "closes_at")
_FROM_THE_LIST = _("Choose an entry of the list")


def _choice(kind: Any, label: Any, words: dict[str, Any], default: str) -> Any:
    return kind(
        label,
        choices=options(words.items()),
        default=default,
        validate_choice=False,
        validators=[Given(_FROM_THE_LIST), Offered(_FROM_THE_LIST)],
    )


def _line(label: Any, longest: int, kind: type[StringField] = StringField, *more: Any) -> Any:
    return kind(label, validators=[MayBeEmpty(), NoLongerThan(longest), Printable(), *more])


class RoundtableForm(Form):
    """`caps` depends on the stakeholder types: see `with_caps`. `own` are the organizations the person may edit for."""

    own: frozenset[int] = frozenset()
    offered_series: AbstractSet[int | None] = frozenset()
    has_photo = False

    version = Version()
    titles = FormField(in_six_languages(200, needed=_("Enter the title in English")), LABELS["titles"])
    summaries = FormField(in_six_languages(500, lines=True), LABELS["summaries"])
    series = SelectField(LABELS["series"], coerce=identity, validate_choice=False)
    new_series = FormField(in_six_languages(200), _("Title of the new series"))
    ordinal = WholeNumber(LABELS["ordinal"], least=1, most=999)
    slug = _line(LABELS["slug"], 80)

    starts_at = Moment(LABELS["starts_at"])
    ends_at = Moment(LABELS["ends_at"])
    zone = SelectField(LABELS["zone"], default="America/New_York", validate_choice=False)
    mode = _choice(RadioField, LABELS["mode"], choices.MODES, Mode.IN_PERSON)
    cities = FormField(in_six_languages(100), LABELS["cities"])
    venues = FormField(in_six_languages(200), LABELS["venues"])

    convenors = Lineup(LABELS["convenors"])
    new_convenor = _line(_("Name of an organization that is not in the list"), 200)
    partners = Lineup(LABELS["partners"])
    new_partner = _line(_("Name of an organization that is not in the list"), 200)

    descriptions = FormField(in_six_languages(8000, lines=True), LABELS["descriptions"])
    participation = FormField(in_six_languages(4000, lines=True), LABELS["participation"])
    attribution = _choice(RadioField, LABELS["attribution"], choices.ATTRIBUTIONS, Attribution.CHATHAM_HOUSE)

    admission = _choice(RadioField, LABELS["admission"], choices.ADMISSIONS, Admission.OPEN)
    opens_at = Moment(LABELS["opens_at"])
    closes_at = Moment(LABELS["closes_at"])
    waiting_list_open = BooleanField(LABELS["waiting_list_open"], default=True)
    grounds_pass_asked = BooleanField(LABELS["grounds_pass_asked"])
    caps: Any

    contact_name = _line(LABELS["contact_name"], 120)
    contact_email = _line(LABELS["contact_email"], 254, EmailField, Address())
    more_information_url = _line(LABELS["more_information_url"], 500, URLField, HttpsAddress())

    photo = FileField(LABELS["photo"])
    # The digest of a photo that came with the same form before: a browser does not send a file twice.
    kept_photo = HiddenField()
    photo_alts = FormField(in_six_languages(300), LABELS["photo_alts"])
    photo_credit = _line(LABELS["photo_credit"], 200)
    photo_removed = BooleanField(_("Remove the photo"))

    outcomes = FormField(in_six_languages(8000, lines=True), LABELS["outcomes"])

    def offer(
        self,
        *,
        series: list[tuple[str, str]],
        organizations: list[tuple[str, str]],
        language: str,
        own: frozenset[int],
    ) -> None:
        """Give the form what can be chosen."""
        self.own = own
        self.series.choices = options([("", gettext("A new series")), *series])
        self.offered_series = {identity(value) for value, _words in series} | {None}
        self.zone.choices = zones.choices(language, self.zone.data or "")
        for rows in (self.convenors, self.partners):
            rows.offer([("", ""), *organizations])

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        if not self.zone.errors:
            self._check_zone()
        self._check_series()
        self._check_organizations()
        self._check_address()
        self._check_photo()
        return not self.errors

    def moment(self, name: str) -> Moment:
        field = self[name]
        assert isinstance(field, Moment)
        return field

    def refuse_contradiction(self, found: Contradiction, message: str) -> None:
        """Say it beside the field that has to change."""
        caps: Caps = self.caps.form
        name = caps.field_of(found.group)
        if found.problem is Problem.RELEASE_AFTER_START:
            self.refuse("starts_at", message)
        elif name is not None:
            caps.refuse(name, message)
        else:
            self.form_errors.append(message)

    def _check_zone(self) -> None:
        if not zones.is_known(self.zone.data or ""):
            self.refuse("zone", gettext("Choose a time zone of the list"))
            return
        self._check_times()

    def _check_times(self) -> None:
        moments = {}
        for name in MOMENTS:
            try:
                moments[name] = self.moment(name).exact(self.zone.data or "")
            except ValueError as error:
                self.refuse(name, str(error))
        if not any(self[name].errors for name in MOMENTS):
            self._check_order(**moments)

    def _check_order(
        self,
        *,
        starts_at: datetime | None,
        ends_at: datetime | None,
        opens_at: datetime | None,
        closes_at: datetime | None,
    ) -> None:
        if starts_at and not ends_at:
            self.refuse("ends_at", gettext("Enter when it ends"))
        if ends_at and not starts_at:
            self.refuse("starts_at", gettext("Enter when it begins"))
        if starts_at and ends_at and ends_at <= starts_at:
            self.refuse("ends_at", gettext("The end has to be after the beginning"))
        if starts_at and closes_at and closes_at > starts_at:
            self.refuse("closes_at", gettext("Registration has to close before the roundtable begins"))
        last = closes_at or starts_at
        if opens_at and last and opens_at >= last:
            self.refuse("opens_at", gettext("Registration has to open before it closes"))

    def _check_series(self) -> None:
        if self.series.data not in self.offered_series:
            self.refuse("series", str(_FROM_THE_LIST))
        elif self.series.data is None and not self.new_series.form.texts():
            self.new_series.form.refuse("en", gettext("Choose a series, or enter the title of a new one"))

    def _check_organizations(self) -> None:
        self.convenors.check()
        self.partners.check(elsewhere=self.convenors.chosen())
        if not self.own & set(self.convenors.chosen()):
            # Otherwise the organizer would not find this very roundtable again.
            self.convenors.refuse_organization(
                None,
                gettext(
                    "Your own organization has to be among the convenors. To take it out, step back as a "
                    "convenor on the page of the roundtable"
                ),
            )

    def _check_address(self) -> None:
        if self.slug.data and not _SLUG.fullmatch(self.slug.data):
            words = gettext("Use lower-case letters, digits and single hyphens, like %(example)s")
            self.refuse("slug", with_example(words, "regional-partners"))

    def _check_photo(self) -> None:
        if not _DIGEST.fullmatch(self.kept_photo.data or ""):
            self.kept_photo.raw_data, self.kept_photo.data = None, ""
        kept = self.has_photo and not self.photo_removed.data
        if (kept or self.photo.data or self.kept_photo.data) and not self.photo_alts.form["en"].data:
            self.photo_alts.form.refuse(
                "en", gettext("Say in English what the photo shows, for people who cannot see it")
            )


def with_caps(caps: type[Caps]) -> type[RoundtableForm]:
    """The form for the stakeholder types of this house."""
    return type("RoundtableFormWithCaps", (RoundtableForm,), {"caps": FormField(caps, _("Seats"))})
