"""Lists of guests on their way to become invitations: what a column holds, and what becomes of each row.

A column is a part of an invitation, or the answers to one of the roundtable's own questions.
"""

from collections.abc import Iterable
from enum import StrEnum

from registration.rules import names
from registration.rules.questions import Kind, Question


class Part(StrEnum):
    """What a column of the list says of the invitee. Those that are fields of the form are named like them."""

    NOTHING = ""
    TAGS = "tags"
    EMAIL = "email"
    FULL_NAME = "full_name"
    HONORIFIC = "honorific"
    GIVEN_NAMES = "given_names"
    FAMILY_NAME = "family_name"
    PLATE_NAME = "plate_name"
    OFFICE = "office"
    POSITION = "position"
    STAKEHOLDER_TYPE = "stakeholder_type"
    # A state, a UN entity or an organization, as the stakeholder type asks.
    DELEGATION = "delegation"
    STATE = "state"
    UN_ENTITY = "un_entity"
    ORGANIZATION = "organization"
    REPRESENTED_BY = "represented_by"
    DEPARTMENT = "department"
    DUTY_STATION = "duty_station"
    COUNTRY = "country"
    DELEGATION_ROLE = "delegation_role"
    PHONE = "phone"
    MODE = "mode"
    LANGUAGE = "language"
    HOST = "invited_by"
    SEATS = "seats"
    ACCOMPANYING = "accompanying"


# Several columns may be tags, or nothing.
REPEATABLE = frozenset({Part.NOTHING, Part.TAGS})


# Before the key of one of the roundtable's own questions, where a column holds the answers to it.
_ANSWER = "answer:"


def answerable(asked: Iterable[Question]) -> list[Question]:
    """The questions a list may answer: what is sensitive stays with the person, and a file is no cell."""
    return [one for one in asked if not one.retired and not one.sensitive and one.kind is not Kind.FILE]


def answer_to(question: Question) -> str:
    """What a column with the answers to it is called, beside the parts."""
    return _ANSWER + question.key


class ListState(StrEnum):
    """Where a list stands: read, its columns matched, being made invitations of, done."""

    READ = "read"
    MATCHED = "matched"
    WORKING = "working"
    DONE = "done"


class Fate(StrEnum):
    """What a row is to become, or has become."""

    NEW = "new"
    WRONG = "wrong"
    INVITED = "invited"
    REGISTERED = "registered"
    REPEATED = "repeated"
    DRAFTED = "drafted"
    SENT = "sent"
    # Left as a draft: no seat could be held, or the time to reply was over.
    NOT_HELD = "not_held"
    NOT_SENT = "not_sent"


MADE = frozenset({Fate.DRAFTED, Fate.SENT, Fate.NOT_HELD, Fate.NOT_SENT})


class Wrong(StrEnum):
    """What can be the matter with a cell."""

    MISSING = "missing"
    MISSING_NAME = "missing_name"
    NO_ADDRESS = "no_address"
    UNKNOWN = "unknown"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_DATE = "not_a_date"
    TOO_LONG = "too_long"
    INVISIBLE = "invisible"
    OUT_OF_REACH = "out_of_reach"
    OVER = "over"


def apart(name: str) -> tuple[str, str]:
    """Given names and family name out of one cell, letters as they are. Together they read as before.

    A comma, or a family name in capitals as delegations write it, says where; else the last word is taken for it,
    with the small words in front.
    """
    if "," in name:
        family, _, given = name.partition(",")
        return given.strip(), family.strip()
    words = name.split()
    if len(words) < 2:
        return " ".join(words), ""
    begins = next(
        (place for place, word in enumerate(words) if place and _is_in_capitals(word)), len(words) - 1
    )
    if not all(_is_in_capitals(word) for word in words[begins:]):
        begins = len(words) - 1
    while begins > 1 and words[begins - 1].islower():
        begins -= 1
    given, family = " ".join(words[:begins]), " ".join(words[begins:])
    # Where the family name comes first, it is written first.
    return (given, family) if names.full_name(given, family) == " ".join(words) else (words[1], words[0])


def _is_in_capitals(word: str) -> bool:
    return len(word) > 1 and word.isupper()
