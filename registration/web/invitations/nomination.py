"""Name somebody else of the same delegation: what is known of the delegation is not asked again."""

from uuid import uuid4

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from registration import clock
from registration.actions import replies
from registration.rules.refusals import ChangeWouldNotFit, SubstitutionNotPossible
from registration.rules.substitutions import Substitution
from registration.web.invitations import replying, sending
from registration.web.invitations.blueprint import blueprint
from registration.words import substitutions


@blueprint.route("/nomination", methods=["GET", "POST"], endpoint="nominate")
def nominate(language: str) -> ResponseReturnValue:
    found, key, now = replying.current(), replying.key(), clock.now()
    if key is None:
        return redirect(url_for(".nominate", reply=uuid4()))
    if request.method == "GET" and replying.was_sent(key):
        return redirect(url_for(".done", reply=key), 303)
    form = replying.form(found, language, replying.typed(found, person=False), on_behalf=True)
    if form.is_sent_in_order():
        try:
            return sending.send(found, replying.wish(found, form), replies.nominate, key)
        except ChangeWouldNotFit:
            replying.refuse_more(form)
    roundtable = found.roundtable
    terms = roundtable.substitution_terms(found.stakeholder_type_id)
    if not replying.was_sent(key):
        replying.check(found, now)
        if terms.at(now) is Substitution.NEVER:
            raise SubstitutionNotPossible
    page = render_template(
        "invitations/nomination.html",
        form=form,
        invitation=found,
        roundtable=roundtable,
        rows=replying.rows(found, language),
        how=substitutions.how(terms, at=now, zone=roundtable.zone, language=language),
    )
    return page, 422 if form.errors else 200
