"""Small files of each kind that people may hand in, and some that they may not."""

import io

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def picture(kind: str = "PNG", size: tuple[int, int] = (20, 10)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, kind)
    return written.getvalue()


def upload(content: bytes, name: str = "paper.pdf") -> tuple[io.BytesIO, str]:
    """As the client of a test sends it."""
    return io.BytesIO(content), name
