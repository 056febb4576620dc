"""Who may do what is changed by somebody who has just shown who they are."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from registration import clock
from registration.web import access

Parameters = ParamSpec("Parameters")


def freshly_signed_in(
    page: Callable[Parameters, ResponseReturnValue],
) -> Callable[Parameters, ResponseReturnValue]:
    """Ask whoever signed in a while ago to do so again, and lead back."""

    @wraps(page)
    def asking(*arguments: Parameters.args, **values: Parameters.kwargs) -> ResponseReturnValue:
        if access.signed_in_just_now(clock.now()):
            return page(*arguments, **values)
        back = request.full_path.rstrip("?") if "GET" in _methods() else url_for("organizer.people")
        return redirect(url_for("organizer.sign_in", page=back, again="yes"), 303)

    return asking


def _methods() -> set[str]:
    return set(request.url_rule.methods or ()) if request.url_rule else set()
