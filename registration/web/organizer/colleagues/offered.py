"""What the forms about rights offer in an organization."""

from registration.i18n import localized
from registration.models.organizations import Organization
from registration.queries import colleagues, occupancy
from registration.web import languages
from registration.web.organizer.forms.rights import Rights


def offer(form: Rights, organization: Organization) -> None:
    """The stakeholder types, and the allotments of those who convene together."""
    language = languages.current()
    form.offer(
        types=[(str(kind.id), localized(kind.names, language)) for kind in occupancy.stakeholder_types()],
        hosts=[(str(host.id), localized(host.names, language)) for host in colleagues.hosts(organization)],
    )
