"""Types of the variables in our addresses: anything else is not found."""

from flask import Flask
from werkzeug.routing import BaseConverter

from registration.i18n import LANGUAGES


class LanguageConverter(BaseConverter):
    """One of the six languages."""

    regex = "|".join(LANGUAGES)
    part_isolating = True


class SlugConverter(BaseConverter):
    """The name of a roundtable or series in an address."""

    regex = r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?"
    part_isolating = True


class TokenConverter(BaseConverter):
    """A secret in an address: URL-safe base 64."""

    regex = r"[A-Za-z0-9_-]{20,90}"
    part_isolating = True


class DigestConverter(BaseConverter):
    """A SHA-256 in hexadecimal."""

    regex = r"[0-9a-f]{64}"
    part_isolating = True


class RowConverter(BaseConverter):
    """The number of a row, no larger than any database counts."""

    regex = r"[0-9]{1,15}"
    part_isolating = True

    def to_python(self, value: str) -> int:
        return int(value)


def init_app(app: Flask) -> None:
    app.url_map.converters |= {
        "language": LanguageConverter,
        "slug": SlugConverter,
        "token": TokenConverter,
        "digest": DigestConverter,
        "row": RowConverter,
    }
    # A trailing slash too many or too few is answered by a redirect only where the address is a folder.
    app.url_map.merge_slashes = True
