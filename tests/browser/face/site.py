"""The running demonstration: its pages, and the mail it would have sent."""

import re
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Page

OPEN = "financing-for-peacebuilding"
PAST = "strategic-partnerships-at-the-regional-level"
CANCELLED = "digital-spaces-and-social-cohesion"
CLOSED = "peacebuilding-commission-and-partners"
UNDATED = "climate-peace-and-security"
APPROVED = "mental-health-and-peacebuilding"
LIMITED = "national-prevention-strategies"
SERIES = "sustaining-peace"


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
    return [
        pending,
        *(f"{pending}/{deed}" for deed in ("approval", "refusal", "question", "stakeholder-type")),
        waiting,
        *(f"{waiting}/{deed}" for deed in ("place-in-line", "seat-on-purpose")),
        gone,
        f"{gone}/reinstatement",
    ]


def _first(page: Page, table: str) -> str:
    page.goto(table)
    return str(page.locator("tbody th a").first.get_attribute("href"))


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
        f"{one}/edit",
        f"/organizer/roundtables/{APPROVED}/registrations",
        f"/organizer/roundtables/{LIMITED}/seats",
        f"/organizer/roundtables/{LIMITED}/seats/edit",
        f"{one}/seats",
        f"{one}/seats/edit",
        f"{one}/admission",
        f"{one}/exports",
        f"{one}/downloads",
        f"{one}/history",
        f"{one}/cancellation",
        f"/organizer/roundtables/{CLOSED}",
        "/organizer/roundtables/new",
        "/organizer/downloads",
        "/organizer/account",
        "/organizer/roundtables/nothing-here",
    ]
