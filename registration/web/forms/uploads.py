"""A file that somebody hands in with a form."""

from typing import Any

from flask_babel import gettext as _
from flask_wtf.file import FileField
from wtforms.validators import StopValidation

from registration.actions import files
from registration.actions.files import Checked
from registration.rules.refusals import FileNotAccepted


class Upload(FileField):
    """Read and looked at once, when the form is checked; `checked` is None unless it may be kept."""

    checked: Checked | None = None

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002  (WTForms names it)
        self.checked = None
        if not self.data:
            return
        with self.data.stream as stream:
            content = stream.read(files.LARGEST + 1)
        if not content:
            raise StopValidation(_("This file is empty. Choose another one."))
        if len(content) > files.LARGEST:
            raise StopValidation(_("This file is too large: the limit is 5 megabytes. Choose a smaller one."))
        try:
            self.checked = files.checked(self.data.filename or "", content)
        except FileNotAccepted:
            raise StopValidation(
                _("Choose a PDF, a JPEG or a PNG. This file is something else, or it is damaged.")
            ) from None
