"""The floor of every page: a Flask application that says hello, on the same server with the same settings."""

import os
from typing import Any

from flask import Flask

from registration import serving, supervisor
from registration.settings import Settings


def application() -> Flask:
    """What Granian calls in every process that answers."""
    supervisor.end_with(os.getppid())
    app = Flask("hello")

    @app.get("/")
    def hello() -> str:
        return "hello"

    @app.get("/health/live")
    def live() -> str:
        return "alive"

    return app


class Hello(serving.Granian):
    """Granian as `serving.web` sets it up, but for what it serves."""

    def __init__(self, _target: str, **settings: Any) -> None:
        super().__init__("tests.load.hello:application", **settings)


if __name__ == "__main__":
    serving.Granian = Hello
    serving.web(Settings.load(os.environ))
