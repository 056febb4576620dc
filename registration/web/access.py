"""Who is asking, and what may they do. The organizers' pages refuse by default: a page says what it needs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from registration import clock
from registration.extensions import db
from registration.models.organizers import Organizer
from registration.queries import second_factors
from registration.rules.permissions import Permission
from registration.rules.refusals import NotFound
from registration.rules.schedule import FRESH_SIGN_IN, FRESH_TO_FINISH, PERSONAL_VISIT_LIFE
from registration.settings import Settings
from registration.web import languages
from registration.web.visits import Session

Page = TypeVar("Page", bound=Callable[..., Any])

# What an organizer's visit holds beside the pages' own things.
_OF_ORGANIZER = ("organizer", "signed_in_at", "confirmed_at", "second_factor")


def init_app(app: Flask) -> None:
    # Before anything is answered, so that a refusal too is in the language of the account.
    app.before_request(_know_the_organizer)


def needs(permission: Permission) -> Callable[[Page], Page]:
    """Declare what a page of the organizers needs; the guard and a test read it."""

    def declare(page: Page) -> Page:
        page.permission = permission  # type: ignore[attr-defined]
        return page

    return declare


def needs_fresh_sign_in(page: Page) -> Page:
    """Declare that a page gives away or changes so much that one has to have shown lately who one is.

    Whoever has not is led to a page to do so, and back.
    """
    page.fresh = True  # type: ignore[attr-defined]
    return page


def before_second_factor(page: Page) -> Page:
    """Declare that a page opens to somebody who has to set up a second factor first: one's own account."""
    page.before_second_factor = True  # type: ignore[attr-defined]
    return page


def open_to_all(page: Page) -> Page:
    """Declare that a page of the organizers' blueprint needs no account (signing in)."""
    page.permission = None  # type: ignore[attr-defined]
    return page


def guard() -> ResponseReturnValue | None:
    """Before every organizers' page: sign in first; a page that declares nothing is refused.

    Which rows the permission reaches is decided where rows are found: `queries/scope.py`.
    """
    page = current_app.view_functions[cast(str, request.endpoint)]
    if not hasattr(page, "permission"):
        raise NotFound
    organizer = load_organizer()
    if page.permission is None:
        return None
    if organizer is None:
        wanted = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("organizer.sign_in", page=wanted))
    if not hasattr(page, "before_second_factor") and lacks_second_factor(organizer):
        return redirect(url_for("organizer.second_factor"))
    if hasattr(page, "fresh") and not _is_fresh(clock.now()):
        return redirect(url_for("organizer.confirm_identity", page=_address_of_page()))
    g.permission = page.permission
    return None


def _know_the_organizer() -> None:
    load_organizer()


def load_organizer() -> Organizer | None:
    """The signed-in organizer of this request, active, or None."""
    if "organizer" not in g:
        organizer_id = session.get("organizer")
        organizer = db.session.get(Organizer, organizer_id) if organizer_id else None
        g.organizer = organizer if organizer is not None and organizer.active else None
    found: Organizer | None = g.organizer
    return found


def organizer() -> Organizer:
    """The signed-in organizer; inside a transaction, read afresh."""
    organizer_id = session.get("organizer")
    found = db.session.get(Organizer, organizer_id) if organizer_id else None
    if found is None or not found.active:
        raise NotFound
    return found


def permission() -> Permission:
    """What the present page declared."""
    declared: Permission = g.permission
    return declared


def begin_organizer(organizer: Organizer, *, second_factor: bool, at: datetime) -> None:
    """Sign in: a new secret, nothing of the earlier visit kept. `second_factor`: one was shown."""
    visit = cast(Session, session)
    visit.clear()
    visit.renew()
    visit["organizer"] = organizer.id
    visit["signed_in_at"] = visit["confirmed_at"] = at.isoformat()
    visit["second_factor"] = second_factor
    languages.follow(organizer)


def confirm(*, at: datetime) -> None:
    """The person has just shown once more who they are. The visit does not last longer for it."""
    session["confirmed_at"] = at.isoformat()


def set_second_factor(*, shown: bool) -> None:
    """A second factor was set up in this visit, or the last one was removed."""
    session["second_factor"] = shown


def has_shown_second_factor() -> bool:
    return bool(session.get("second_factor"))


def lacks_second_factor(organizer: Organizer) -> bool:
    """Whether the person has to set one up before anything else opens."""
    settings: Settings = current_app.extensions["settings"]
    required = second_factors.required(organizer, of_everyone=settings.second_factor_required)
    return required and not has_shown_second_factor()


def is_signed_in() -> bool:
    """Whether this visit is somebody's, also since this very request."""
    return "organizer" in session


def visit_digest() -> str | None:
    """Which of the stored visits this one is."""
    return cast(Session, session).digest


def end() -> None:
    """Sign out: the row is gone, a replayed cookie finds nothing."""
    visit = cast(Session, session)
    visit.clear()
    visit.renew()


def begin_person(public_id: str, link_version: int, *, at: datetime) -> None:
    """A short visit to one's own registration, after the mailed link."""
    visit = cast(Session, session)
    kept = {key: visit[key] for key in _OF_ORGANIZER if key in visit}
    visit.clear()
    visit.renew()
    visit.update(kept)
    become_person(public_id, link_version, at=at)


def become_person(public_id: str, link_version: int, *, at: datetime) -> None:
    """From here on the visit is to this registration too: the person has just made it."""
    session["person"] = {
        "registration": public_id,
        "version": link_version,
        "until": (at + PERSONAL_VISIT_LIFE).isoformat(),
    }


def person() -> tuple[str, int] | None:
    """(public id, link version) of the registration this visit may see, while it lasts; each use prolongs it."""
    return _lasting("person", "registration")


def begin_reply(public_id: str, link_version: int, *, at: datetime, earlier: int | None = None) -> None:
    """A short visit to answer an invitation, after the mailed link. Whoever the visit is of stays that.

    `earlier` is the registration in the series that this very person has opened by its own link.
    """
    _begin("invited", at, invitation=public_id, version=link_version, earlier=earlier)


def replying() -> tuple[str, int] | None:
    """(public id, link version) of the invitation this visit may answer, while it lasts; each use prolongs it."""
    return _lasting("invited", "invitation")


def begin_delegation(public_id: str, link_version: int, *, at: datetime) -> None:
    """A short visit to the page of a delegation, after the mailed link. Whoever the visit is of stays that."""
    _begin("delegation", at, focal_point=public_id, version=link_version)


def delegation() -> tuple[str, int] | None:
    """(public id, link version) of the focal point whose visit it is, while it lasts; each use prolongs it."""
    return _lasting("delegation", "focal_point")


def earlier() -> int | None:
    """The earlier registration whose details fill in the reply."""
    found = session.get("invited")
    return found["earlier"] if found else None


def visit() -> str:
    """What drafts of this visit are bound to."""
    return cast(Session, session).identity()


def _begin(of: str, at: datetime, **facts: object) -> None:
    cast(Session, session).renew()
    session[of] = {**facts, "until": (at + PERSONAL_VISIT_LIFE).isoformat()}


def _lasting(of: str, what: str) -> tuple[str, int] | None:
    found = session.get(of)
    now = clock.now()
    if not found or datetime.fromisoformat(found["until"]) <= now:
        return None
    if datetime.fromisoformat(found["until"]) - now < PERSONAL_VISIT_LIFE / 2:
        session[of] = {**found, "until": (now + PERSONAL_VISIT_LIFE).isoformat()}
    return found[what], found["version"]


def _is_fresh(now: datetime) -> bool:
    """To look, one has shown lately who one is; what was opened in time may be sent a while later."""
    confirmed_at: str | None = session.get("confirmed_at")
    lasts = FRESH_SIGN_IN if request.method in ("GET", "HEAD") else FRESH_TO_FINISH
    return confirmed_at is not None and now - datetime.fromisoformat(confirmed_at) < lasts


def _address_of_page() -> str | None:
    """Where to go back to: this page, unless it only takes what is sent to it."""
    rule = request.url_rule
    looks = rule is not None and rule.methods is not None and "GET" in rule.methods
    return request.full_path.rstrip("?") if looks else None
