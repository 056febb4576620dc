"""Pictures of roundtables: checked, set upright, and written anew in two sizes, without what the camera noted."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from PIL import Image, ImageOps
from sqlalchemy import select

from registration.extensions import db
from registration.models.photos import Photo
from registration.rules.refusals import NotAnImage

LARGEST_FILE = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
LARGE, SMALL = 1600, 800


@dataclass(frozen=True)
class Picture:
    """A picture ready to be kept: JPEGs at most 1600 and 800 pixels wide; width and height are the large one's."""

    width: int
    height: int
    large: bytes
    small: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.large).hexdigest()


def encoded(file: bytes) -> Picture:
    """Read what was uploaded, whatever its name claims. Slow: call it outside transactions.

    Raises NotAnImage for anything but a JPEG, PNG or WebP of at most 8 MB and 40 megapixels.
    """
    if len(file) > LARGEST_FILE:
        raise NotAnImage
    try:
        with Image.open(BytesIO(file), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NotAnImage
            upright = _opaque(ImageOps.exif_transpose(opened))
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as e:
        raise NotAnImage from e
    large, small = _narrowed(upright, LARGE), _narrowed(upright, SMALL)
    return Picture(large.width, large.height, _jpeg(large), _jpeg(small))


def keep(picture: Picture, *, at: datetime) -> Photo:
    """Store a picture once, however often it is uploaded."""
    known = find(picture.digest)
    if known is not None:
        return known
    photo = Photo(
        digest=picture.digest,
        width=picture.width,
        height=picture.height,
        large=picture.large,
        small=picture.small,
        created_at=at,
    )
    db.session.add(photo)
    db.session.flush()
    return photo


def find(digest: str) -> Photo | None:
    """A picture that is kept already."""
    return db.session.scalar(select(Photo).where(Photo.digest == digest))


def _opaque(image: Image.Image) -> Image.Image:
    """RGB, with white where the picture lets the page shine through."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    with_alpha = image.convert("RGBA")
    paper = Image.new("RGB", with_alpha.size, "white")
    paper.paste(with_alpha, mask=with_alpha.getchannel("A"))
    return paper


def _narrowed(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _jpeg(image: Image.Image) -> bytes:
    file = BytesIO()
    # Pillow keeps nothing of what a camera wrote into the file but its comment.
    image.save(file, "JPEG", quality=82, optimize=True, progressive=True, comment=b"")
    return file.getvalue()
