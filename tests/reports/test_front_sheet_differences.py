"""What differs between two front sheets: what moved is told once, by the order of the headings."""

from reports.differences import differences
from tests.reports import sample

HEADS = "Report of; Purpose; Finance"
SHEET = {"Report of": "Director", "Purpose": "To agree", "Finance": "None"}


def content(answers):
    fields = [{"label": label, "answer": words} for label, words in answers]
    part = {"key": "front-sheet", "kind": "front_sheet", "title": "Front sheet", "number": ""}
    return {**sample.REPORT, "words": [{**part, "is_done": True, "fields": fields}]}


def told(now, was=SHEET):
    pairs = [list(one.items()) if isinstance(one, dict) else one for one in (was, now)]
    found = differences(*map(content, pairs))
    return [(one["place"].removeprefix("Front sheet: "), one["was"], one["now"]) for one in found]


def test_a_field_that_moved_is_one_difference():
    moved = {"Finance": "None", "Report of": "Director", "Purpose": "To agree"}
    assert told(moved) == [("headings", HEADS, "Finance; Report of; Purpose")]


def test_a_field_that_moved_with_another_answer_says_both():
    moved = {"Finance": "£5,000", "Report of": "Director", "Purpose": ""}
    assert told(moved)[1:] == [("Finance", "None", "£5,000"), ("Purpose", "To agree", "blank")]


def test_a_new_field_without_an_answer_is_told_by_its_heading_alone():
    (found,) = told({**SHEET, "Climate": ""})
    assert found == (
        "headings",
        "Report of; Purpose; Finance",
        "Report of; Purpose; Finance; Climate",
    )


def test_a_field_that_is_called_otherwise_keeps_its_answer():
    renamed = {"Author": "Director", "Purpose": "To agree", "Finance": "None"}
    assert told(renamed) == [("headings", HEADS, "Author; Purpose; Finance")]


def test_a_field_that_went_takes_its_answer_with_it():
    assert told({"Report of": "Director", "Purpose": "To agree"})[1:] == [
        ("Finance", "None", "left out")
    ]


def test_two_fields_of_one_heading_are_compared_in_their_order():
    was = [("Note", "one"), ("Note", "two")]
    assert told([("Note", "one"), ("Note", "three")], was) == [("Note", "two", "three")]
