"""Every form on the pages, found by looking at them, and sent in ways no browser would."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from werkzeug.test import TestResponse

from registration import links
from tests.client import Client
from tests.hostile.ground import LANGUAGE, PENDING, Audience, Ground
from tests.page import Element, Form, Page
from tests.web import steps

TYPES = ("member_state", "un_staff", "civil_society", "regional_organization")
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=limit"

PLAUSIBLE = {
    "email": "aya@example.org",
    "code": "abcde-fghjk",
    "answer": "For the whole network",
    "question": "Will you bring anybody?",
    "tag": "Speaks first",
    "text": "Speaks first",
    "reason": "A minister speaks in the first session",
    "name": "Aya Koné",
    "title": "Concept note",
    "joining_url": "https://video.example.org/peace",
    "joining_hours": "24",
    "password": "seven quiet rivers meet",
    "new": "seven quiet rivers meet",
    "given_names": "Aya",
    "family_name": "Koné",
    "position": "Adviser",
    "organization": "Lake Region Women for Peace",
    "state": "SWE",
    "un_entity": "undp",
    "registrant_name": "Ilse Berg",
    "registrant_email": "ilse@example.org",
    "labels-en": "What would you like to raise?",
    "titles-en": "Partnerships for peace",
    "new_series-en": "Sustaining peace",
    "slug": "partnerships-for-peace",
    "names-en": "Lake Region Trust",
    "short_name": "LRT",
    "owner": "ilse@example.org",
    "type": "civil_society",
    "line-1-given_names": "Aya",
    "line-1-family_name": "Koné",
    "line-1-position": "Adviser",
    "line-1-email": "aya@example.org",
}


@dataclass(frozen=True)
class Found:
    """A form, who meets it, and on which page. `values` is what a plausible person would send."""

    audience: Audience
    page: str
    path: str
    action: str
    values: Mapping[str, list[str]]
    fields: tuple[str, ...]
    typed: frozenset[str]
    multipart: bool

    def __str__(self) -> str:
        return f"{self.audience} at {self.path} with {len(self.fields)} fields"

    def send(
        self, client: Client, values: Mapping[str, list[Any]], *, multipart: bool = False
    ) -> TestResponse:
        """Send it with these values, texts or raw bytes, whatever the page offers; redirects are not followed."""
        if multipart:
            return client.open("POST", self.action, data=parts(values), content_type=MULTIPART)
        return client.open("POST", self.action, data=urlencode(_pairs(values)), content_type=FORM)

    def again(self, page: Page) -> Form:
        """This form on the page that answers."""
        here = (Form(page, element) for element in posts(page) if _path(page, element) == self.path)
        return next(
            form for form in here if self.typed <= {one.attributes["name"] for one in form._controls()}
        )


def parts(values: Mapping[str, list[Any]]) -> bytes:
    """The values as the parts of a request, its last limit included (RFC 7578)."""
    head = b'--limit\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    sent = (head % (name.replace(b'"', b"%22"), value) for name, value in _pairs(values))
    return b"".join(sent) + b"--limit--\r\n"


def posts(page: Page) -> list[Element]:
    return [form for form in page.all("form") if form.attributes.get("method", "").lower() == "post"]


def everywhere(ground: Ground) -> Iterator[Found]:
    """The forms of every page, once for each address and set of fields. Drafts are started on the way."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for audience, address in _pages(ground):
        page = ground.visit(audience).get(address)
        for form in _forms(page):
            found = _found(audience, address, form)
            if (found.path, found.fields) not in seen:
                seen.add((found.path, found.fields))
                yield found


@dataclass(frozen=True)
class Elsewhere(Form):
    """A form as one of its buttons sends it that leads elsewhere."""

    target: str = ""

    @property
    def action(self) -> str:
        return urljoin(self.page.url, self.target)


def _forms(page: Page) -> Iterator[Form]:
    """Every form, as it is and as each button sends it elsewhere."""
    for element in posts(page):
        yield Form(page, element)
        for button in element.all("button"):
            if target := button.attributes.get("formaction"):
                yield Elsewhere(page, element, target)


def _found(audience: Audience, address: str, form: Form) -> Found:
    controls = form._controls()
    names = tuple(dict.fromkeys(control.attributes["name"] for control in controls))
    typed = {control.attributes["name"] for control in controls if _is_typed(control)}
    action = urlsplit(form.action)
    asked = f"?{action.query}" if action.query else ""
    multipart = "multipart" in form.element.attributes.get("enctype", "")
    values = _filled(form, controls)
    return Found(
        audience, address, action.path, action.path + asked, values, names, frozenset(typed), multipart
    )


def _filled(form: Form, controls: list[Element]) -> dict[str, list[str]]:
    """Every question answered, and the first button pressed that does something."""
    values = {name: sent for name, sent in form.values.items() if sent != [""]}
    for control in controls:
        name = control.attributes["name"]
        if name in values:
            continue
        if control.attributes.get("type") == "radio":
            values[name] = [control.attributes["value"]]
        else:
            # A number of seats is called like what it is for.
            values[name] = [
                "" if control.attributes.get("inputmode") == "numeric" else PLAUSIBLE.get(name, "")
            ]
    # Not the one that only shows what would happen.
    button = next(
        (one for one in form.element.all("button") if one.attributes.get("name", "preview") != "preview"),
        None,
    )
    return values | ({button.attributes["name"]: [button.attributes.get("value", "")]} if button else {})


def _is_typed(control: Element) -> bool:
    """Whether the answer has to show again what was typed into it."""
    if "readonly" in control.attributes:
        return False
    written = ("text", "email", "tel", "url", "number", "search", "datetime-local")
    return control.tag == "textarea" or (
        control.tag == "input" and control.attributes.get("type", "text") in written
    )


def _path(page: Page, element: Element) -> str:
    return urlsplit(Form(page, element).action).path


def _pages(ground: Ground) -> Iterator[tuple[Audience, str]]:
    for address in _steps(ground):
        yield Audience.STRANGER, address
    people = f"{ground.desk}/registrations"
    person = f"{people}/{ground.public_id}"
    invited = f"{ground.desk}/invitations/{ground.slugs['invited']}"
    own = f"/{LANGUAGE}/my"
    colleague = f"/organizer/people/{ground.slugs['house']}/members/{ground.kept['colleague']}"
    pages = {
        Audience.STRANGER: [
            f"{own}/",
            links.personal(ground.public_id, 1, LANGUAGE),
            ground.invitation,
            ground.delegation,
            links.check_address(ground.public_id, 1, PENDING, LANGUAGE),
            "/organizer/sign-in",
            "/organizer/sign-in/help",
            "/organizer/sign-in/" + "s" * 43,
            f"/organizer/join/{ground.slugs['joining']}",
        ],
        Audience.PERSON: [
            f"{own}/registration",
            f"{own}/registration/edit",
            f"{own}/registration/withdrawal",
            f"{own}/registration/substitution",
            f"{own}/registration/group",
            f"{own}/registration/edit?group=un_staff",
        ],
        Audience.OFFERED: [f"{own}/registration"],
        Audience.ASKED: [f"{own}/registration"],
        Audience.HALFWAY: ["/organizer/sign-in/second-step"],
        Audience.MERGED: [f"{own}/registration"],
        Audience.REPLACED: [f"{own}/registration"],
        Audience.INVITED: [
            f"/{LANGUAGE}/invitations/acceptance",
            f"/{LANGUAGE}/invitations/acceptance?whom=another",
            f"/{LANGUAGE}/invitations/nomination",
        ],
        Audience.FOCAL_POINT: [
            f"/{LANGUAGE}/delegations/mine/registration",
            f"/{LANGUAGE}/delegations/mine/people/{ground.public_id}/replacement",
            f"/{LANGUAGE}/delegations/mine/people/{ground.public_id}/withdrawal",
        ],
        Audience.FOCAL_POINT_OF_MANY: [f"/{LANGUAGE}/delegations/mine/registrations"],
        Audience.ORGANIZER: [
            "/organizer/account",
            "/organizer/account/digest",
            "/organizer/people",
            f"/organizer/people/{ground.slugs['house']}/invitations/new",
            *(f"{colleague}{page}" for page in ("", "/removal", "/handover")),
            "/organizer/organizations/new",
            f"/organizer/organizations/{ground.slugs['house']}",
            f"/organizer/roundtables/{ground.slugs['shared']}/leaving",
            f"{ground.desk}/invitations/import",
            f"{ground.desk}/invitations/import/{ground.slugs['read list']}/columns",
            f"{ground.desk}/invitations/import/{ground.slugs['matched list']}/rows",
            "/organizer/account/password",
            "/organizer/account/passkeys/new",
            f"/organizer/account/passkeys/{ground.passkey_id}/removal",
            "/organizer/account/authenticator-app",
            "/organizer/account/authenticator-app/removal",
            "/organizer/account/recovery-codes",
            "/organizer/account/identity",
            f"/organizer/account/organizations/{ground.slugs['house']}/second-factor",
            "/organizer/roundtables/new",
            f"/organizer/roundtables/{ground.slugs['draft']}",
            ground.desk,
            f"{ground.desk}/edit",
            f"{ground.desk}/cancellation",
            f"{ground.desk}/copy",
            f"{ground.desk}/joining",
            f"{ground.desk}/languages/fr",
            f"{ground.desk}/agenda",
            f"{ground.desk}/agenda/items/new",
            f"{ground.desk}/agenda/items/{ground.slugs['item']}",
            f"{ground.desk}/agenda/speakers/new",
            f"{ground.desk}/agenda/speakers/{ground.slugs['speaker']}",
            f"{ground.desk}/documents",
            f"{ground.desk}/documents/new",
            f"{ground.desk}/documents/{ground.slugs['document']}",
            f"/organizer/roundtables/{ground.slugs['draft']}/schedule",
            "/organizer/series/new",
            f"/organizer/series/{ground.slugs['series']}",
            *(f"{ground.desk}/registrations/new?type={code}" for code in TYPES),
            person,
            f"{person}/edit",
            f"{person}/withdrawal",
            f"{person}/stakeholder-type?type=un_staff",
            f"{person}/substitution",
            f"{people}/{ground.others['replaced']}",
            f"{ground.desk}/invitations",
            *(f"{ground.desk}/invitations/new?type={code}" for code in TYPES),
            invited,
            *(
                f"{invited}/{page}"
                for page in ("edit", "acceptance", "acceptance?instead=yes", "regrets", "link?q=given")
            ),
            f"{ground.desk}/admission",
            f"{ground.desk}/delegations",
            f"{ground.desk}/delegations/focal-points/new?{urlencode({'delegation': ground.focal_point.delegation})}",
            f"{ground.desk}/delegations/focal-points/{ground.focal_point.id}",
            f"{ground.desk}/questions",
            f"{ground.desk}/questions/new",
            f"{ground.desk}/questions/{ground.question_id}/edit",
            f"{ground.desk}/seats",
            f"{ground.desk}/seats/edit",
            f"{ground.desk}/registrations",
            f"{ground.desk}/mailings/new",
            *(
                f"{ground.desk}/mailings/{ground.mail['draft']}/{page}"
                for page in ("text", "recipients", "sending")
            ),
            f"{ground.desk}/mailings/{ground.mail['failed']}",
            f"{ground.desk}/reminders",
            f"{ground.desk}/reminders/new",
            f"{ground.desk}/reminders/{ground.mail['reminder']}",
            people,
            f"{person}/notes",
            f"{person}/notes/{ground.kept['note']}",
            f"{people}/views?status=confirmed",
            f"{people}/views/{ground.kept['view']}",
            f"{ground.desk}/tags/{ground.kept['tag']}",
            f"{person}/merging/{ground.others['waiting']}",
            *(f"{people}/{ground.others['asked']}/{page}" for page in ("approval", "refusal", "question")),
            f"{people}/{ground.others['waiting']}/place-in-line",
            f"{people}/{ground.others['gone']}/reinstatement",
            f"{people}/{ground.others['gone']}/seat-on-purpose",
        ],
    }
    for audience, addresses in pages.items():
        for address in addresses:
            yield audience, address


def _steps(ground: Ground) -> Iterator[str]:
    """The steps of the registration: the questions to each type, once on somebody's behalf, and the last look."""
    client, roundtable = ground.visit(Audience.STRANGER), ground.roundtable()
    yield client.get(steps.address(roundtable, LANGUAGE)).url
    for code in TYPES:
        yield steps.to_details(client, roundtable, code, another=code == "un_staff", language=LANGUAGE).url
    yield steps.to_check(client, roundtable, language=LANGUAGE, mode="in_person", grounds_pass="yes").url


def _pairs(values: Mapping[str, list[Any]]) -> list[tuple[bytes, bytes]]:
    return [(_bytes(name), _bytes(value)) for name, sent in values.items() for value in sent]


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
