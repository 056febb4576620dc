"""A person's answers as organizers enter them, and whose seats the person takes."""

from collections.abc import Mapping
from typing import Any

from wtforms import SelectField

from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.web import languages
from registration.web.forms import Details, Own, details_form, own_sections, typed_from
from registration.web.forms.checks import Offered
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms.choosing import options
from registration.web.organizer.forms.versions import Version


class Entry(Details):
    version = Version()
    host = SelectField(
        _("Invited by"), validate_choice=False, validators=[Offered(_("Choose an organization"))]
    )

    @property
    def host_id(self) -> int | None:
        return int(self.host.data) if self.host.data else None


def entry_form(
    kind: StakeholderType,
    roundtable: Roundtable,
    own: Own,
    present: Registration | None = None,
    given: Mapping[str, Any] | None = None,
    *,
    typed: Mapping[str, Any] | None = None,
    bringing: int = 0,
) -> Entry:
    """The questions to this type; organizations to choose are those that convene, and the one that stands there.

    `given`: what the person has answered to the roundtable's own questions. `typed`: what is filled in for somebody
    who is not registered yet, and may be `bringing` more persons than the type allows.
    """
    asked = details_form(
        kind,
        roundtable,
        language=languages.current(),
        on_behalf=True,
        terse=True,
        bringing=present.accompanying if present and present.stakeholder_type_id == kind.id else bringing,
        own=own,
    )
    combined: type[Entry] = type("EntryForm", (Entry, asked), {})
    host = present.host if present else None
    kept = {"host": str(host.id) if host else "", "version": str(present.version)} if present else {}
    data = typed_from(present) | kept if present else dict(typed or {})
    form = combined(data=data | own_sections.typed(own, given or {}))
    form.known = own_sections.known(own, kind.code, given or {})
    hosts = dict.fromkeys((*roundtable.convenors, *([host] if host else [])))
    offered = [(str(one.id), one.short_name) for one in hosts]
    form.host.choices = options([("", _("No organization in particular")), *offered])
    return form
