"""The cells of a column that holds answers to one of the roundtable's own questions."""

import re

from registration.rules import names, questions
from registration.rules.guest_lists import Wrong
from registration.rules.questions import Kind, Question, as_date, is_whole_number
from registration.words import recognized

# What stands between several options in one cell; a comma only where none of the others does.
_BETWEEN, _COMMAS = re.compile(r"[;；؛|\n]"), re.compile(r"[,，،、]")


class Misread(Exception):
    """A cell that is no answer: what is wrong with it, and the numbers of the sentence that says so."""

    def __init__(self, wrong: Wrong, **facts: object) -> None:
        super().__init__(wrong)
        self.wrong, self.facts = wrong, facts


class Answers:
    """Reads cells as answers to this question."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._options = recognized.options(question)

    def read(self, cell: str) -> object:
        """The answer in the shape it is kept in. Raises Misread."""
        text = " ".join(cell.split())
        match self.question.kind:
            case Kind.CHOICE:
                return self._code(text)
            case Kind.CHOICES:
                return self._several(cell)
            case Kind.YES_NO:
                if (answer := recognized.yes_or_no(text)) is None:
                    raise Misread(Wrong.UNKNOWN, value=text)
                return answer
            case Kind.DATE:
                return _day(text)
            case Kind.NUMBER:
                return _number(text)
            case Kind.LONG_TEXT:
                return _short(cell.strip(), questions.LONGEST[Kind.LONG_TEXT])
            case _:
                return _short(text, questions.LONGEST[Kind.TEXT])

    def _several(self, cell: str) -> list[str]:
        """In the order of the question, as the form has them."""
        pieces = [piece.strip() for piece in _BETWEEN.split(cell) if piece.strip()]
        if len(pieces) == 1 and names.search_key(pieces[0]) not in self._options:
            pieces = [piece.strip() for piece in _COMMAS.split(cell) if piece.strip()]
        chosen = {self._code(piece) for piece in pieces}
        return [code for code in self.question.codes if code in chosen]

    def _code(self, text: str) -> str:
        code = self._options.get(names.search_key(text))
        if code is None:
            raise Misread(Wrong.UNKNOWN, value=text)
        return code


def _day(text: str) -> str:
    if as_date(text) is None:
        raise Misread(Wrong.NOT_A_DATE)
    return text


def _number(text: str) -> int:
    if not is_whole_number(text):
        raise Misread(Wrong.NOT_A_NUMBER, least=0, most=10**questions.MOST_DIGITS - 1)
    return int(text)


def _short(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Misread(Wrong.TOO_LONG, most=longest)
    return text
