"""Server-side sessions: the cookie holds a random value, the database its hash and everything else.

Nothing is stored, and no cookie set, until a page puts something into the session (a form's token does).
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import CallbackDict

from registration import clock
from registration.extensions import db, transaction
from registration.models.access import Visit
from registration.rules import browsers, schedule
from registration.writers import Overloaded

# Last seen is written at most this often, so that reading pages does not write.
SEEN_EVERY = timedelta(minutes=5)
# Under this name a visit holds whoever has yet to show a second factor: it ends with the visits of that organizer.
FIRST_STEP = "first_step"


class Session(CallbackDict[str, Any], SessionMixin):
    """What a browser's visit knows. `renew` gives it a new secret: at sign-in and sign-out."""

    def __init__(
        self,
        contents: dict[str, Any] | None = None,
        *,
        digest: str | None = None,
        seen_at: datetime | None = None,
    ) -> None:
        super().__init__(contents or {}, on_update=_mark)
        self.digest = digest
        self.seen_at = seen_at
        self.modified = False
        self.accessed = True
        self.renewed = False
        self.secret: str | None = None

    def renew(self) -> None:
        self.renewed = True
        self.modified = True

    def identity(self) -> str:
        """What drafts are bound to: the hash of the secret, made at once if the visit is new."""
        if self.digest is None:
            self.secret = secrets.token_urlsafe(32)
            self.digest = digest(self.secret)
            self.modified = True
            self.fresh = True
        return self.digest

    fresh = False


def _mark(session: CallbackDict[str, Any]) -> None:
    session.modified = True  # type: ignore[attr-defined]


# Made once: every request of a browser with a visit begins with it.
_FIND = select(Visit.digest, Visit.contents, Visit.seen_at).where(
    Visit.digest == bindparam("digest"), Visit.expires_at > bindparam("now")
)

_BEGIN = insert(Visit.metadata.tables[Visit.__tablename__])


class DatabaseSessions(SessionInterface):
    def open_session(self, app: Flask, request: Request) -> Session:
        secret = request.cookies.get(self.get_cookie_name(app), "")
        if not secret or request.path.startswith(app.static_url_path or "/static"):
            return Session()
        found = db.session.execute(_FIND, {"digest": digest(secret), "now": clock.now()}).one_or_none()
        if found is None:
            return Session()
        return Session(dict(found.contents), digest=found.digest, seen_at=found.seen_at)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, Session)
        now = clock.now()
        stale = session.seen_at is not None and now - session.seen_at > SEEN_EVERY
        if not session.modified and not stale:
            return
        if not session and session.digest is None:
            return
        if not self._stored(session, now):
            return
        if session.secret is not None:
            response.set_cookie(
                self.get_cookie_name(app),
                session.secret,
                secure=self.get_cookie_secure(app),
                httponly=True,
                samesite="Lax",
                path="/",
            )

    def _stored(self, session: Session, now: datetime) -> bool:
        """Keep it. When only the reader was seen again, a database that cannot write does not stop the reading."""
        try:
            self._store(session, now)
        except (OperationalError, Overloaded):
            if session.modified:
                raise
            db.session.rollback()
            return False
        return True

    def _store(self, session: Session, now: datetime) -> None:
        with transaction():
            if session.renewed and session.digest is not None:
                db.session.execute(delete(Visit).where(Visit.digest == session.digest))
                session.digest = None
            organizer_id = session.get("organizer") or session.get(FIRST_STEP, {}).get("organizer")
            life = schedule.ORGANIZER_IDLE if organizer_id else schedule.VISIT_LIFE
            values = {
                "contents": dict(session),
                "seen_at": now,
                "expires_at": _expiry(session, now, life),
                "organizer_id": organizer_id,
            }
            if session.digest is None or session.fresh:
                session.identity()
                browser, system = browsers.described(request.user_agent.string) if organizer_id else ("", "")
                begun = {"digest": session.digest, "created_at": now, "browser": browser, "system": system}
                db.session.execute(_BEGIN, {**begun, **values})
            else:
                db.session.execute(update(Visit).where(Visit.digest == session.digest).values(**values))


def _expiry(session: Session, now: datetime, life: timedelta) -> datetime:
    """Idle life from now, but for organizers never past the day they signed in."""
    signed_in_at = session.get("signed_in_at")
    if not signed_in_at:
        return now + life
    return min(now + life, datetime.fromisoformat(signed_in_at) + schedule.ORGANIZER_LIFE)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def init_app(app: Flask) -> None:
    app.session_interface = DatabaseSessions()
