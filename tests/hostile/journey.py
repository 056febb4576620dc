"""A whole journey through a real site, by people whose names and words are easily found again: canaries."""

import re

from tests.hostile.served import INVITED, Served, links_in
from tests.web.steps import TYPED

CANARIES = {
    "given_names": "Canarygiven",
    "family_name": "Canaryfamily",
    "organization": "Canaryhouse",
    "position": "Canaryposition",
    "email": "canary.mail@example.org",
}


def walk(site: Served) -> list[str]:
    """Somebody registers, loses the link, changes answers and withdraws; somebody looks at an invitation; an organizer
    looks, searches and downloads.

    Returns every secret that was on the way: of links, drafts and cookies.
    """
    secrets = [site.sign_in.rpartition("/")[2]]
    person = site.visitor()
    page = person.get(f"/en/roundtables/{site.slug}/register")
    secrets.append(page.url.rpartition("draft=")[2])
    page = person.submit(page, {"stakeholder_type": "civil_society"}, ending="/register")
    page = person.submit(page, {**TYPED["civil_society"], **CANARIES}, ending="/details")
    page = person.submit(page, {}, ending="/check")
    reference = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", page.text)
    assert reference
    secrets += _tokens(site, CANARIES["email"], 1)
    person.submit(person.get("/en/my/"), {"email": CANARIES["email"]}, ending="/my/")
    secrets += _tokens(site, CANARIES["email"], 2)
    link = f"/en/my/{secrets[-1]}"
    person.submit(person.get(link), {}, ending=secrets[-1])
    edit = person.get("/en/my/registration/edit")
    person.submit(edit, {"email": "canary.other@example.org", "position": "Canarychanged"}, ending="/edit")
    secrets += _tokens(site, "canary.other@example.org", 1)
    person.submit(person.get("/en/my/registration/withdrawal"), {}, ending="/withdrawal")
    secrets += list(person.cookies.values())

    reply = _tokens(site, INVITED, 1)[0]
    site.visitor().get(f"/en/invitations/{reply}")
    secrets.append(reply)

    organizer = site.visitor()
    wrong = {"email": "canary.wrong@example.org", "password": "canarypass"}
    organizer.submit(organizer.get("/organizer/sign-in"), wrong)
    organizer.submit(organizer.get(site.sign_in), {}, ending=secrets[0])
    desk = f"/organizer/roundtables/{site.slug}"
    people = organizer.get(f"{desk}/registrations?q=Canaryfamily")
    organizer.get(next(one.attributes["href"] for one in people.all("a") if "Canary" in one.text))
    organizer.request("GET", f"{desk}/exports/all.csv?q=Canaryfamily")
    secrets += list(organizer.cookies.values())
    _trouble(site, secrets)
    return secrets


def _tokens(site: Served, address: str, number: int) -> list[str]:
    """The secrets of the links in the mails to an address, once so many have come."""
    mails = site.mail_to(address, number)
    links = [link for mail in mails for link in links_in(mail)]
    return [
        token
        for link in links
        for token in re.findall(r"/(?:my|invitations|delegations)/(?:addresses/)?([\w-]{40,})", link)
    ]


def _trouble(site: Served, secrets: list[str]) -> None:
    """Requests that end badly, each with something in it that must not be written down."""
    for target in (
        f"/en/my/{secrets[0]}x",
        f"/nowhere/canary.path@example.org?email=canary.query@example.org&token={secrets[0]}",
        f"/organizer/sign-in/{secrets[0]}",
        "/en/roundtables/canaryslug/register?draft=canarydraft",
    ):
        for method in ("GET", "POST", "DELETE", "CANARYMETHOD"):
            site.ask(
                target, method=method, headers={"Cookie": "visit=canarycookie", "User-Agent": "canaryagent"}
            )
