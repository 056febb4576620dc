"""Figures for those who watch the machine, in the Prometheus text format: counts only, for holders of a token."""

import hmac
from collections.abc import Iterator

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from registration import clock
from registration.models.outbox import Delivery
from registration.queries import vitals
from registration.rules.refusals import NotFound
from registration.settings import Settings

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
def metrics() -> ResponseReturnValue:
    """Not found without the token of the settings, as `Authorization: Bearer …`."""
    settings: Settings = current_app.extensions["settings"]
    given = request.headers.get("Authorization", "").encode()
    expected = f"Bearer {settings.metrics_token}".encode()
    if not settings.metrics_token or not hmac.compare_digest(given, expected):
        raise NotFound
    registry = CollectorRegistry()
    registry.register(_Figures())
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Figures(Collector):
    """Read from the database at the moment of asking, so that every process tells the same."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        now = clock.now()
        mail = GaugeMetricFamily(
            "registration_messages", "Messages in the outbox by state", labels=["delivery"]
        )
        for delivery in Delivery:
            mail.add_metric([delivery], vitals.messages(delivery))
        yield mail
        overdue = "Messages that should have left ten minutes ago and were never tried"
        yield GaugeMetricFamily("registration_messages_overdue", overdue, vitals.overdue_messages(now))
        seen_at = vitals.worker_seen_at()
        silence = (now - seen_at).total_seconds() if seen_at else float("inf")
        yield GaugeMetricFamily(
            "registration_worker_silence_seconds", "Since the worker last reported", silence
        )
