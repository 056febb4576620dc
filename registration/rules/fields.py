"""What a registration asks and the attendee list holds: one definition for both, in the order of the list.

A field's `key` is the column of the registration, the name in the form and the key in the list. Its words are in
`words/fields.py`, its options in `words/choices.py` or the reference data.
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class Asks(StrEnum):
    """What kind of answer a field takes."""

    TEXT = "text"
    EMAIL = "email"
    PHONE = "phone"
    YES_NO = "yes_no"
    CONSENT = "consent"
    CHOICE = "choice"
    STATE = "state"
    UN_ENTITY = "un_entity"
    COUNTRY = "country"
    LANGUAGE = "language"
    COUNT = "count"


@dataclass(frozen=True)
class Field:
    """One question. `contact` marks what only organizers with the contact permission see."""

    key: str
    asks: Asks
    required: bool = False
    longest: int = 200
    options: tuple[str, ...] = ()
    contact: bool = False
    of_type: bool = False


REPRESENTED_BY = ("mission", "capital", "embassy")
DELEGATION_ROLES = ("head", "alternate", "adviser", "expert", "observer")
ECOSOC_STATUSES = ("special", "general", "roster", "none", "unknown")
MODES = ("in_person", "online")

# An entity that is not in the list names itself in `organization`.
OTHER_ENTITY = "other"

STATE = Field("state", Asks.STATE, required=True, longest=3, of_type=True)
UN_ENTITY = Field("un_entity", Asks.UN_ENTITY, required=True, longest=40, of_type=True)
ORGANIZATION = Field("organization", Asks.TEXT, required=True, of_type=True)
REPRESENTED = Field("represented_by", Asks.CHOICE, required=True, options=REPRESENTED_BY, of_type=True)
DEPARTMENT = Field("department", Asks.TEXT, of_type=True)
DUTY_STATION = Field("duty_station", Asks.TEXT, longest=100, of_type=True)
COUNTRY = Field("country", Asks.COUNTRY, longest=3, of_type=True)
HONORIFIC = Field("honorific", Asks.TEXT, longest=40)
GIVEN_NAMES = Field("given_names", Asks.TEXT, longest=100)
FAMILY_NAME = Field("family_name", Asks.TEXT, longest=100)
PLATE_NAME = Field("plate_name", Asks.TEXT, longest=120)
POSITION = Field("position", Asks.TEXT, required=True)
DELEGATION_ROLE = Field("delegation_role", Asks.CHOICE, required=True, options=DELEGATION_ROLES, of_type=True)
EMAIL = Field("email", Asks.EMAIL, required=True, longest=254, contact=True)
PHONE = Field("phone", Asks.PHONE, longest=40, contact=True)
MODE = Field("mode", Asks.CHOICE, required=True, options=MODES)
ACCOMPANYING = Field("accompanying", Asks.COUNT)
GROUNDS_PASS = Field("grounds_pass", Asks.YES_NO, required=True)
ECOSOC_STATUS = Field("ecosoc_status", Asks.CHOICE, required=True, options=ECOSOC_STATUSES, of_type=True)
LANGUAGE = Field("language", Asks.LANGUAGE, required=True)
CONSENT_LISTED = Field("consent_listed", Asks.CONSENT)

# In the order of the attendee list.
FIELDS = (
    STATE,
    UN_ENTITY,
    ORGANIZATION,
    REPRESENTED,
    DEPARTMENT,
    DUTY_STATION,
    COUNTRY,
    HONORIFIC,
    GIVEN_NAMES,
    FAMILY_NAME,
    PLATE_NAME,
    POSITION,
    DELEGATION_ROLE,
    EMAIL,
    PHONE,
    MODE,
    ACCOMPANYING,
    GROUNDS_PASS,
    ECOSOC_STATUS,
    LANGUAGE,
    CONSENT_LISTED,
)
BY_KEY = {field.key: field for field in FIELDS}

# In the order in which the form asks everyone.
OF_EVERYONE = (HONORIFIC, GIVEN_NAMES, FAMILY_NAME, PLATE_NAME, POSITION, EMAIL, PHONE)

# What makes a person another person, at one address.
NAME = (GIVEN_NAMES, FAMILY_NAME)

# The field that says which delegation a person belongs to, in this order of preference.
DELEGATION_FIELDS = (STATE, UN_ENTITY, ORGANIZATION)


def asked(
    type_asks: list[str], *, hybrid: bool, online: bool, grounds_pass: bool, accompanying: int = 0
) -> tuple[Field, ...]:
    """The fields of one form, in the order it asks: of the type, of everyone, of the meeting.

    `accompanying`: how many persons one may bring along; the question is only asked of those who may.
    """
    of_type = tuple(BY_KEY[key] for key in type_asks)
    meeting = [MODE] if hybrid else []
    if accompanying:
        numbers = tuple(str(number) for number in range(accompanying + 1))
        meeting.append(replace(ACCOMPANYING, options=numbers))
    if grounds_pass and not online:
        meeting.append(GROUNDS_PASS)
    return (*of_type, *OF_EVERYONE, *meeting, LANGUAGE, CONSENT_LISTED)
