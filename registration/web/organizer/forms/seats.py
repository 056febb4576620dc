"""Every limit of a roundtable in one form: in all, by attendance, type, delegation and convening organization."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flask_babel import gettext
from wtforms import FormField

from registration.rules import bounds, fields, seats
from registration.rules.bounds import Bounds
from registration.rules.contradictions import Contradiction, Problem
from registration.rules.delegations import rule
from registration.rules.seats import Group, Kind, Limit
from registration.web.forms import Form
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms import moments
from registration.web.organizer.forms.exceptions import FurtherRows, KnownRows
from registration.web.organizer.forms.moments import Moment
from registration.web.organizer.forms.numbers import WholeNumber
from registration.web.organizer.forms.texts import Part
from registration.web.organizer.forms.versions import Version
from registration.words import groups
from registration.words.groups import Names

# The fields of the groups that have a cap and no more.
CAPS = {
    "total": seats.TOTAL,
    "in_person": seats.ROOM,
    "online": Group(Kind.MODE, seats.ONLINE),
    **{one.key: Group(Kind.DELEGATION, rule(one)) for one in fields.DELEGATION_FIELDS},
}
_OF_HYBRID = ("in_person", "online")
# Where a contradiction is said of a group that may have seats reserved.
_BESIDE = {Problem.RELEASE_AFTER_START: "release_at"}


class Reserved(Part):
    """A group for which seats may be kept free. Every field empty: no limit."""

    cap = WholeNumber(_("At most"))
    floor = WholeNumber(_("Reserved"))
    release_at = Moment(_("Released"))


class SeatsForm(Form):
    """`types` and `hosts` depend on the roundtable: see `of_groups`."""

    zone = "UTC"
    present: tuple[Limit, ...] = ()

    version = Version()
    total = WholeNumber(_("Seats in all"))
    in_person = WholeNumber(_("Seats in the room"))
    online = WholeNumber(_("Seats online"))
    types: Any
    state = WholeNumber(groups.RULES[rule(fields.STATE)])
    un_entity = WholeNumber(groups.RULES[rule(fields.UN_ENTITY)])
    organization = WholeNumber(groups.RULES[rule(fields.ORGANIZATION)])
    exceptions = KnownRows(_("Exceptions"))
    further = FurtherRows(_("Further exceptions"))
    hosts: Any

    @property
    def reserved(self) -> Iterator[tuple[Group, Reserved]]:
        """The groups for which seats may be kept free."""
        for kind, parts in ((Kind.STAKEHOLDER_TYPE, self.types), (Kind.HOST, self.hosts)):
            for part in parts.form:
                yield Group(kind, part.short_name), part.form

    def offer(self, present: tuple[Limit, ...], names: Names, *, zone: str) -> None:
        """Give the form what is stored, what groups are called, and whose clocks count."""
        self.present, self.zone = present, zone
        self.further.offer(names.language)
        for row in self.exceptions.entries:
            row.form.cap.label.text = names.of(Group(Kind.DELEGATION, row.form.key.data))

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        for _group, part in self.reserved:
            self._check_release(part)
        self.further.check(self.exceptions.caps)
        return not self.errors

    def bounds(self, *, hybrid: bool) -> dict[Group, Bounds]:
        """What is wanted of every group the form asks about."""
        caps = {group: self[name].data for name, group in CAPS.items() if hybrid or name not in _OF_HYBRID}
        known = {limit.group.key for limit in self.present if limit.group.is_one_delegation}
        kept = {key: cap for key, cap in self.exceptions.caps.items() if key in known}
        for key, cap in {**kept, **self.further.caps}.items():
            caps[Group(Kind.DELEGATION, key)] = cap
        wanted = bounds.with_caps(self.present, caps)
        return wanted | {group: self._bounds(group, part) for group, part in self.reserved}

    def refuse_contradiction(self, found: Contradiction, message: str) -> None:
        """Say it beside the field that has to change."""
        parts = dict(self.reserved)
        if found.group in parts:
            parts[found.group].refuse(_BESIDE.get(found.problem, "cap"), message)
        elif name := next((name for name, group in CAPS.items() if group == found.group), None):
            self.refuse(name, message)
        else:
            self.form_errors.append(message)

    def _bounds(self, group: Group, part: Reserved) -> Bounds:
        floor = part.floor.data or None
        stored = next((limit.release_at for limit in self.present if limit.group == group), None)
        return Bounds(part.cap.data, floor, moments.kept(part.release_at, stored, self.zone))

    def _check_release(self, part: Reserved) -> None:
        try:
            part.release_at.exact(self.zone)
        except ValueError as error:
            part.refuse("release_at", str(error))
        if part.release_at.data and not part.floor.data and not part.floor.errors:
            part.refuse(
                "floor", gettext("Enter how many seats are reserved, or empty the time of their release")
            )


def of_groups(types: Mapping[str, str], hosts: Mapping[str, str]) -> type[SeatsForm]:
    """The form for these stakeholder types and convening organizations, by key, with what they are called."""
    return type(
        "SeatsFormOfGroups",
        (SeatsForm,),
        {
            "types": FormField(_parts(types), _("Stakeholder types")),
            "hosts": FormField(_parts(hosts), _("Seats of those who convene")),
        },
    )


def filled(limits: Iterable[Limit], zone: str) -> dict[str, Any]:
    """Stored limits as the fields take them."""
    by_group = {limit.group: limit for limit in limits}
    data: dict[str, Any] = {name: by_group[group].cap for name, group in CAPS.items() if group in by_group}
    for name, kind in (("types", Kind.STAKEHOLDER_TYPE), ("hosts", Kind.HOST)):
        data[name] = {
            limit.group.key: {
                "cap": limit.cap,
                "floor": limit.floor,
                "release_at": moments.shown(limit.release_at, zone),
            }
            for limit in by_group.values()
            if limit.group.kind is kind
        }
    data["exceptions"] = [
        {"key": limit.group.key, "cap": limit.cap}
        for limit in sorted(by_group.values(), key=lambda limit: limit.group.key)
        if limit.group.is_one_delegation
    ]
    return data


def _parts(called: Mapping[str, str]) -> type[Part]:
    return type("GroupsForm", (Part,), {key: FormField(Reserved, words) for key, words in called.items()})
