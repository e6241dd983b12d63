"""What prints nothing is blank, whatever marks it has."""

import pytest
from django.core.exceptions import ValidationError

from papers import actions, deciding
from papers.blank import is_blank
from papers.second import blank_in
from papers.setting_languages import set_languages
from reports import arranging
from tests.factories import MeetingFactory, noon
from tests.papers.conftest import DEFINED, WRITTEN

TABLES = ["| |\n|--|\n| |", "| a |\n|--|\n| |"]
NOTHING = [*TABLES, "## ", "- \n- ", "[](https://example.org)", "\u00a0", "## Alone", "1. ", "\n"]


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": WRITTEN}


@pytest.fixture(params=NOTHING)
def nothing(request):
    return request.param


def test_it_prints_nothing_and_what_says_something_does(nothing):
    assert is_blank(nothing)
    assert not any(map(is_blank, ["a", "- a", "| a |\n|--|\n| 1 |", "[](ref:row/R1)", "![x](y)"]))


def test_no_such_part_is_done_and_in_work_it_is_kept(write, nothing):
    with pytest.raises(ValidationError, match="Nothing is written yet"):
        write("background", nothing, state="done")
    assert write("background", nothing).text == nothing


def test_no_part_is_done_that_ends_in_a_subheading(write):
    with pytest.raises(ValidationError, match="below the subheading “Next”"):
        write("background", "1. One.\n\n## Next", state="done")
    assert write("background", "## First\n\n## Next\n\n1. One.", state="done").is_done


def test_no_required_answer_is_one(part, add_field, who, nothing):
    field = add_field("Purpose", "text", is_required=True)
    with pytest.raises(ValidationError, match="Purpose has to be filled in"):
        actions.fill_front_sheet(
            part("front-sheet"), answers={field.key: nothing}, state="done", **who
        )


def test_no_position_is_one(followed_part, who, nothing):
    [one] = deciding.last_decisions(followed_part.paper)
    with pytest.raises(ValidationError, match="Say how far this action is"):
        answers = {str(one.pk): nothing}
        actions.say_positions(followed_part, answers=answers, state="done", **who)


@pytest.fixture
def followed_part(recommend, start, outline, body, democratic_services):
    row, by = recommend("To act."), democratic_services
    how = {"outcome": "agreed", "minute": "1", "by": by, "at": noon(2012, 4, 5)}
    deciding.record_decision(row, **how)
    ahead = MeetingFactory(body=body, on=noon(2012, 6, 6).date())
    paper = start(ahead, at=noon(2012, 5, 1), outlines=[outline("acts", kind="actions")])
    return paper.parts.get()


def test_no_recommendation_is_one(recommend):
    with pytest.raises(ValidationError, match="Nothing of this is printed"):
        recommend("[](https://example.org)")


def test_no_standing_text_is_one(definition, democratic_services, nothing):
    part = {"heading": "Law", "kind": "text", "starts": "standing", "standing": nothing}
    with pytest.raises(ValidationError, match="Enter the standing text"):
        who = {"by": democratic_services, "at": DEFINED}
        arranging.add_written_part(definition, version=None, **part, **who)


def test_in_welsh_it_is_blank_too(paper, write, who, part, nothing):
    set_languages(paper, language="en", second="written", **who)
    write("background", "1. One.", second_heading="Cefndir", second_text=nothing, state="done")
    assert blank_in(part("background")) == ["text"]
