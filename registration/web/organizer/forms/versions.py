"""What a form was filled from: whoever saves after somebody else is told, and overwrites nothing unknowingly."""

from wtforms import HiddenField


class Version(HiddenField):
    """The version of a roundtable; what nobody's form would send is older than any."""

    @property
    def number(self) -> int:
        seen = self.data or ""
        return int(seen) if seen.isdecimal() and len(seen) < 10 else 0

    def renew(self, version: int) -> None:
        """What was typed stays on the page; sending it once more puts it in the place of the other's."""
        self.raw_data, self.data = None, str(version)
