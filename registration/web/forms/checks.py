"""What a single answer has to be. Each check stops at its first complaint and says what to do."""

from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel.speaklater import LazyString
from wtforms import Field, Form
from wtforms.validators import StopValidation

from registration.rules import names
from registration.rules.addresses import is_email
from registration.rules.questions import as_date, is_whole_number
from registration.web.examples import with_example

FEWEST_DIGITS = 5


class NoLongerThan:
    """Comes first: nothing else looks at a text that is too long."""

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def __call__(self, _form: Form, field: Field) -> None:
        length = len(field.data or "")
        if length > self.longest:
            raise StopValidation(
                _(
                    "Please shorten this: the limit is %(limit)s characters, it has %(length)s",
                    limit=self.longest,
                    length=length,
                )
            )


class Printable:
    """Refuses control characters and bidirectional overrides: they only serve to deceive, or came by accident."""

    def __init__(self, *, lines: bool = False) -> None:
        self.lines = lines

    def __call__(self, _form: Form, field: Field) -> None:
        if found := names.unprintable(field.data or "", lines=self.lines):
            raise StopValidation(
                _(
                    "Delete this and type it again: it contains an invisible character (%(code)s) that cannot be kept",
                    code=f"U+{ord(found):04X}",
                )
            )


class Given:
    """An answer is needed."""

    field_flags = {"required": True}

    def __init__(self, message: LazyString) -> None:
        self.message = message

    def __call__(self, _form: Form, field: Field) -> None:
        if not field.data:
            raise StopValidation(str(self.message))


class MayBeEmpty:
    """No answer is an answer; what follows looks only at what was typed."""

    field_flags = {"optional": True}

    def __call__(self, _form: Form, field: Field) -> None:
        if not field.data:
            raise StopValidation


class AskedFor:
    """An answer is needed, unless others say that it is not: the form sees to that."""

    field_flags = {"required": True}

    def __call__(self, _form: Form, field: Field) -> None:
        if not field.data:
            raise StopValidation


class Day:
    """A day, as browsers send one."""

    def __call__(self, _form: Form, field: Field) -> None:
        if as_date(field.data) is None:
            raise StopValidation(
                with_example(_("Enter a date as year, month and day, for instance %(example)s"), "2027-03-31")
            )


class Number:
    """A whole number, in any digits."""

    def __call__(self, _form: Form, field: Field) -> None:
        if not is_whole_number(field.data):
            raise StopValidation(_("Enter a whole number of at most nine digits"))


class Offered:
    """One of the choices of the page, if any."""

    def __init__(self, message: LazyString) -> None:
        self.message = message

    def __call__(self, _form: Form, field: Any) -> None:
        if field.data and field.data not in {choice.value for choice in field.choices}:
            raise StopValidation(str(self.message))


class Address:
    """An e-mail address by its form."""

    def __call__(self, _form: Form, field: Field) -> None:
        if not is_email(field.data):
            raise StopValidation(_("Enter an e-mail address in full, for instance name@example.org"))


class HttpsAddress:
    """An address of a page elsewhere that a browser opens without being spied on."""

    def __call__(self, _form: Form, field: Field) -> None:
        if not _is_https(field.data):
            words = _("Enter an address that begins with %(example)s")
            raise StopValidation(with_example(words, "https://"))


class PhoneNumber:
    """Anything a person would dial: only a text without digits is no number."""

    def __call__(self, _form: Form, field: Field) -> None:
        if sum(character.isdecimal() for character in field.data) < FEWEST_DIGITS:
            raise StopValidation(
                with_example(
                    _("Enter the number with its country code, for instance %(example)s"), "+41 22 000 00 00"
                )
            )


def _is_https(typed: str) -> bool:
    try:
        parts = urlsplit(typed)
        usable = parts.scheme == "https" and "." in (parts.hostname or "") and not parts.username
    except ValueError:
        return False
    return usable and not any(character.isspace() for character in typed)
