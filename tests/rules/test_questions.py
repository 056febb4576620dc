"""Own questions by their rules: whom they concern, who sees them, in which order they may stand."""

import pytest

from registration.rules import questions
from registration.rules.questions import Audience, Belongs, Condition, Kind, Option, Question

A, B = Option("a", {"en": "A"}), Option("b", {"en": "B"})


def question(key, kind=Kind.TEXT, when=None, **facts):
    if kind in questions.WITH_OPTIONS:
        facts.setdefault("options", (A, B))
    condition = Condition(*when) if when else None
    return Question(id=len(key), key=key, kind=kind, labels={"en": key}, condition=condition, **facts)


@pytest.mark.parametrize(
    ("value", "option", "met"),
    [
        (True, "yes", True), (True, "no", False), (False, "no", True), (False, "yes", False), (None, "no", False),
        ("a", "a", True), ("a", "b", False), ("", "a", False),
        (["a", "b"], "b", True), (["a"], "b", False), ([], "a", False),
        ("ab", "a", False),
    ],
)  # fmt: skip
def test_a_condition_is_met_by_the_answer_it_names(value, option, met):
    assert questions.is_met(Condition("x", option), {"x": value}) is met


@pytest.mark.parametrize(
    ("kind", "value", "does"),
    [
        (Kind.TEXT, "Water", True), (Kind.TEXT, "x" * 301, False), (Kind.TEXT, ["a"], False),
        (Kind.LONG_TEXT, "x" * 4000, True), (Kind.LONG_TEXT, True, False),
        (Kind.CHOICE, "a", True), (Kind.CHOICE, "gone", False), (Kind.CHOICE, ["a"], False),
        (Kind.CHOICES, ["a", "b"], True), (Kind.CHOICES, ["a", "gone"], False), (Kind.CHOICES, [], False),
        (Kind.CHOICES, "a", False),
        (Kind.YES_NO, False, True), (Kind.YES_NO, "no", False),
        (Kind.DATE, "2027-03-31", True), (Kind.DATE, "31 March", False), (Kind.DATE, 2027, False),
        (Kind.NUMBER, 3, True), (Kind.NUMBER, True, False), (Kind.NUMBER, "3", False),
        (Kind.FILE, "letter.pdf", False),
    ],
)  # fmt: skip
def test_an_answer_fits_while_the_question_is_what_it_was(kind, value, does):
    assert questions.fits(question("x", kind), value) is does


def test_somebody_else_takes_over_what_is_of_the_delegation_alone():
    asked = (
        question("seat", belongs=Belongs.DELEGATION),
        question("badge"),
        question("old", belongs=Belongs.DELEGATION, retired=True),
    )
    known = {"seat": "Front", "badge": "Ana", "old": "x", "never_asked": "y"}

    assert questions.usable(asked, known, invitee=True) == {"seat": "Front", "badge": "Ana"}
    assert questions.usable(asked, known, invitee=False) == {"seat": "Front"}


def test_without_an_answer_no_condition_is_met():
    assert not questions.is_met(Condition("x", "a"), {})


CHAIN = (
    question("first", Kind.YES_NO),
    question("second", Kind.CHOICE, when=("first", "yes")),
    question("third", when=("second", "a")),
    question("staff", types=frozenset({"un_staff"})),
    question("old", retired=True),
    question("after_old", when=("old", "yes")),
)


@pytest.mark.parametrize(
    ("type_code", "answers", "keys"),
    [
        ("civil_society", {}, ["first"]),
        ("civil_society", {"first": True}, ["first", "second"]),
        ("civil_society", {"first": True, "second": "a"}, ["first", "second", "third"]),
        ("civil_society", {"first": True, "second": "b"}, ["first", "second"]),
        # What was answered once to a question that no longer concerns the person decides nothing.
        ("civil_society", {"first": False, "second": "a"}, ["first"]),
        ("un_staff", {"old": True}, ["first", "staff"]),
    ],
)
def test_only_what_concerns_somebody_is_asked(type_code, answers, keys):
    assert [one.key for one in questions.relevant(CHAIN, type_code, answers)] == keys


@pytest.mark.parametrize(
    ("facts", "person", "organizer", "trusted"),
    [
        ({}, True, True, True),
        ({"organizer_only": True}, False, True, True),
        ({"sensitive": True}, True, False, True),
        ({"organizer_only": True, "sensitive": True}, False, False, True),
    ],
)
def test_who_sees_what(facts, person, organizer, trusted):
    seen = [questions.sees(audience, question("x", **facts)) for audience in Audience]

    assert seen == [person, organizer, trusted]


@pytest.mark.parametrize(
    ("key", "step", "order"),
    [
        ("first", 1, None),
        ("second", -1, None),
        ("second", 1, None),
        ("first", -1, None),
        ("staff", -1, ["first", "second", "staff", "third", "old", "after_old"]),
        ("third", 1, ["first", "second", "staff", "third", "old", "after_old"]),
        ("after_old", -1, None),
        ("after_old", 1, None),
    ],
)
def test_nothing_goes_before_what_it_depends_on(key, step, order):
    assert questions.moved(CHAIN, key, step) == order


@pytest.mark.parametrize("key", ["a", "access_needs", "q2", "a" * 40])
def test_keys(key):
    assert questions.is_key(key)


@pytest.mark.parametrize("key", ["", "2a", "_a", "a_", "A", "a b", "é", "a-b", "a" * 41, "a\n", "١"])
def test_what_is_no_key(key):
    assert not questions.is_key(key)


def test_columns_of_the_contract_are_taken():
    assert {"reference", "email", "tags", "waiting_since", "state"} <= questions.TAKEN_KEYS


@pytest.mark.parametrize("text", ["2020-02-29", "1900-01-01", "2100-12-31"])
def test_days(text):
    assert questions.as_date(text).isoformat() == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2021-02-29",
        "20200229",
        "2020-W01-1",
        "1899-12-31",
        "2101-01-01",
        "2020-2-9",
        "٢٠٢٠-٠٢-٢٩",
        "0" * 9999,
    ],
)
def test_what_is_no_day(text):
    assert questions.as_date(text) is None
