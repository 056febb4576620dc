"""Between the form of a roundtable and the actions: fill the form from what is stored, read it into a plan."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from registration.actions import audit, organizations, photos, roundtables, series, slugs
from registration.actions.photos import Picture
from registration.actions.rescheduling import Meeting
from registration.extensions import db
from registration.models.organizations import Organization
from registration.models.roundtables import Attribution, Mode, Roundtable
from registration.models.seats import Limit
from registration.models.series import Series
from registration.rules.standing import Admission
from registration.web.organizer.forms import caps as seat_caps
from registration.web.organizer.forms import moments, texts
from registration.web.organizer.forms import organizations as lists
from registration.web.organizer.forms.roundtable import MOMENTS, RoundtableForm

TEXTS = ("titles", "summaries", "descriptions", "participation", "outcomes", "cities", "venues", "photo_alts")
AS_STORED = (
    "slug",
    "ordinal",
    "zone",
    "mode",
    "admission",
    "attribution",
    "waiting_list_open",
    "grounds_pass_asked",
    "contact_name",
    "contact_email",
    "photo_credit",
)


def typed_from(roundtable: Roundtable, limits: Sequence[Limit]) -> dict[str, Any]:
    """What the form shows of a stored roundtable."""
    return {
        **{name: getattr(roundtable, name) for name in AS_STORED},
        **{name: texts.filled(getattr(roundtable, name)) for name in TEXTS},
        **{name: moments.shown(getattr(roundtable, name), roundtable.zone) for name in MOMENTS},
        "version": str(roundtable.version),
        "series": roundtable.series_id,
        "more_information_url": roundtable.more_information_url or "",
        "convenors": lists.filled(organization.id for organization in roundtable.convenors),
        "partners": lists.filled(organization.id for organization in roundtable.partners),
        "caps": seat_caps.filled(limits),
    }


def plan(
    form: RoundtableForm,
    picture: Picture | None,
    present: Roundtable | None,
    *,
    by: audit.By,
    at: datetime,
) -> roundtables.Plan:
    """What the organizer wants; a new series, organization or photo comes into being with it."""
    return roundtables.Plan(
        facts=_facts(form, present),
        series=_series(form, by=by, at=at),
        convenors=_organizations(form.convenors.chosen(), form.new_convenor.data, form),
        partners=_organizations(form.partners.chosen(), form.new_partner.data, form),
        caps=form.caps.form.caps(hybrid=form.mode.data == Mode.HYBRID),
        photo=_photo(form, picture, present, at=at),
    )


def meeting(form: RoundtableForm, present: Roundtable) -> Meeting:
    """When and where it would take place."""
    return Meeting(
        _moment(form, "starts_at", present),
        _moment(form, "ends_at", present),
        form.zone.data or "",
        Mode(form.mode.data),
        _texts(form, "cities"),
        _texts(form, "venues"),
    )


def _facts(form: RoundtableForm, present: Roundtable | None) -> roundtables.Facts:
    return roundtables.Facts(
        slug=form.slug.data,
        ordinal=form.ordinal.data,
        zone=form.zone.data or "",
        mode=Mode(form.mode.data),
        admission=Admission(form.admission.data),
        attribution=Attribution(form.attribution.data),
        waiting_list_open=form.waiting_list_open.data,
        grounds_pass_asked=form.grounds_pass_asked.data,
        contact_name=form.contact_name.data,
        contact_email=form.contact_email.data,
        more_information_url=form.more_information_url.data or None,
        photo_credit=form.photo_credit.data,
        starts_at=_moment(form, "starts_at", present),
        ends_at=_moment(form, "ends_at", present),
        opens_at=_moment(form, "opens_at", present),
        closes_at=_moment(form, "closes_at", present),
        **{name: _texts(form, name) for name in TEXTS},
    )


def _moment(form: RoundtableForm, name: str, present: Roundtable | None) -> datetime | None:
    stored: datetime | None = getattr(present, name) if present is not None else None
    return moments.kept(form.moment(name), stored, form.zone.data or "")


def _texts(form: RoundtableForm, name: str) -> dict[str, str]:
    field: Any = form[name]
    written: dict[str, str] = field.form.texts()
    return written


def _series(form: RoundtableForm, *, by: audit.By, at: datetime) -> Series:
    if form.series.data is None:
        own = [one for one in form.convenors.chosen() if one in form.own]
        return series.begin(form.new_series.form.texts(), _organizations(own, "", form), by=by, at=at)
    return db.session.get_one(Series, form.series.data)


def _organizations(chosen: Sequence[int], new_name: str, form: RoundtableForm) -> list[Organization]:
    """A new one is looked after by the organizer's own until it has an owner."""
    listed = [db.session.get_one(Organization, organization_id) for organization_id in chosen]
    if new_name:
        own = next((one for one in form.convenors.chosen() if one in form.own), None)
        listed.append(organizations.add(_slug_of(new_name), {"en": new_name}, set_up_by_id=own))
    return listed


def _slug_of(name: str) -> str:
    return slugs.free(Organization.slug, name, otherwise="organization")


def _photo(form: RoundtableForm, picture: Picture | None, present: Roundtable | None, *, at: datetime) -> Any:
    if picture is not None:
        return photos.keep(picture, at=at)
    if form.kept_photo.data and (kept := photos.find(form.kept_photo.data)) is not None:
        return kept
    return None if present is None or form.photo_removed.data else present.photo
