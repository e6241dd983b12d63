"""The demo after document 001: the lessons of its section 5, row by row, left open where it is."""

import pytest

from lessons.models import Lesson
from reports.models import Report

pytestmark = pytest.mark.django_db

PROGRAMME = "support-services-review"
REVIEW = [f"L{number}" for number in range(1, 12)]
CONTINUING = [f"L{number}" for number in range(12, 18)]
GENERAL = [f"L{number}" for number in range(18, 23)]

# A word of each lesson in the order of the document, and its kind.
ROWS = [
    ("achieved", "improve"),
    ("project boards", "well"),
    ("consultants", "improve"),
    ("role", "improve"),
    ("disagree", "improve"),
    ("trade unions", "improve"),
    ("decisions", "improve"),
    ("plainly", "improve"),
    ("questions and answers", "well"),
    ("options", "improve"),
    ("between review and implementation", "improve"),
    ("improvements", "improve"),
    ("customers and employees", "improve"),
    ("relationships", "improve"),
    ("second phase", "improve"),
    ("enables change", "improve"),
    ("saved", "improve"),
    ("review and implementation apart", "improve"),
    ("timescales", "improve"),
    ("enthusiasm", "improve"),
    ("support", "improve"),
    ("everything else", "improve"),
]


@pytest.fixture
def lessons(demo):
    return {lesson.reference: lesson for lesson in Lesson.objects.filter(programme__slug=PROGRAMME)}


def where(lessons, **columns):
    return [
        ref
        for ref, lesson in lessons.items()
        if all(getattr(lesson, name) == value for name, value in columns.items())
    ]


def test_eleven_lessons_of_the_review_and_eleven_of_the_implementation(lessons):
    assert where(lessons, stage="Review") == REVIEW
    assert where(lessons, stage="Implementation") == [*CONTINUING, *GENERAL]


def test_each_lesson_of_the_document_stands_in_its_place(lessons):
    assert len(lessons) == len(ROWS)
    for lesson, (word, kind) in zip(lessons.values(), ROWS, strict=True):
        assert word in lesson.title, lesson.reference
        assert lesson.kind == kind, lesson.reference


def test_six_are_for_the_continuing_work_and_five_for_other_projects(lessons):
    assert where(lessons, applies_to="this") == CONTINUING
    assert where(lessons, applies_to="others") == GENERAL
    assert where(lessons, applies_to="") == REVIEW


def test_nobody_is_named_to_adopt_a_lesson_and_none_is_adopted(lessons):
    assert where(lessons, adopter="", owner="", state="recorded") == list(lessons)


def test_causes_stand_where_the_document_gives_them(lessons):
    assert [ref for ref, lesson in lessons.items() if lesson.cause] == ["L3", "L10"]
    assert [ref for ref, lesson in lessons.items() if lesson.effect] == ["L2"]


def test_the_committee_has_them_by_stage_with_their_counts(demo):
    report = Report.objects.get(definition__programme__slug=PROGRAMME, definition__kind="progress")
    (section,) = [section for section in report.content["sections"] if section["key"] == "lessons"]
    (counts,) = section["parts"]
    keys = [column["key"] for column in counts["columns"]]
    assert [tuple(row[key] for key in keys) for row in counts["rows"]] == [
        ("Review", 11, 2, 9, 0, 0, 11),
        ("Implementation", 11, 0, 11, 0, 0, 11),
    ]
    assert section["notes"] == ["No adopter is named for 22 of 22 lessons."]
    assert [row["reference"] for row in section["rows"]] == [*REVIEW, *CONTINUING, *GENERAL]
