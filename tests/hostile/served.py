"""A site that really runs, its mail server, and an organizer: what programs without a browser can reach of it."""

import http.client
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

from registration import clock
from registration.actions import organizers
from registration.extensions import transaction
from tests.faults.ground import beside
from tests.faults.site import Site
from tests.gateways.sink import Sink
from tests.visitor import Visitor

PATIENCE = 60.0
INVITED = "canary.invited@example.org"


@dataclass(frozen=True)
class Answer:
    """A bare answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Served:
    """`sign_in` and `unused` are addresses of links as they are mailed to the organizer."""

    site: Site
    sink: Sink
    slug: str
    organizer_email: str
    sign_in: str
    unused: str

    @property
    def origin(self) -> str:
        return self.site.origins[0]

    @property
    def folder(self) -> Path:
        return self.site.folder

    def visitor(self) -> Visitor:
        return Visitor(self.origin)

    def ask(self, target: str, *, method: str = "GET", headers: Mapping[str, str] | None = None) -> Answer:
        """One request with the target as it stands: nothing is tidied up on the way."""
        with closing(http.client.HTTPConnection(urlsplit(self.origin).netloc, timeout=30)) as connection:
            connection.putrequest(method, target, skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            connection.endheaders()
            response = connection.getresponse()
            return Answer(response.status, dict(response.headers.items()), response.read())

    def mail_to(self, address: str, number: int = 1) -> list[EmailMessage]:
        """The mails to an address, once so many have come."""
        give_up_at = time.monotonic() + PATIENCE
        while time.monotonic() < give_up_at:
            found = [mail for mail in self.sink.messages if mail["To"].addresses[0].addr_spec == address]
            if len(found) >= number:
                return found
            time.sleep(0.1)
        raise AssertionError(f"no mail to {address}: {self.site.log[-2000:]}")


@contextmanager
def served(folder: Path, **settings: str) -> Iterator[Served]:
    """`registration serve` with its worker, a public roundtable, an organizer and an invitee who were sent links."""
    with Sink() as sink:
        site = Site(folder, settings={"REGISTRATION_SMTP_URL": sink.url} | settings)
        try:
            site.serve()
            with beside(site) as ground, ground.writing():
                convenor = ground.make.organization()
                roundtable = ground.make.roundtable(convenors=[convenor])
                slug = roundtable.slug
                ground.make.invitation(roundtable, email=INVITED)
                organizer = ground.make.organizer(convenor)
                email = organizer.email
                with transaction() as session:
                    person = session.merge(organizer)
                    secrets = [organizers.mint_sign_in(person, at=clock.now()) for _ in range(2)]
            links = [f"{site.origins[0]}/organizer/sign-in/{secret}" for secret in secrets]
            yield Served(site, sink, slug, email, *links)
        finally:
            site.stop()


def links_in(mail: EmailMessage) -> list[str]:
    """Every address in the plain text of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return re.findall(r"https?://\S+", body.get_content())
