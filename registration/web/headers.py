"""What every answer carries: security headers, and who may keep a copy."""

from flask import Flask, Response, abort, request

from registration.settings import Environment, Settings
from registration.web import kept_pages

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "manifest-src 'self'",
    )
)

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"

# An origin alone as referrer: a path may hold a personal link, and forms need the origin.
EVERYWHERE = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
}


def init_app(app: Flask, settings: Settings) -> None:
    trusted = _trusted_hosts(settings)

    @app.before_request
    def only_known_hosts() -> None:
        if trusted and request.host.rsplit(":", 1)[0] not in trusted:
            abort(400)

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in EVERYWHERE.items():
            response.headers.setdefault(name, value)
        if settings.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
            response.vary.add("Cookie")
        return response


def shareable(response: Response) -> Response:
    """Mark an anonymous page: the same for everyone, kept for a minute, never with a cookie."""
    response.headers["Cache-Control"] = kept_pages.SHAREABLE
    return response


def _trusted_hosts(settings: Settings) -> frozenset[str]:
    """The host of BASE_URL; on one's own machine also its local names, with any port."""
    hosts = {settings.host_name} if settings.base_url else set()
    if settings.environment is not Environment.PRODUCTION:
        hosts |= {"localhost", "127.0.0.1", "[::1]"}
    elif hosts:
        # Health checks of the machine itself.
        hosts |= {"127.0.0.1"}
    return frozenset(hosts)
