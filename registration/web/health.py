"""For those who watch the machine: is it alive, is it ready. Nothing about people or roundtables."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from registration import clock
from registration.queries import vitals

blueprint = Blueprint("health", __name__, url_prefix="/health")


@blueprint.get("/live")
def live() -> ResponseReturnValue:
    """The process answers."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/ready")
def ready() -> ResponseReturnValue:
    """The database answers and is today's, the worker reported lately; else 503 and which of them it is."""
    found = {"database": vitals.database_answers(), "migrations": False, "worker": False}
    if found["database"]:
        found["migrations"] = vitals.is_up_to_date()
    if found["migrations"]:
        found["worker"] = vitals.worker_is_alive(clock.now())
    answer = jsonify({name: "ok" if well else "failing" for name, well in found.items()})
    return answer, 200 if all(found.values()) else 503
