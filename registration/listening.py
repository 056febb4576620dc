"""Ports: is one free, which one is, and does our own server answer on it."""

import http.client
import socket

from registration.settings import Settings

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  (addresses to ask, not to listen on)


def obstacle(host: str, port: int) -> str | None:
    """Why no server can listen there, None when one can. A server that shares its port counts as in the way."""
    try:
        _bound(host, port).close()
    except OSError as error:
        return f"cannot listen on {host}:{port}: {(error.strerror or str(error)).lower()}"
    return None


def any_free(host: str) -> int:
    with _bound(host, 0) as found:
        port: int = found.getsockname()[1]
        return port


def answers(settings: Settings) -> bool:
    """Whether the web server says that it is alive."""
    connection = http.client.HTTPConnection(
        _EVERYWHERE.get(settings.host, settings.host), settings.port, timeout=2
    )
    try:
        connection.request("GET", "/health/live", headers={"Host": settings.host_name})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    # A connection that has just ended is not in the way.
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
    except OSError:
        found.close()
        raise
    return found
