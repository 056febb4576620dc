"""A lost personal link: asked for by address, answered by mail only, and alike for everyone."""

from contextlib import suppress

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from wtforms import EmailField

from registration import clock
from registration.actions import personal_links
from registration.extensions import transaction
from registration.rules import names
from registration.rules.fields import EMAIL
from registration.web import throttling
from registration.web.forms import Form, checks, wording
from registration.web.forms.form import lazy as _
from registration.web.my.blueprint import blueprint


class AddressForm(Form):
    email = EmailField(
        _("E-mail address"),
        description=_("The one given in the registration, your own or that of whoever registered you"),
        validators=[
            checks.NoLongerThan(EMAIL.longest),
            checks.Printable(),
            checks.Given(wording.missing("email")),
            checks.Address(),
        ],
    )


@blueprint.route("/", methods=["GET", "POST"])
def ask(language: str) -> ResponseReturnValue:
    form = AddressForm()
    if not form.is_sent_in_order():
        # An address in the address bar would stay in histories and logs: only that something was sent.
        page = render_template("my/ask.html", form=form, sent="sent" in request.args)
        return page, 422 if form.errors else 200
    address = form.email.data or ""
    throttling.limit("link", per_network=30, everyone=1000, subject=names.email_key(address), per_subject=4)
    # Two requests for one address in the same moment: one letter is enough.
    with suppress(IntegrityError), transaction():
        personal_links.ask(address, language=language, at=clock.now())
    return redirect(url_for(".ask", sent="yes"), 303)
