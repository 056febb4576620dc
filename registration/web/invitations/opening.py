"""The mailed link: looking at it does nothing. Regrets are one click; the other replies open a short visit."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms import TextAreaField

from registration import clock, links
from registration.actions import audit, invitations, replies
from registration.actions.letters import invited
from registration.extensions import transaction
from registration.models.invitations import Invitation
from registration.rules.refusals import LinkExpired
from registration.rules.substitutions import Substitution
from registration.web import access, throttling
from registration.web.forms import Form, checks
from registration.web.forms.form import lazy as _
from registration.web.invitations import replying
from registration.web.invitations.blueprint import blueprint
from registration.words import meetings, substitutions

LONGEST_WORD = 1000
# Missions answer many invitations from one network; who opens links that do not exist is guessing.
PER_NETWORK, EVERYONE = 600, 6000
WRONG_PER_NETWORK, WRONG_EVERYONE = 60, 3000


class RegretsForm(Form):
    word = TextAreaField(
        _("A word to the organizers"),
        validators=[
            checks.NoLongerThan(LONGEST_WORD),
            checks.Printable(lines=True),
            checks.MayBeEmpty(),
        ],
    )


@blueprint.get("/<token:token>", endpoint="open")
def look(language: str, token: str) -> ResponseReturnValue:
    return _page(_invitation(token), RegretsForm(), language)


@blueprint.post("/<token:token>")
def reply(language: str, token: str) -> ResponseReturnValue:
    found, given = _invitation(token), request.form.get("reply")
    throttling.limit("reply", per_network=PER_NETWORK, everyone=EVERYONE)
    form = RegretsForm()
    if given == "regrets" and form.is_sent_in_order():
        _send_regrets(token, form.word.data or "")
        return redirect(url_for(".open", token=token), 303)
    if given in ("accept", "nominate"):
        access.begin_reply(found.public_id, found.link_version, at=clock.now())
        page = ".accept" if given == "accept" else ".nominate"
        return redirect(url_for(page), 303)
    if given != "regrets":
        form.form_errors.append(gettext("Choose one of the replies"))
    return _page(found, form, language)


def _send_regrets(token: str, word: str) -> None:
    with transaction():
        found = _invitation(token)
        replies.regret(invitations.lock_of(found), found, word, by=audit.PERSON, at=clock.now())


def _invitation(token: str) -> Invitation:
    """The invitation of a link. Raises LinkExpired; whoever tries many is stopped."""
    link = links.read_reply_token(token)
    found = replying.of_link(link.public_id, link.version) if link else None
    if found is None:
        throttling.limit("invitation link", per_network=WRONG_PER_NETWORK, everyone=WRONG_EVERYONE)
        raise LinkExpired
    return found


def _page(found: Invitation, form: RegretsForm, language: str) -> ResponseReturnValue:
    now, roundtable = clock.now(), found.roundtable
    terms = roundtable.substitution_terms(found.stakeholder_type_id)
    html = render_template(
        "invitations/open.html",
        form=form,
        invitation=found,
        roundtable=roundtable,
        inviters=invited.inviters(found, language),
        respond_by=meetings.when(found.respond_by, None, roundtable.zone, language)
        if found.respond_by
        else "",
        can_reply=replying.can_reply(found, now),
        is_over=roundtable.is_over(now),
        room=replying.room(found),
        can_nominate=terms.at(now) is not Substitution.NEVER,
        how=substitutions.how(terms, at=now, zone=roundtable.zone, language=language),
    )
    return html, 422 if form.errors else 200
