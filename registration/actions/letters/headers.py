"""Headers of mail with words outside ASCII (RFC 2047), folded so that no space is lost and none comes in between.

Python 3.11 folds such a header word by word and forgets that between two encoded words a space does not count; its
older `Header` puts the spaces inside. Names of people and subjects are made by that one.
"""

from email.header import Header
from email.headerregistry import Address
from email.policy import EmailPolicy
from typing import Any


class ExactPolicy(EmailPolicy):
    """The policy of the library, but for subjects and names that are not ASCII."""

    def fold(self, name: str, value: Any) -> str:
        exact = _exact(name, value, self.linesep)
        return super().fold(name, value) if exact is None else exact

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("ascii", "surrogateescape")


# Text travels as seven bits, whatever the servers on the way can do.
POLICY = ExactPolicy(linesep="\r\n", cte_type="7bit")


def _exact(name: str, value: Any, linesep: str) -> str | None:
    """The header in lines; None where the library does well."""
    if str(value).isascii():
        return None
    addresses: tuple[Address, ...] | None = getattr(value, "addresses", None)
    if addresses is None:
        return f"{name}: {_encoded(str(value), name, linesep)}{linesep}"
    if not all(one.addr_spec.isascii() for one in addresses):
        return None
    return f"{name}: {', '.join(_address(one, name, linesep) for one in addresses)}{linesep}"


def _address(address: Address, name: str, linesep: str) -> str:
    if address.display_name.isascii():
        return str(address)
    return f"{_encoded(address.display_name, name, linesep)}{linesep} <{address.addr_spec}>"


def _encoded(text: str, name: str, linesep: str) -> str:
    return Header(text, charset="utf-8", header_name=name).encode(linesep=linesep)
