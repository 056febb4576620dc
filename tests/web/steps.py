"""The steps of the registration form as a visitor takes them."""

from collections.abc import Mapping
from typing import Any

from registration.models.roundtables import Roundtable
from tests.client import Client
from tests.page import Page

TYPED: dict[str, dict[str, str]] = {
    "member_state": {"state": "SWE", "represented_by": "mission", "delegation_role": "expert"},
    "un_staff": {"un_entity": "undp", "department": "Crisis Bureau", "duty_station": "New York"},
    "civil_society": {"organization": "Lake Region Women for Peace", "ecosoc_status": "special"},
    "regional_organization": {"organization": "Assembly of the Lake Region", "country": "KEN"},
}
PERSON = {"given_names": "Aya", "family_name": "Koné", "position": "Adviser", "email": "aya@example.org"}


def address(roundtable: Roundtable, language: str = "en") -> str:
    return f"/{language}/roundtables/{roundtable.slug}/register"


def to_details(
    client: Client,
    roundtable: Roundtable,
    type_code: str = "civil_society",
    *,
    another: bool = False,
    language: str = "en",
) -> Page:
    """The second step, empty."""
    first = client.get(address(roundtable, language))
    whom = "another" if another else "myself"
    return client.submit(first, {"stakeholder_type": type_code, "for_whom": whom})


def to_check(
    client: Client,
    roundtable: Roundtable,
    type_code: str = "civil_society",
    *,
    another: bool = False,
    language: str = "en",
    **typed: Any,
) -> Page:
    """The third step: everything filled in, nothing sent."""
    details = to_details(client, roundtable, type_code, another=another, language=language)
    return client.submit(details, filled(type_code, **typed))


def register(
    client: Client,
    roundtable: Roundtable,
    type_code: str = "civil_society",
    *,
    another: bool = False,
    language: str = "en",
    **typed: Any,
) -> Page:
    """All steps; the page at the end."""
    return client.submit(to_check(client, roundtable, type_code, another=another, language=language, **typed))


def filled(type_code: str, **typed: Any) -> Mapping[str, Any]:
    return {**TYPED[type_code], **PERSON, **typed}
