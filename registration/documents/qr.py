"""Square codes (ISO/IEC 18004) that telephones read."""

import segno


def as_data(text: str) -> str:
    """A picture as an address of its own (`data:`), dark on white whatever the page's colours are."""
    return segno.make(text, error="m", micro=False).svg_data_uri(scale=5, border=4, light="#fff")
