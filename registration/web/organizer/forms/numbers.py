"""Whole numbers as people type them: in any of their digits, or nothing."""

from typing import Any

from flask_babel import gettext as _
from wtforms import IntegerField

LONGEST = 6


class WholeNumber(IntegerField):
    """A number between two bounds, or None for an empty field."""

    def __init__(self, label: Any = None, *, least: int = 0, most: int = 100_000, **options: Any) -> None:
        super().__init__(label, **options)
        self.least, self.most = least, most

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not typed:
            return
        if not typed.isdecimal() or len(typed) > LONGEST or not self.least <= int(typed) <= self.most:
            raise ValueError(
                _("Enter a whole number from %(least)s to %(most)s", least=self.least, most=self.most)
            )
        self.data = int(typed)
