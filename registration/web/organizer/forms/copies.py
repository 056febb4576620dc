"""When a copy of a roundtable takes place."""

from registration.web.forms import Form
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms.moments import Moment


class CopyForm(Form):
    starts_at = Moment(_("The new one begins"))
