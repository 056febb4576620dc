"""What every refusal is."""


class Refused(Exception):
    """A named no. `code` is its key in the catalogue of words; `facts` are values its sentence may use."""

    code = "refused"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts


class NotFound(Refused):
    """It does not exist, or not for the person asking."""

    code = "not_found"
