"""The figures of one roundtable: who comes, from where, against which limits, and how registrations came in."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from registration import clock, i18n
from registration.models.organizers import Organizer
from registration.models.roundtables import Roundtable
from registration.queries import figures, occupancy, questions, scope, seat_plan
from registration.rules.figures import Course, Place
from registration.rules.permissions import Permission, Reaches
from registration.rules.questions import DECIDING
from registration.web import access, languages
from registration.web.organizer import seats
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.figures import charts, sections
from registration.web.organizer.roundtable import permissions_on
from registration.words.figures import PLACES, STEPS


@dataclass(frozen=True)
class Drawn:
    """How registrations came in: what happened in each step, and all up to its end."""

    columns: charts.Columns
    received: charts.Curve
    withdrawn: charts.Curve


@blueprint.get("/roundtables/<slug:slug>/figures")
@access.needs(Permission.REGISTRATIONS_VIEW)
def roundtable_figures(slug: str) -> ResponseReturnValue:
    """Numbers of those whom the reader may see; limits only for those who may see the seats of all."""
    me, now = access.organizer(), clock.now()
    found = scope.roundtable(me, slug, access.permission())
    reaches, may = scope.reaches(me, found, access.permission()), permissions_on(me, found)
    numbers = figures.of(found, reaches)
    shown = sections.of_people(numbers, occupancy.stakeholder_types(), hybrid=found.hybrid)
    if may["seats_view"]:
        plan = seat_plan.of(found)
        shown.insert(0, sections.limits(plan, seats.names(plan)))
    course = figures.course(found, reaches, now)
    return render_template(
        "organizer/figures/roundtable.html",
        roundtable=found,
        statuses=numbers.statuses,
        places={place: PLACES[place] for place in Place if numbers.total[place] or place is Place.CONFIRMED},
        total=numbers.total,
        sections=[section for section in shown if section.lines],
        answers=_answers(me, found, reaches),
        replies=sections.replies(figures.replies(found, reaches)),
        course=course,
        unit=STEPS[course.unit],
        drawn=_drawn(course) if course.steps else None,
        may=may,
    )


def _answers(me: Organizer, roundtable: Roundtable, reaches: Reaches) -> list[sections.Section]:
    """Of questions with a choice of answers; the sensitive ones for those who may read every such answer."""
    sensitive = scope.may_about_all(me, roundtable, Permission.ANSWERS_SENSITIVE, reaches)
    asked = [
        question
        for question in questions.of(roundtable.id)
        if question.kind in DECIDING and (sensitive or not question.sensitive)
    ]
    return sections.answers(asked, questions.tallies(asked, reaches)) if asked else []


def _drawn(course: Course) -> Drawn:
    mirrored = languages.current() in i18n.RIGHT_TO_LEFT
    most = course.steps[-1].received_so_far
    return Drawn(
        charts.columns([(step.received, step.withdrawn) for step in course.steps], mirrored=mirrored),
        charts.curve([step.received_so_far for step in course.steps], most, mirrored=mirrored),
        charts.curve([step.withdrawn_so_far for step in course.steps], most, mirrored=mirrored),
    )
