"""Pictures by the digest of their contents."""

from enum import StrEnum

from sqlalchemy import select

from registration.extensions import db
from registration.models.photos import Photo
from registration.rules.refusals import NotFound


class Size(StrEnum):
    LARGE = "large"
    SMALL = "small"


def jpeg(digest: str, size: Size) -> bytes:
    """The bytes of a picture. Raises NotFound."""
    column = {Size.LARGE: Photo.large, Size.SMALL: Photo.small}[size]
    found = db.session.scalar(select(column).where(Photo.digest == digest))
    if found is None:
        raise NotFound
    return found
