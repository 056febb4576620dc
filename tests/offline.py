"""No test talks to another machine: not by accident, not by a name look-up."""

import ipaddress
import sys

LOCAL = frozenset({None, "", "localhost", b"localhost"})


class ReachedOut(AssertionError):
    """A test tried to use the network."""


def forbid_network() -> None:
    """From now on, until the process ends."""
    sys.addaudithook(_guard)


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        # Unix sockets have a path for an address.
        if isinstance(address, tuple) and not _local(address[0]):
            raise ReachedOut(f"{event} to {address}")
    elif event == "socket.getaddrinfo" and not _local(arguments[0]):
        raise ReachedOut(f"{event} of {arguments[0]!r}")


def _local(host: object) -> bool:
    if host in LOCAL:
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False
