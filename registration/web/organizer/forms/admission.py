"""How people come in: of each stakeholder type, and what holds for all of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext
from wtforms import BooleanField, FormField, RadioField, SelectField

from registration import i18n
from registration.actions.admission import Policy, Settings
from registration.models.roundtables import Roundtable
from registration.models.type_policies import TypePolicy
from registration.rules import windows
from registration.rules.standing import Admission
from registration.rules.substitutions import Substitution
from registration.rules.windows import Outside, Window
from registration.web.forms import Form
from registration.web.forms.checks import Given, Offered
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms import moments
from registration.web.organizer.forms.choosing import options
from registration.web.organizer.forms.moments import Moment
from registration.web.organizer.forms.numbers import WholeNumber
from registration.web.organizer.forms.texts import Part
from registration.web.organizer.forms.versions import Version
from registration.words import choices, roundtables

LABELS: dict[str, Any] = {**roundtables.LABELS}
MOST_ACCOMPANYING = 9
# Two weeks.
MOST_HOURS = 336
USUAL_HOURS = 48
AT_ONCE, OFFERED = "at_once", "offered"
_FROM_THE_LIST = _("Choose an entry of the list")


class OfType(Part):
    """What is otherwise for one stakeholder type."""

    admission = SelectField(LABELS["admission"], validate_choice=False, validators=[Offered(_FROM_THE_LIST)])
    opens_at = Moment(LABELS["opens_at"])
    closes_at = Moment(LABELS["closes_at"])
    accompanying = WholeNumber(_("Accompanying persons"), most=MOST_ACCOMPANYING)
    substitution = SelectField(
        LABELS["substitution"], validate_choice=False, validators=[Offered(_FROM_THE_LIST)]
    )
    substitution_until = Moment(LABELS["substitution_until"])

    def policy(self, zone: str, stored: TypePolicy | None) -> Policy:
        """A time nobody touched stays to the second."""
        return Policy(
            Admission(self.admission.data) if self.admission.data else None,
            moments.kept(self.opens_at, stored.opens_at if stored else None, zone),
            moments.kept(self.closes_at, stored.closes_at if stored else None, zone),
            self.accompanying.data or 0,
            Substitution(self.substitution.data) if self.substitution.data else None,
            moments.kept(self.substitution_until, stored.substitution_until if stored else None, zone),
        )


class AdmissionForm(Form):
    """`types` depends on the stakeholder types: see `of_types`. `whole` is when the roundtable takes registrations."""

    zone = "UTC"
    language = "en"
    whole = Window()

    version = Version()
    types: Any
    address_checked = BooleanField(LABELS["address_checked"])
    pending_holds = BooleanField(LABELS["pending_holds"])
    offers = RadioField(
        _("When a seat becomes free"),
        choices=options(
            {
                AT_ONCE: _("Confirm the next in line at once"),
                OFFERED: _("Offer it to the next in line, who has to accept"),
            }.items()
        ),
        default=AT_ONCE,
        validate_choice=False,
        validators=[Given(_FROM_THE_LIST), Offered(_FROM_THE_LIST)],
    )
    offer_hours = WholeNumber(LABELS["offer_hours"], least=1, most=MOST_HOURS)
    place_shown = BooleanField(LABELS["place_shown"])
    substitution = RadioField(
        LABELS["substitution"],
        choices=options(choices.SUBSTITUTIONS.items()),
        default=Substitution.AUTOMATIC,
        validate_choice=False,
        validators=[Given(_FROM_THE_LIST), Offered(_FROM_THE_LIST)],
    )
    substitution_until = Moment(LABELS["substitution_until"])

    def offer(self, roundtable: Roundtable, language: str) -> None:
        """Give the form what it is measured by."""
        self.zone, self.language = roundtable.zone, language
        self.whole = Window(roundtable.opens_at, roundtable.closes_at or roundtable.starts_at)
        usual = gettext(
            "As the roundtable: %(admission)s", admission=choices.ADMISSIONS[roundtable.admission]
        )
        for part in self.types.form:
            part.form.admission.choices = options([("", usual), *choices.ADMISSIONS.items()])
            part.form.substitution.choices = options(
                [("", gettext("As for everyone")), *choices.SUBSTITUTIONS.items()]
            )

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        for part in self.types.form:
            self._check_window(part.form)
            self._check_end(part.form)
        self._check_end(self)
        if self.offers.data == OFFERED and self.offer_hours.data is None and not self.offer_hours.errors:
            self.refuse("offer_hours", gettext("Enter how many hours people have to answer"))
        return not self.errors

    def settings(self, stored: Roundtable) -> Settings:
        """A time nobody touched stays to the second."""
        return Settings(
            address_checked=self.address_checked.data,
            pending_holds=self.pending_holds.data,
            offer_hours=self.offer_hours.data if self.offers.data == OFFERED else None,
            place_shown=self.place_shown.data,
            substitution=Substitution(self.substitution.data),
            substitution_until=moments.kept(self.substitution_until, stored.substitution_until, self.zone),
        )

    def _check_end(self, part: Any) -> None:
        """Until when somebody else may come instead has to be a time there is."""
        try:
            part.substitution_until.exact(self.zone)
        except ValueError as error:
            part.refuse("substitution_until", str(error))

    def _check_window(self, part: OfType) -> None:
        times: dict[str, datetime | None] = {}
        for name, field in (("opens_at", part.opens_at), ("closes_at", part.closes_at)):
            try:
                times[name] = field.exact(self.zone)
            except ValueError as error:
                part.refuse(name, str(error))
        if not part.opens_at.errors and not part.closes_at.errors:
            for found in windows.outside(Window(**times), self.whole):
                part.refuse(_BESIDE[found], self._sentence(found))

    def _sentence(self, found: Outside) -> str:
        match found:
            case Outside.OPENS_EARLIER:
                return gettext(
                    "Registration opens on %(time)s: enter that time or a later one",
                    time=self._shown(self.whole.opens_at),
                )
            case Outside.CLOSES_LATER:
                return gettext(
                    "Registration closes on %(time)s: enter that time or an earlier one",
                    time=self._shown(self.whole.closes_at),
                )
            case Outside.NEVER_OPEN:
                return gettext("Registration has to open before it closes")

    def _shown(self, moment: datetime | None) -> str:
        return i18n.moment(moment, self.zone, self.language) if moment else ""


_BESIDE = {
    Outside.OPENS_EARLIER: "opens_at",
    Outside.CLOSES_LATER: "closes_at",
    Outside.NEVER_OPEN: "closes_at",
}


def of_types(types: Mapping[str, str]) -> type[AdmissionForm]:
    """The form for these stakeholder types, by code, with what they are called."""
    parts = type("TypesForm", (Part,), {code: FormField(OfType, words) for code, words in types.items()})
    return type("AdmissionFormOfTypes", (AdmissionForm,), {"types": FormField(parts, LABELS["policies"])})


def filled(roundtable: Roundtable, codes: Mapping[int, str]) -> dict[str, Any]:
    """What is stored, as the fields take it. `codes`: stakeholder types by their ids."""
    return {
        "version": str(roundtable.version),
        "address_checked": roundtable.address_checked,
        "pending_holds": roundtable.pending_holds,
        "offers": AT_ONCE if roundtable.offer_hours is None else OFFERED,
        "offer_hours": roundtable.offer_hours or USUAL_HOURS,
        "place_shown": roundtable.place_shown,
        "substitution": roundtable.substitution,
        "substitution_until": moments.shown(roundtable.substitution_until, roundtable.zone),
        "types": {
            codes[policy.stakeholder_type_id]: {
                "admission": policy.admission or "",
                "opens_at": moments.shown(policy.opens_at, roundtable.zone),
                "closes_at": moments.shown(policy.closes_at, roundtable.zone),
                "accompanying": policy.accompanying or None,
                "substitution": policy.substitution or "",
                "substitution_until": moments.shown(policy.substitution_until, roundtable.zone),
            }
            for policy in roundtable.policies
            if policy.stakeholder_type_id in codes
        },
    }
