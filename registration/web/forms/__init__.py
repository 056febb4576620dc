"""Forms built from the one definition of what is asked (`rules/fields.py`): shape only, no queries."""

from registration.web.forms.details import Details, asked, details_form, form_of
from registration.web.forms.form import Form
from registration.web.forms.own import Own
from registration.web.forms.prefilled import typed_from, typed_of
from registration.web.forms.shown import Shown, shown

__all__ = [
    "Details",
    "Form",
    "Own",
    "Shown",
    "asked",
    "details_form",
    "form_of",
    "shown",
    "typed_from",
    "typed_of",
]
