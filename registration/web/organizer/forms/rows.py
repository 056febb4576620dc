"""Lists of rows in a form, as many as fit on a page: filled ones, and some empty ones to add more."""

from collections.abc import Iterable, Iterator
from typing import Any

from wtforms import Field, FieldList, FormField


class Rows(FieldList):  # type: ignore[type-arg]  # generic in the stubs only
    """Rows of one kind, at most so many."""

    def __init__(self, label: Any = None, *, row: type[Any], most: int, **options: Any) -> None:
        super().__init__(FormField(row), label, max_entries=most, **options)
        self.most = most

    def add_empty(self, number: int, *, filled: int) -> None:
        """Append rows until there are so many more than are filled in."""
        while len(self.entries) < min(self.most, filled + number):
            self.append_entry()

    def refuse(self, row: Field | None, name: str, message: str) -> None:
        """Put a message beside a field of a row, of the first row when none is named."""
        beside: Any = row or self.entries[0]
        beside.form.refuse(name, message)
        self.errors = [entry.errors for entry in self.entries]

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        """Only rows this form can have: WTForms would read every digit of Unicode, and thousands of them."""
        sent = list(formdata)
        return (row for row in range(self.most) if any(name.startswith(f"{prefix}-{row}-") for name in sent))
