"""Styles, scripts and fonts under names that change with their contents, kept by browsers for a year."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request

from registration import folders

A_YEAR = "public, max-age=31536000, immutable"


def init_app(app: Flask) -> None:
    @app.url_defaults
    def add_fingerprint(endpoint: str, values: dict[str, object]) -> None:
        if endpoint == "static" and "filename" in values and "v" not in values:
            values["v"] = fingerprint(str(values["filename"]))

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code < 400:
            response.headers["Cache-Control"] = A_YEAR if request.args.get("v") else "public, max-age=300"
        return response


def fingerprint(name: str) -> str:
    """The first characters of the file's SHA-256; read anew when the file has changed."""
    path = Path(current_app.static_folder or folders.STATIC) / name
    try:
        return _digest(path, path.stat().st_mtime_ns if folders.is_checkout() else 0)
    except OSError:
        return "missing"


@lru_cache(maxsize=500)
def _digest(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
