"""The running demonstration: its pages, and the mail it would have sent."""

import re
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Page

OPEN = "financing-for-peacebuilding"
INVITING = "peacebuilding-commission-and-partners"
PAST = "strategic-partnerships-at-the-regional-level"
CANCELLED = "digital-spaces-and-social-cohesion"
CLOSED = "peacebuilding-commission-and-partners"
UNDATED = "climate-peace-and-security"
DRAFT = "memory-education-and-peace"
APPROVED = "mental-health-and-peacebuilding"
LIMITED = "national-prevention-strategies"
ASKING = "women-leading-recovery"
SERIES = "sustaining-peace"
HOST = "dag-hammarskjold-foundation"


@dataclass(frozen=True)
class Site:
    origin: str
    sign_in: str

    @classmethod
    def announced(cls, lines: Callable[[], list[str]], process: "subprocess.Popen[bytes]") -> "Site":
        """Wait for the three lines of the demonstration."""
        deadline = time.monotonic() + 120
        while len(lines()) < 3:
            assert process.poll() is None, "the demonstration did not start"
            assert time.monotonic() < deadline, "the demonstration takes too long to start"
            time.sleep(0.2)
        public, sign_in, _mailbox = (line.split(": ", 1)[1] for line in lines()[:3])
        return cls(public.rstrip("/"), urlsplit(sign_in).path)

    def invitation(self, page: Page) -> str:
        """The path in the newest mail that asks for a reply, in the language of the page."""
        page.goto("/mailbox")
        mails = page.locator("main tr", has_text="Invitation: ").locator("a")
        page.goto(str(mails.first.get_attribute("href")))
        found = re.search(r"https?://\S+/invitations/[\w-]{40,}", page.locator("main").inner_text())
        assert found, "no invitation"
        return urlsplit(found[0]).path

    def delegation(self, page: Page) -> str:
        """The path in the newest mail to a focal point, in the language of the page."""
        page.goto("/mailbox")
        mails = page.locator("main tr", has_text="The page of your delegation: ").locator("a")
        page.goto(str(mails.first.get_attribute("href")))
        found = re.search(r"https?://\S+/delegations/[\w-]{40,}", page.locator("main").inner_text())
        assert found, "no delegation"
        return urlsplit(found[0]).path

    def personal_link(self, page: Page, address: str) -> str:
        """The path of the personal link in the newest mail to this address, once it has come."""
        deadline = time.monotonic() + 60
        while True:
            page.goto("/mailbox")
            mails = page.locator("main tr", has_text=address).locator("a")
            if mails.count():
                break
            assert time.monotonic() < deadline, f"no mail to {address}"
            page.wait_for_timeout(300)
        page.goto(str(mails.first.get_attribute("href")))
        found = re.search(r"https?://\S+/my/[\w-]{40,}", page.locator("main").inner_text())
        assert found, "no personal link"
        return urlsplit(found[0]).path


def public_pages(language: str) -> list[str]:
    """Everything anyone may see, refusals included."""
    roundtables = [OPEN, PAST, CANCELLED, CLOSED, UNDATED, APPROVED, LIMITED]
    return [
        f"/{language}/",
        f"/{language}/series/{SERIES}",
        *(f"/{language}/roundtables/{slug}" for slug in roundtables),
        f"/{language}/privacy",
        f"/{language}/accessibility",
        f"/{language}/my/",
        f"/{language}/nothing-here",
        f"/{language}/roundtables/{CLOSED}/register",
        f"/{language}/my/registration",
    ]


def decision_pages(page: Page) -> list[str]:
    """What organizers see of somebody who awaits approval, who waits, who has left, and every decision about them."""
    pending, waiting, gone = (
        _first(page, f"/organizer/roundtables/{slug}/registrations?status={status}")
        for slug, status in ((APPROVED, "pending"), (LIMITED, "waitlisted"), (LIMITED, "withdrawn"))
    )
    invited = _first(page, f"/organizer/roundtables/{INVITING}/invitations?status=sent")
    return [
        invited,
        *(f"{invited}/{step}" for step in ("edit", "reply", "acceptance", "regrets", "link")),
        pending,
        *(f"{pending}/{deed}" for deed in ("approval", "refusal", "question", "stakeholder-type")),
        waiting,
        *(f"{waiting}/{deed}" for deed in ("place-in-line", "seat-on-purpose")),
        gone,
        f"{gone}/reinstatement",
        f"{waiting}/notes",
        f"{waiting}/merging/{_confirmed(page)}",
    ]


def _first(page: Page, table: str) -> str:
    page.goto(table)
    return str(page.locator(".table-guests tbody th a").first.get_attribute("href"))


def _confirmed(page: Page) -> str:
    """The identifier of somebody confirmed where somebody waits."""
    address = _first(page, f"/organizer/roundtables/{LIMITED}/registrations?status=confirmed")
    return address.rpartition("/")[2]


def organizer_pages() -> list[str]:
    """Everything an organizer sees, one of each kind."""
    one = f"/organizer/roundtables/{OPEN}"
    return [
        "/organizer/",
        one,
        f"{one}/registrations",
        f"{one}/registrations?q=nobody-at-all",
        f"{one}/registrations/new",
        f"{one}/registrations/new?type=civil_society",
        f"{one}/invitations/import",
        f"{one}/edit",
        f"/organizer/roundtables/{INVITING}/invitations",
        f"{one}/invitations",
        f"{one}/invitations/new",
        f"{one}/invitations/new?type=member_state",
        f"{one}/duplicates",
        f"/organizer/roundtables/{LIMITED}/registrations?mode=online&country=KEN",
        f"/organizer/roundtables/{LIMITED}/registrations?columns=tags,notes,status,country,reference",
        f"/organizer/roundtables/{LIMITED}/registrations/views?status=confirmed",
        f"/organizer/roundtables/{LIMITED}/tags",
        f"/organizer/roundtables/{APPROVED}/registrations",
        f"/organizer/roundtables/{LIMITED}/seats",
        f"/organizer/roundtables/{LIMITED}/seats/edit",
        f"{one}/seats",
        f"{one}/seats/edit",
        f"{one}/admission",
        f"/organizer/roundtables/{ASKING}/questions",
        f"/organizer/roundtables/{ASKING}/questions/1/edit",
        f"/organizer/roundtables/{ASKING}/questions/new",
        f"/organizer/roundtables/{ASKING}/questions/preview",
        f"/organizer/roundtables/{ASKING}/exports",
        f"{one}/exports",
        f"{one}/downloads",
        f"{one}/history",
        f"{one}/figures",
        "/organizer/roundtables/financing-for-peacebuilding/delegations",
        "/organizer/roundtables/financing-for-peacebuilding/delegations/focal-points/1",
        f"/organizer/roundtables/{LIMITED}/figures",
        "/organizer/figures",
        "/organizer/history?action=decisions",
        f"{one}/cancellation",
        f"{one}/copy",
        f"{one}/joining",
        f"{one}/languages",
        f"{one}/languages/fr",
        f"{one}/agenda",
        f"{one}/agenda/items/new",
        f"{one}/agenda/speakers/new",
        f"{one}/documents",
        f"{one}/documents/new",
        f"/organizer/roundtables/{DRAFT}",
        f"/organizer/roundtables/{DRAFT}/schedule",
        f"/organizer/roundtables/{DRAFT}/preview",
        "/organizer/series",
        "/organizer/series/new",
        f"/organizer/series/{SERIES}",
        f"{one}/mailings",
        f"{one}/mailings/new",
        f"{one}/mailings/1",
        f"{one}/reminders",
        f"{one}/reminders/new",
        f"{one}/reminders/1",
        f"/organizer/roundtables/{CLOSED}",
        "/organizer/roundtables/new",
        "/organizer/downloads",
        "/organizer/people",
        f"/organizer/people/{HOST}/invitations/new",
        f"/organizer/people/{HOST}/members/6",
        f"/organizer/people/{HOST}/members/6/removal",
        f"/organizer/organizations/{HOST}",
        "/organizer/organizations/new",
        f"{one}/leaving",
        "/organizer/account",
        "/organizer/account/password",
        "/organizer/account/authenticator-app",
        "/organizer/account/identity",
        "/organizer/account/organizations/gnwp/second-factor",
        "/organizer/roundtables/nothing-here",
    ]
