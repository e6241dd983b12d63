"""What must never be false of a lesson is held by the database itself."""

import pytest
from django.db import Error, connection, transaction

from lessons.models import Lesson
from tests.factories import MARCH_2012

TODAY = MARCH_2012.date()
BY_WHOM = {"decided_by": "Programme board", "decided_on": TODAY}


def refused_by_the_database(change):
    with pytest.raises(Error), transaction.atomic():
        change()


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "adopted"},
        {"state": "adopted", **BY_WHOM},
        {"state": "adopted", **BY_WHOM, "adopted_into": "Handbook", "why_not": "Too dear"},
        {"state": "adopted", "decided_by": "Programme board", "adopted_into": "Handbook"},
        {"state": "adopted", "decided_on": TODAY, "adopted_into": "Handbook"},
        {"state": "not_adopted", **BY_WHOM},
        {"state": "not_adopted", "why_not": "Too dear"},
        {"state": "recorded", **BY_WHOM},
        {"state": "recorded", "adopted_into": "Handbook"},
    ],
)
def test_a_decision_says_by_whom_when_and_how_and_nothing_else_has_one(lesson, columns):
    refused_by_the_database(lambda: Lesson.objects.filter(pk=lesson.pk).update(**columns))


def test_a_proposal_goes_to_somebody(lesson):
    refused_by_the_database(lambda: Lesson.objects.filter(pk=lesson.pk).update(state="proposed"))
    Lesson.objects.filter(pk=lesson.pk).update(state="proposed", adopter="Programme board")


def test_a_lesson_and_its_history_stay(lesson):
    refused_by_the_database(lesson.delete)
    refused_by_the_database(lambda: Lesson.objects.filter(pk=lesson.pk).update(reference="L9"))
    for statement in (
        "UPDATE lessons_historicallesson SET title = 'x'",
        "DELETE FROM lessons_historicallesson",
    ):
        refused_by_the_database(lambda statement=statement: connection.cursor().execute(statement))


def test_a_reference_stands_once_in_a_programme(lesson):
    copy = Lesson.objects.get(pk=lesson.pk)
    copy.pk, copy.skip_history_when_saving = None, True
    refused_by_the_database(copy.save)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("recorded", ""),
        ("proposed", ""),
        ("adopted", "Adopted by Programme board on 9 March 2012: Project handbook"),
        ("not_adopted", "Not adopted, Programme board, 9 March 2012: Too dear"),
    ],
)
def test_the_decision_in_words(in_state, state, words):
    assert in_state(state).decision == words
