"""The personal links and codes of one letter: made here and nowhere else, and taken out of what is kept of it."""

from datetime import datetime

from flask_babel import gettext as _

from registration import links
from registration.actions import colleagues, confirmation_codes, organizers
from registration.models.colleagues import ColleagueInvitation
from registration.models.focal_points import FocalPoint
from registration.models.invitations import Invitation
from registration.models.organizers import Organizer
from registration.models.registrations import Registration
from registration.queries import joining


class PersonalLinks:
    """Makes links and remembers them, to hide every one from the copy organizers read."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._made: list[str] = []
        self._codes: list[str] = []

    def manage(self, registration: Registration) -> str:
        """See, change or withdraw the registration."""
        return self._remembered(
            links.personal(registration.public_id, registration.link_version, self.language)
        )

    def check_address(self, registration: Registration, address: str) -> str:
        """Show that mail to a new address is read."""
        return self._remembered(
            links.check_address(registration.public_id, registration.link_version, address, self.language)
        )

    def reply(self, invitation: Invitation) -> str:
        """Answer an invitation: accept, send regrets, name somebody else."""
        return self._remembered(links.reply(invitation.public_id, invitation.link_version, self.language))

    def delegation(self, focal_point: FocalPoint) -> str:
        """See who of the delegation is registered, register, replace and withdraw."""
        found = links.delegation(focal_point.public_id, focal_point.link_version, self.language)
        return self._remembered(found)

    def sign_in(self, organizer: Organizer, *, at: datetime) -> str:
        """A link for one use; its hash is written, so this needs a transaction."""
        return self._remembered(links.sign_in(organizers.mint_sign_in(organizer, at=at)))

    def joining(self, registration: Registration, *, at: datetime) -> str:
        """Where this person joins online; empty when that is not theirs to know now."""
        link = joining.link(registration, at)
        return self._remembered(link) if link else ""

    def confirm_code(self, organizer: Organizer, *, at: datetime) -> str:
        """No link, but as secret; its hash is written, so this needs a transaction."""
        code = confirmation_codes.mint(organizer, at=at)
        self._codes.append(code)
        return code

    def join(self, invitation: ColleagueInvitation, *, at: datetime) -> str:
        """A link for one use, which replaces the one before; its hash is written, so this needs a transaction."""
        return self._remembered(links.join(colleagues.mint(invitation.public_id, at=at)))

    def hidden(self, text: str) -> str:
        """The text with words in place of every link and code made here."""
        for link in self._made:
            text = text.replace(link, _("‹personal link›"))
        for code in self._codes:
            text = text.replace(code, _("‹code›"))
        return text

    def _remembered(self, link: str) -> str:
        self._made.append(link)
        return link


class NoLinks(PersonalLinks):
    """For those who look at a letter to somebody else: words stand where the links would."""

    def _remembered(self, link: str) -> str:  # noqa: ARG002  (it is not told)
        return _("‹personal link›")
