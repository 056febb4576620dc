"""A started registration, as the steps of the form find it: by the identifier in the address, for this visit only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import Response, redirect, request, url_for
from flask import session as flask_session  # noqa: TID251  (a draft belongs to a visit, not to a person)
from werkzeug.datastructures import MultiDict

from registration import clock
from registration.actions.answers import Held
from registration.actions.wishes import Wish
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.queries import programme, questions, stakeholder_types, submissions
from registration.queries.programme import Listed
from registration.rules.refusals import DraftGone, RoundtableFull
from registration.rules.standing import Standing
from registration.web.forms import Details, Own, details_form
from registration.web.forms.groups import is_open
from registration.web.kept import kept, without_session
from registration.web.visits import Session


@dataclass(frozen=True)
class Started:
    """Who the participant is, and what was filled in so far; `typed` is empty before the second step.

    `own` is what this roundtable asks beside what all ask, `files` what was handed in, by the key of its question.
    """

    public_id: str
    listed: Listed
    kind: StakeholderType
    on_behalf: bool
    typed: Mapping[str, Any]
    own: Own
    files: Mapping[str, Held]

    @property
    def roundtable(self) -> Roundtable:
        return self.listed.roundtable

    def is_open(self, now: datetime) -> bool:
        """Whether this kind of participant can register now."""
        return is_open(self.roundtable, self.kind, now)

    def empty_form(self, language: str) -> Details:
        """The second step, with what this request sent, else with what was typed before."""
        form = self._form(language)(data=self.typed)
        form.known = self.known
        return form

    def filled_form(self, language: str) -> Details:
        """The second step as it was filled in, to be checked again before it is shown or sent."""
        sent = MultiDict({name: value for name, value in self.typed.items() if value})
        form = self._form(language)(formdata=sent)
        form.known = self.known
        return form

    def wish(self, form: Details) -> Wish:
        """What is asked for, once the form has been checked."""
        return Wish(
            self.kind,
            form.answers(),
            language=str(form["language"].data),
            registrant_name=form["registrant_name"].data if self.on_behalf else "",
            registrant_email=form["registrant_email"].data if self.on_behalf else "",
            own=form.own_answers() | self._held(form),
        )

    @property
    def known(self) -> dict[str, object]:
        """What the form knows without being told again: the names of files."""
        return {key: held.name for key, held in self.files.items()}

    def _held(self, form: Details) -> dict[int, object]:
        staying = form.files_staying()
        return {one.id: self.files[one.key] for one in self.own.questions if one.key in staying}

    def _form(self, language: str) -> type[Details]:
        return details_form(
            self.kind,
            self.roundtable,
            language=language,
            on_behalf=self.on_behalf,
            with_registrant=self.on_behalf,
            own=self.own,
        )


def roundtable(slug: str, now: datetime) -> Listed:
    """A public roundtable as every step looks at it, open or not. Raises NotFound."""
    return kept(("roundtable", slug), without_session(lambda: _with_convenors(programme.find(slug, now))))


def open_roundtable(slug: str, now: datetime) -> Listed:
    """A public roundtable that takes registrations now. Raises the refusal that says why it does not."""
    listed = roundtable(slug, now)
    check_open(listed, now)
    return listed


def check_open(listed: Listed, now: datetime) -> None:
    """Raises the refusal that says why it takes no registrations now."""
    listed.roundtable.check_open(now)
    if listed.standing is Standing.FULL:
        raise RoundtableFull


def kinds() -> list[StakeholderType]:
    """The stakeholder types to choose from."""
    return kept("stakeholder types", without_session(stakeholder_types.offered))


def find(listed: Listed) -> Started | None:
    """The registration the address names; None when nothing has been kept of it. Raises DraftGone."""
    public_id = draft_id()
    answers = submissions.started(
        public_id, visit=visit(), roundtable_id=listed.roundtable.id, at=clock.now()
    )
    if answers is None:
        return None
    kind = next((kind for kind in kinds() if kind.code == answers["stakeholder_type"]), None)
    if kind is None:
        raise DraftGone
    files = {key: Held(**held) for key, held in answers.get("files", {}).items()}
    return Started(
        public_id, listed, kind, answers["on_behalf"], answers.get("details", {}), _own(listed), files
    )


def _own(listed: Listed) -> Own:
    """Kept, as the roundtable is: whether a question is still asked is looked at again under the lock."""
    roundtable_id = listed.roundtable.id
    return Own(kept(("own questions", roundtable_id), lambda: questions.of(roundtable_id)))


def load(listed: Listed) -> Started:
    """The registration the address names. Raises DraftGone."""
    found = find(listed)
    if found is None:
        raise DraftGone
    return found


def back_to_the_group(found: Started) -> Response:
    """To the first step, which says why this group cannot register any more; nothing typed is lost."""
    response = redirect(url_for("public.register", slug=found.roundtable.slug, draft=found.public_id), 303)
    assert isinstance(response, Response)
    return response


def draft_id() -> str:
    """The identifier in the address. Raises DraftGone for what is none."""
    try:
        return str(UUID(request.args.get("draft", "")))
    except ValueError:
        raise DraftGone from None


def visit() -> str | None:
    """What drafts of this visit are bound to; None for a browser that never sent a form."""
    return cast(Session, flask_session).digest


def _with_convenors(listed: Listed) -> Listed:
    """The check page names them."""
    listed.roundtable.convenors  # noqa: B018  (read while there is a session)
    return listed
