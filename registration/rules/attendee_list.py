"""The lists: their columns in order, and which each preset holds. A contract: scripts read these files."""

from enum import StrEnum

from registration.rules import fields


class Preset(StrEnum):
    ATTENDEES = "attendees"
    ALL = "all"
    # What has become of the attendees since the last download.
    CHANGES = "changes"
    STATISTICS = "statistics"


# Those with everybody in them.
OF_PEOPLE = (Preset.ATTENDEES, Preset.ALL)


class Change(StrEnum):
    """What has become of somebody since the last download."""

    NEW = "new"
    GONE = "gone"
    REPLACED_BY = "replaced_by"
    REPLACES = "replaces"
    CHANGED = "changed"


class Value(StrEnum):
    """What the values of a column are, apart from those typed into the form."""

    CODE = "code"
    TEXT = "text"
    PHONE = "phone"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    TIME = "time"
    LIST = "list"


# Columns that are fields of the form take their kind from the field.
_OTHERS = {
    "change": Value.CODE,
    "reference": Value.CODE,
    "status": Value.CODE,
    "stakeholder_type": Value.CODE,
    "delegation": Value.TEXT,
    "iso3": Value.CODE,
    "accompanying": Value.INTEGER,
    "invited_by": Value.TEXT,
    "registered_at_utc": Value.TIME,
    "registered_at_local": Value.TIME,
    "decided_at": Value.TIME,
    "checked_in_at": Value.TIME,
    "substitutes_for": Value.TEXT,
    "tags": Value.LIST,
    "waiting_since": Value.TIME,
    "measure": Value.CODE,
    "group_kind": Value.CODE,
    "group_key": Value.TEXT,
    "label": Value.TEXT,
    "number": Value.INTEGER,
}
_OF_FIELDS = {
    fields.Asks.TEXT: Value.TEXT,
    fields.Asks.EMAIL: Value.TEXT,
    fields.Asks.PHONE: Value.PHONE,
    fields.Asks.YES_NO: Value.BOOLEAN,
    fields.Asks.CONSENT: Value.BOOLEAN,
}

COLUMNS = (
    "reference",
    "status",
    "stakeholder_type",
    "delegation",
    "represented_by",
    "department",
    "duty_station",
    "country",
    "iso3",
    "honorific",
    "given_names",
    "family_name",
    "plate_name",
    "position",
    "delegation_role",
    "email",
    "phone",
    "mode",
    "accompanying",
    "invited_by",
    "grounds_pass",
    "ecosoc_status",
    "language",
    "consent_listed",
    "registered_at_utc",
    "registered_at_local",
    "decided_at",
    "checked_in_at",
    "substitutes_for",
    "tags",
)


# Numbers in long format: what is counted, in which group, how many.
STATISTICS = ("measure", "group_kind", "group_key", "label", "number")


def columns(preset: Preset) -> tuple[str, ...]:
    """The keys of the columns, in order."""
    if preset is Preset.STATISTICS:
        return STATISTICS
    if preset is Preset.CHANGES:
        return ("change", *COLUMNS)
    return (*COLUMNS, "waiting_since") if preset is Preset.ALL else COLUMNS


def value(key: str) -> Value:
    if key in _OTHERS:
        return _OTHERS[key]
    return _OF_FIELDS.get(fields.BY_KEY[key].asks, Value.CODE)
