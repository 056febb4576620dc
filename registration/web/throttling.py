"""Limits on how often a browser, a network or the whole world may try something."""

from datetime import timedelta
from ipaddress import ip_address, ip_network

from flask import request

from registration import clock
from registration.actions import throttles
from registration.extensions import transaction

MINUTES = timedelta(minutes=1)


def limit(
    what: str,
    *,
    per_network: int,
    everyone: int,
    subject: str | None = None,
    per_subject: int = 5,
    within: timedelta = 15 * MINUTES,
) -> None:
    """Count one try for the network, for the subject (an address, an account) and for everyone together.

    Raises TooMany, the same whether or not the subject is known.
    """
    at = clock.now()
    with transaction():
        throttles.count(f"{what} network", network(), most=per_network, within=within, at=at)
        if subject:
            throttles.count(f"{what} subject", subject, most=per_subject, within=within, at=at)
        throttles.count(f"{what} everyone", "", most=everyone, within=within, at=at)


def network() -> str:
    """The reader's network: an IPv4 address, or the /64 an IPv6 address belongs to."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if address.version == 6:
        return str(ip_network((address, 64), strict=False))
    return str(address)
