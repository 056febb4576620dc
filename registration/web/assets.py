"""Styles, scripts and fonts under names that change with their contents: kept by browsers for a year, sent packed."""

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

from registration import folders

A_YEAR = "public, max-age=31536000, immutable"
PACKED = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml"})


def init_app(app: Flask) -> None:
    app.jinja_env.globals["asset"] = address

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code < 400:
            response.headers["Cache-Control"] = A_YEAR if request.args.get("v") else "public, max-age=300"
            _pack(response)
        return response


def address(name: str, version: str = "") -> str:
    """The address of a static file; without a version it changes with the file."""
    return _address(name, version or fingerprint(name))


def fingerprint(name: str) -> str:
    """The first characters of the file's SHA-256; read anew when the file has changed."""
    path = _path(name)
    try:
        return _digest(path, _changed(path))
    except OSError:
        return "missing"


def _pack(response: Response) -> None:
    """Compress once per file and version. Static files hold no secrets that compression could tell."""
    if response.mimetype not in PACKED or response.status_code != 200:
        return
    response.vary.add("Accept-Encoding")
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return
    path = _path(str((request.view_args or {})["filename"]))
    response.direct_passthrough = False
    # The file as it is, which is not sent.
    response.close()
    response.set_data(_packed(path, _changed(path)))
    response.headers["Content-Encoding"] = "gzip"
    response.headers.pop("ETag", None)


def _path(name: str) -> Path:
    return folders.STATIC / name


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns if current_app.config["TEMPLATES_AUTO_RELOAD"] else 0


@lru_cache(maxsize=500)
def _address(name: str, version: str) -> str:
    return url_for("static", filename=name, v=version)


@lru_cache(maxsize=500)
def _digest(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


@lru_cache(maxsize=100)
def _packed(path: Path, _changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)
