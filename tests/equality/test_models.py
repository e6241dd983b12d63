"""What must never be false is held by the database, and what follows from dates and blanks."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction

from equality import actions
from equality.law import CHARACTERISTICS, LIMBS, is_between, regime_of
from equality.models import Answer, Assessment, PlanAction
from programme.date_phrases import read
from tests.factories import MARCH_2012, ProgrammeFactory

TODAY = MARCH_2012.date()


def refused_by_the_database(change):
    with pytest.raises(Error), transaction.atomic():
        change()


@pytest.mark.parametrize(
    ("state", "columns"),
    [
        ("not_started", {"done_on": TODAY}),
        ("not_started", {"state": "dropped"}),
        ("dropped", {"dropped_why": ""}),
        ("dropped", {"state": "reopened"}),
        ("not_started", {"starts_earliest": TODAY}),
        ("not_started", {"ends_earliest": TODAY, "ends_latest": TODAY}),
    ],
)
def test_facts_that_belong_together_stay_together(in_state, state, columns):
    entry = in_state(state)
    refused_by_the_database(lambda: PlanAction.objects.filter(pk=entry.pk).update(**columns))


def test_an_end_before_a_start_is_refused_even_behind_the_product(action):
    columns = {"ends_earliest": date(2011, 12, 1), "ends_latest": date(2011, 12, 31)}
    refused_by_the_database(lambda: PlanAction.objects.filter(pk=action.pk).update(**columns))


@pytest.mark.parametrize(
    "columns", [{"edition": 2}, {"supersedes": "itself"}, {"supersedes": "itself", "edition": 2}]
)
def test_a_later_version_supersedes_another_one(assessment, columns):
    columns = {name: assessment if value == "itself" else value for name, value in columns.items()}
    refused_by_the_database(lambda: Assessment.objects.filter(pk=assessment.pk).update(**columns))


def test_a_version_is_superseded_by_one_other(superseded, assessment, who):
    third = actions.add_assessment(programme=assessment.programme, title="Another", **who)
    refused_by_the_database(
        lambda: Assessment.objects.filter(pk=third.pk).update(edition=2, supersedes=assessment)
    )


def test_a_question_has_one_answer(assessment):
    Answer.objects.create(assessment=assessment, question="shared", text="Staff")
    refused_by_the_database(
        lambda: Answer.objects.create(assessment=assessment, question="shared", text="All")
    )


def test_a_doubt_is_about_a_date(assessment):
    refused_by_the_database(
        lambda: Answer.objects.create(
            assessment=assessment, question="shared", doubt="Probably 2008"
        )
    )


@pytest.mark.parametrize(
    "table", ["progress", "historicalassessment", "historicalplanaction", "historicalanswer"]
)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_what_was_recorded_is_never_changed_or_deleted(assessment, action, who, table, statement):
    actions.note_progress(action, as_at=TODAY, text="Begun", **who)
    actions.answer_question(assessment, question="shared", text="Staff", **who)
    column = "id = id" if table == "progress" else "history_id = history_id"
    statement = statement.replace("id = id", column).format(f"equality_{table}")
    refused_by_the_database(lambda: connection.cursor().execute(statement))


@pytest.mark.parametrize("row", ["assessment", "action"])
def test_an_entry_is_never_deleted(request, row):
    refused_by_the_database(request.getfixturevalue(row).delete)


@pytest.mark.parametrize(
    ("words", "regime"),
    [
        ("July 2008", "before"),
        ("30 September 2010", "before"),
        ("1 October 2010", "after"),
        ("January 2012", "after"),
        ("Autumn 2010", ""),
        ("2010", ""),
        ("N/A", ""),
    ],
)
def test_the_date_of_an_assessment_suggests_the_law_it_was_made_under(words, regime):
    assert regime_of(read(words)) == regime


@pytest.mark.parametrize(
    ("words", "between"),
    [
        ("30 September 2010", False),
        ("1 October 2010", True),
        ("4 April 2011", True),
        ("5 April 2011", False),
        ("N/A", False),
    ],
)
def test_the_duty_began_half_a_year_after_the_act(words, between):
    assert is_between(read(words)) == between


def test_nine_characteristics_and_three_limbs_in_the_words_of_the_act(assessment):
    assert (len(CHARACTERISTICS), len(LIMBS)) == (9, 3)
    assert assessment.characteristics == ["Age", "Sex"]
    assert assessment.limbs == ["(b) Advance equality of opportunity"]
    columns = {name: Assessment._meta.get_field(name).verbose_name for name in CHARACTERISTICS}
    assert columns == {name: word.lower() for name, word in CHARACTERISTICS.items()}


@pytest.mark.parametrize(
    ("details", "flag"),
    [
        ({"assessed": "July 2008", "regime": "after"}, "suggests another legal regime: before"),
        ({"assessed": "January 2011", "regime": "after"}, "Section 149 applied from 5 April 2011"),
        (
            {"assessed": "July 2008", "regime": "before", "foster_relations": True},
            "did not apply before",
        ),
        ({"assessed": "After the review"}, "kept as written"),
    ],
)
def test_what_a_reader_should_notice_about_an_assessment(details, flag):
    assessment = Assessment(**details)
    assessment.clean()
    (said,) = assessment.flags()
    assert flag in said


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("April 2008", "March 2008"),
        ("12 March 2012", "11 March 2012"),
        ("Autumn 2012", "31 August 2012"),
        ("2008/09", "2007"),
    ],
)
def test_an_end_that_lies_before_the_start_in_every_reading_is_refused(starts, ends):
    with pytest.raises(ValidationError, match=f"The end, {ends}, comes before the start, {starts}"):
        PlanAction(text="Plan", starts=starts, ends=ends).clean()


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("April 2008", "March 2009"),
        ("July 08", ""),
        ("March 2012", "5 March 2012"),
        ("Already undertaken", "March 2008"),
        ("1 May 2012", "1 May 2012"),
        ("", "2008"),
        ("On completion of strategy", "N/A"),
    ],
)
def test_an_end_that_may_lie_after_the_start_is_accepted(starts, ends):
    PlanAction(text="Plan", starts=starts, ends=ends).clean()


def test_words_that_name_no_date_are_kept_and_flagged(add):
    entry = add(starts="On completion of strategy", ends="N/A")
    assert (entry.starts, entry.starts_earliest, entry.ends_latest) == (
        "On completion of strategy",
        None,
        None,
    )
    kept = "is kept as written: no date can be read from it"
    assert entry.flags(TODAY) == [f"“On completion of strategy” {kept}", f"“N/A” {kept}"]


def test_it_is_overdue_when_its_end_has_passed_in_every_reading(action):
    assert (action.is_overdue(date(2012, 2, 29)), action.is_overdue(date(2012, 3, 1))) == (
        False,
        True,
    )
    assert action.flags(TODAY) == ["Overdue: should have ended February 2012"]
    for state in ("done", "dropped"):
        action.state = state
        assert not action.is_overdue(TODAY)


def test_an_action_of_a_superseded_version_is_no_longer_overdue(superseded):
    assert not superseded[1].is_overdue(TODAY)


def test_start_and_end_read_as_one(action):
    assert action.dates == "Early January 2012 to February 2012"
    assert [PlanAction(starts="N/A").dates, PlanAction(ends="May").dates, PlanAction().dates] == [
        "N/A",
        "May",
        "",
    ]


def test_a_title_is_the_first_words_on_one_line():
    assert PlanAction(text="Ask\n\n every   caller.").title == "Ask every caller."
    assert len(PlanAction(text="word " * 100).title) <= 110


def test_an_action_belongs_to_an_assessment_of_its_programme(assessment):
    with pytest.raises(ValidationError, match="of this programme"):
        PlanAction(programme=ProgrammeFactory(), assessment=assessment, text="Plan").clean()
