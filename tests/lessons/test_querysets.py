"""Sets of lessons."""

from lessons.models import Lesson
from lessons.querysets import by_stage
from tests.factories import ProgrammeFactory


def references(lessons):
    return [lesson.reference for lesson in lessons]


def test_those_that_nobody_has_decided_on(in_state):
    for state in ("recorded", "proposed", "adopted", "not_adopted"):
        in_state(state)
    assert references(Lesson.objects.undecided()) == ["L1", "L2"]


def test_stages_stand_in_the_order_in_which_they_first_occur(add):
    for stage in ("Review", "Implementation", "Review", "Closure"):
        add(stage=stage)
    assert references(by_stage(Lesson.objects.order_by("-number"))) == ["L1", "L3", "L2", "L4"]


def test_a_stage_is_spelt_as_the_programme_spelt_it_first(add, programme):
    add(stage="Review")
    assert Lesson.objects.of(programme).stage_as_written("REVIEW") == "Review"
    assert Lesson.objects.of(programme).stage_as_written("Closure") == "Closure"
    assert Lesson.objects.of(ProgrammeFactory()).stage_as_written("REVIEW") == "REVIEW"
