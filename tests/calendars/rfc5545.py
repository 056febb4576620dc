"""A strict reader of iCalendar, written from RFC 5545 and 5546 and from nothing that writes our files."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

# §3.1: a name, parameters, a value. Quoted values hold no quotation mark, others none of these signs.
CONTROL = r"\x00-\x08\x0a-\x1f\x7f"
VALUE = rf'(?:"[^"{CONTROL}]*"|[^";:,{CONTROL}]*)'
PARAMETER = re.compile(rf";(?P<name>[A-Za-z0-9-]+)=(?P<value>{VALUE})")
LINE = re.compile(
    rf"(?P<name>[A-Za-z0-9-]+)(?P<parameters>(?:;[A-Za-z0-9-]+={VALUE})*):(?P<value>[^{CONTROL}]*)"
)
# §3.3.11: a comma, a semicolon or a backslash stands behind a backslash; n is the end of a line.
TEXT = re.compile(r"(?:[^\\,;]|\\[\\,;nN])*")

TEXTS = frozenset({"SUMMARY", "LOCATION", "DESCRIPTION", "PRODID", "UID", "STATUS", "CLASS", "TRANSP", "METHOD",
                   "TZID", "TZNAME", "NAME", "X-WR-CALNAME", "COMMENT"})  # fmt: skip
ONCE = {
    "VCALENDAR": {"PRODID", "VERSION", "CALSCALE", "METHOD"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "LOCATION", "DESCRIPTION", "URL", "CLASS",
               "STATUS", "TRANSP", "ORGANIZER", "CREATED", "LAST-MODIFIED", "PRIORITY"},
    "VTIMEZONE": {"TZID", "LAST-MODIFIED", "TZURL"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE"},
    "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE"},
}  # fmt: skip
NEEDED = {
    "VCALENDAR": {"PRODID", "VERSION"},
    # §3.6.1 with a METHOD, and RFC 5546 §3.2 for every method we use.
    "VEVENT": {"UID", "DTSTAMP", "DTSTART", "ORGANIZER", "SUMMARY", "SEQUENCE"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
}
WITHIN = {"VCALENDAR": {"VEVENT", "VTIMEZONE"}, "VTIMEZONE": {"STANDARD", "DAYLIGHT"}}


@dataclass(frozen=True)
class Property:
    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass
class Component:
    name: str
    properties: list[Property] = field(default_factory=list)
    components: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        return [one for one in self.properties if one.name == name]

    def one(self, name: str) -> Property:
        (found,) = self.all(name)
        return found

    def parts(self, *names: str) -> list["Component"]:
        return [one for one in self.components if one.name in names]


@dataclass(frozen=True)
class Zone:
    """A VTIMEZONE: when which offset begins, by the clocks on the wall before the change (§3.6.5)."""

    onsets: list[tuple[datetime, timedelta, timedelta]]

    @classmethod
    def of(cls, component: Component) -> "Zone":
        onsets = []
        for rule in component.parts("STANDARD", "DAYLIGHT"):
            assert not rule.all("RRULE"), "this reader knows dates only"
            began = [
                rule.one("DTSTART").value,
                *(day for line in rule.all("RDATE") for day in line.value.split(",")),
            ]
            change = _offset(rule.one("TZOFFSETFROM").value), _offset(rule.one("TZOFFSETTO").value)
            onsets += [(datetime.strptime(at, "%Y%m%dT%H%M%S"), *change) for at in began]  # noqa: DTZ007
        return cls(sorted(onsets))

    def offset(self, local: datetime) -> timedelta:
        """The offset of a wall clock's time."""
        begun = [to for at, _before, to in self.onsets if at <= local]
        return begun[-1] if begun else self.onsets[0][1]


def read(content: bytes) -> Component:
    """The calendar. Raises AssertionError that says which rule is broken."""
    calendar = _nested(_content_lines(content))
    for component in _walk(calendar):
        _check_properties(component)
    for event in calendar.parts("VEVENT"):
        _check_event(event, calendar)
    _check_method(calendar)
    return calendar


def moment(event: Component, name: str, calendar: Component) -> datetime:
    """A time of an event by what the file alone says of its zone."""
    found = event.one(name)
    if found.value.endswith("Z"):
        return datetime.strptime(found.value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    local = datetime.strptime(found.value, "%Y%m%dT%H%M%S")  # noqa: DTZ007
    zones = [
        Zone.of(one)
        for one in calendar.parts("VTIMEZONE")
        if one.one("TZID").value == found.parameters["TZID"]
    ]
    assert len(zones) == 1, f"{len(zones)} zones {found.parameters['TZID']}"
    return local.replace(tzinfo=timezone(zones[0].offset(local)))


def _content_lines(content: bytes) -> list[Property]:
    assert content.endswith(b"\r\n"), "the last line does not end"
    pieces = content.removesuffix(b"\r\n").split(b"\r\n")
    for piece in pieces:
        assert len(piece) <= 75, f"longer than 75 octets: {piece!r}"
        assert b"\r" not in piece, f"a bare CR: {piece!r}"
        assert b"\n" not in piece, f"a bare LF: {piece!r}"
        piece.decode()
    return [_property(line) for line in b"\r\n".join(pieces).replace(b"\r\n ", b"").decode().split("\r\n")]


def _property(line: str) -> Property:
    found = LINE.fullmatch(line)
    assert found, f"not a content line: {line!r}"
    name = found["name"].upper()
    parameters = {
        one["name"].upper(): one["value"].strip('"') for one in PARAMETER.finditer(found["parameters"])
    }
    if name in TEXTS:
        assert TEXT.fullmatch(found["value"]), f"not a text: {line!r}"
    return Property(name, parameters, found["value"])


def _nested(lines: list[Property]) -> Component:
    root = Component("")
    open_ones = [root]
    for line in lines:
        if line.name == "BEGIN":
            component = Component(line.value)
            open_ones[-1].components.append(component)
            open_ones.append(component)
        elif line.name == "END":
            assert open_ones.pop().name == line.value, f"END:{line.value} ends another component"
        else:
            assert not open_ones[-1].components, f"{line.name} behind a component of {open_ones[-1].name}"
            open_ones[-1].properties.append(line)
    assert open_ones == [root], "a component is never ended"
    assert not root.properties
    (calendar,) = root.components
    assert calendar.name == "VCALENDAR"
    return calendar


def _walk(component: Component) -> list[Component]:
    return [component, *(below for child in component.components for below in _walk(child))]


def _check_properties(component: Component) -> None:
    counts = Counter(one.name for one in component.properties)
    for child in component.components:
        assert child.name in WITHIN.get(component.name, set()), f"{child.name} within {component.name}"
    assert {name for name in ONCE[component.name] if counts[name] > 1} == set()
    assert NEEDED[component.name] - set(counts) == set()
    if component.name == "VCALENDAR":
        assert component.one("VERSION").value == "2.0"
    if component.name == "VTIMEZONE":
        assert component.components, "a zone without a rule"


def _check_event(event: Component, calendar: Component) -> None:
    assert re.fullmatch(r"\d{8}T\d{6}Z", event.one("DTSTAMP").value), "DTSTAMP is in UTC"
    assert re.fullmatch(r"\d+", event.one("SEQUENCE").value)
    assert event.one("STATUS").value in ("TENTATIVE", "CONFIRMED", "CANCELLED")
    assert event.one("CLASS").value in ("PUBLIC", "PRIVATE", "CONFIDENTIAL")
    assert event.one("TRANSP").value in ("OPAQUE", "TRANSPARENT")
    assert moment(event, "DTEND", calendar) > moment(event, "DTSTART", calendar)
    for address in (*event.all("ORGANIZER"), *event.all("ATTENDEE")):
        assert re.fullmatch(r"mailto:[^\s@]+@[^\s@]+", address.value), address.value


def _check_method(calendar: Component) -> None:
    """RFC 5546 §3.2.1, §3.2.2, §3.2.5."""
    method = calendar.one("METHOD").value
    for event in calendar.parts("VEVENT"):
        attendees = event.all("ATTENDEE")
        if method == "PUBLISH":
            assert attendees == []
        elif method == "REQUEST":
            assert len(attendees) == 1
            assert event.one("STATUS").value == "CONFIRMED"
            assert attendees[0].parameters["PARTSTAT"] == "ACCEPTED"
            assert attendees[0].parameters["RSVP"] == "FALSE"
        else:
            assert method == "CANCEL"
            assert len(attendees) == 1
            assert event.one("STATUS").value == "CANCELLED"


def _offset(written: str) -> timedelta:
    found = re.fullmatch(r"([+-])(\d\d)(\d\d)(\d\d)?", written)
    assert found, written
    size = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    return -size if found[1] == "-" else size
