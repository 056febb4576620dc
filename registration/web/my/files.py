"""What somebody handed in, for that person alone."""

from flask.typing import ResponseReturnValue

from registration.queries import questions
from registration.rules.questions import Audience, sees
from registration.rules.refusals import NotFound
from registration.web import handed_in
from registration.web.my import person
from registration.web.my.blueprint import blueprint


@blueprint.get("/registration/files/<row:question_id>")
def file(language: str, question_id: int) -> ResponseReturnValue:  # noqa: ARG001  (part of the address)
    question, found = questions.file(person.own(), question_id)
    if not sees(Audience.PERSON, question):
        raise NotFound
    return handed_in.answer(found)
