"""Who asks, and how we answer: one blueprint per audience, one file per page."""

from flask import Flask
from flask_babel import Babel

from registration.settings import Environment, Settings
from registration.web import (
    access,
    assets,
    converters,
    errors,
    handed_in,
    headers,
    languages,
    templating,
    visits,
)


def init_app(app: Flask, babel: Babel, settings: Settings) -> None:
    """Everything that speaks HTTP."""
    converters.init_app(app)
    languages.init_app(app, babel)
    visits.init_app(app)
    access.init_app(app)
    errors.init_app(app)
    assets.init_app(app)
    handed_in.init_app(app)
    templating.init_app(app)
    _register_blueprints(app, settings)
    # Last: what it adds to an answer must be added to every answer.
    headers.init_app(app, settings)


def _register_blueprints(app: Flask, settings: Settings) -> None:
    from registration.web import delegations, health, invitations, metrics, my, organizer, public  # noqa: PLC0415  (pages need the app's parts above)

    for blueprint in (
        public.blueprint,
        my.blueprint,
        invitations.blueprint,
        delegations.blueprint,
        organizer.blueprint,
        health.blueprint,
        metrics.blueprint,
    ):
        app.register_blueprint(blueprint)
    if settings.environment in (Environment.DEMO, Environment.DEVELOPMENT):
        from registration.web import demo, styleguide  # noqa: PLC0415  (never part of production)

        app.register_blueprint(demo.blueprint)
        app.register_blueprint(styleguide.blueprint)
