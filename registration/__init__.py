"""Event registration for policy roundtables. `create_app` is the whole wiring: read it first."""

import os

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from registration import engines, folders, logs
from registration import models as models
from registration.extensions import babel, csrf, db, migrate
from registration.settings import Environment, Settings
from registration.version import __version__
from registration.writers import Writers

__all__ = ["__version__", "create_app"]

# Where an edit of a template or a style shows at once.
_EDITED = (Environment.DEMO, Environment.DEVELOPMENT)


def create_app(settings: Settings | None = None) -> Flask:
    """The application, ready to serve. Without settings they are read from the environment."""
    from registration import web  # noqa: PLC0415  (the doors import this package's version)
    from registration.web import kept, kept_pages, right_of_way  # noqa: PLC0415  (likewise)

    settings = settings or Settings.load(os.environ)
    app = Flask("registration", template_folder=str(folders.TEMPLATES), static_folder=str(folders.STATIC))
    app.config.update(_configuration(settings))
    app.extensions["settings"] = settings
    app.extensions["writers"] = Writers(one_at_a_time=settings.uses_sqlite)
    logs.configure(settings)

    db.init_app(app)
    with app.app_context():
        engines.prepare(db.engine)
    migrate.init_app(app, db, directory=str(folders.MIGRATIONS), render_as_batch=True)
    web.init_app(app, babel, settings)
    # After the pages, which first find out whose request it is: the answer to a foreign token is in their language.
    csrf.init_app(app)
    seconds = 0 if settings.environment is Environment.TEST else 2
    kept.init_app(app, seconds=seconds)
    right_of_way.init_app(app)
    kept_pages.init_app(app, seconds=seconds)
    if settings.trusted_proxies:
        trusted = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trusted, x_proto=trusted, x_host=0)  # type: ignore[method-assign]
    return app


def _configuration(settings: Settings) -> dict[str, object]:
    secure = settings.is_secure
    return {
        "SECRET_KEY": settings.secret_key or "only for development, demonstration and tests",
        "SQLALCHEMY_DATABASE_URI": settings.database_uri,
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(settings),
        "SESSION_COOKIE_NAME": "__Host-visit" if secure else "visit",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
        "MAX_CONTENT_LENGTH": 64 * 1024,
        "MAX_FORM_MEMORY_SIZE": 64 * 1024,
        "MAX_FORM_PARTS": 200,
        "BABEL_DEFAULT_LOCALE": settings.default_language,
        "BABEL_TRANSLATION_DIRECTORIES": str(folders.TRANSLATIONS),
        "TEMPLATES_AUTO_RELOAD": folders.is_checkout() and settings.environment in _EDITED,
    }


def _engine_options(settings: Settings) -> dict[str, object]:
    # Errors of the database quote what people typed; only tests may read that.
    discreet = {"hide_parameters": settings.environment is not Environment.TEST}
    if settings.uses_sqlite:
        return discreet | {
            "connect_args": {"check_same_thread": False, "timeout": 8},
            "pool_size": settings.web_threads + 4,
        }
    # A lock that cannot be had in time becomes a 503, not a hung thread.
    limits = "-c lock_timeout=5000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000"
    return discreet | {
        "pool_pre_ping": True,
        "pool_size": settings.web_threads + 2,
        "pool_timeout": 5,
        "isolation_level": "READ COMMITTED",
        "connect_args": {"options": limits, "connect_timeout": 5},
    }
