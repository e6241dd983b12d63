"""Equality assessments and actions as plain rows: for downloads, the overview and the report."""

import json
from datetime import date, timedelta

from equality import actions
from equality.log import ACTIONS, EQUALITY
from equality.reporting import EqualitySection
from programme.reporting import sections
from tests.factories import MARCH_2012, as_at, as_now

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)
BLANK = "Blank in the plan"


def rows_of(log, programme, at=MARCH_2012):
    return log.rows(log.entries(as_at(programme, at)), as_at(programme, at))


def printed(programme, at=MARCH_2012):
    return EqualitySection().context(as_at(programme, at))


def plan(programme, at=MARCH_2012):
    return printed(programme, at)["parts"][0]


def test_a_download_names_what_the_plan_leaves_blank(add, programme):
    add(importance=1, resources="no")
    (row,) = rows_of(ACTIONS, programme)
    assert (row["importance"], row["resources"], row["owner"]) == ("High", "No", "")
    assert row["blank"] == "Person responsible, Start and end, Measure, Target"


def test_versions_and_carried_actions_name_each_other(superseded, programme):
    assert [row["supersedes"] for row in rows_of(EQUALITY, programme)] == [None, "EA1"]
    carried = [
        (row["reference"], row["assessment"], row["standing"], row["carried_from"])
        for row in rows_of(ACTIONS, programme)
    ]
    assert carried == [("EQ1", "EA1", "Superseded", None), ("EQ2", "EA2", "Current version", "EQ1")]


def test_every_column_of_the_past_stands_as_it_stood(assessment, action, programme, who):
    actions.note_progress(action, as_at=TODAY, text="Begun", **who)
    before = [rows_of(EQUALITY, programme), rows_of(ACTIONS, programme), printed(programme)]
    later = {**who, "at": MARCH_2012 + A_DAY}
    actions.note_progress(action, as_at=TODAY, text="Half done", **later)
    actions.finish_action(action, done_on=TODAY, **later)
    actions.answer_question(assessment, question="shared", text="Staff", **later)
    assessment.refresh_from_db()
    actions.change_assessment(assessment, title="Contact centre", race=True, **later)
    actions.add_version(assessment, why="A year has passed", **later)
    assert [rows_of(EQUALITY, programme), rows_of(ACTIONS, programme), printed(programme)] == before
    assert printed(programme, MARCH_2012 + A_DAY) != before[2]


def test_the_report_prints_the_assessment_its_plan_and_the_questions(
    assessment, action, programme, who
):
    actions.answer_question(
        assessment, question="ratified", text="Programme board", dated="March 2012", **who
    )
    section = printed(programme)
    (header,) = section["rows"]
    assert (header["reference"], header["edition"], header["characteristics"]) == (
        "EA1",
        1,
        ["Age", "Sex"],
    )
    actions_part, questions = section["parts"]
    assert [row["reference"] for row in actions_part["rows"]] == ["EQ1"]
    assert questions["rows"][1] == {
        "question": "Ratified by, and when",
        "answer": "Programme board",
        "dated": "March 2012",
    }
    assert {(row["answer"], row["dated"]) for row in questions["rows"][2:]} == {(BLANK, BLANK)}


def test_blanks_are_printed_in_words_and_counted(action, add, programme):
    add(importance=1, measure="Letters sent")
    first, second = plan(programme)["rows"]
    assert [first[name] for name in ("importance", "resources", "measure", "target")] == [BLANK] * 4
    assert (second["importance"], second["dates"], second["measure"]) == (
        "High",
        BLANK,
        "Letters sent",
    )
    counts = {one["word"]: one["count"] for one in printed(programme)["extra"]["counts"]}
    assert counts == {
        "Importance": 1,
        "Person responsible": 1,
        "Start and end": 1,
        "Resources approved": 2,
        "Measure": 1,
        "Target": 2,
    }


def test_counts_stand_among_the_figures_that_are_added_up(action, programme):
    figures = {one["key"]: one["value"] for one in printed(programme)["figures"]}
    assert (figures["count"], figures["actions"], figures["blank-importance"]) == (1, 1, 1)


def test_status_and_progress_stand_together(action, in_state, programme, who):
    actions.note_progress(action, as_at=TODAY, text="Half done", **who)
    in_state("dropped")
    assert [row["status"] for row in plan(programme)["rows"]] == [
        ["Not recorded", "Half done"],
        ["Dropped", "Nobody asked"],
    ]


def test_dates_are_printed_as_written_and_notes_say_what_is_odd(
    action, assessment, add, programme, who
):
    for _ in range(2):
        add(starts="Already undertaken")
    actions.answer_question(
        assessment, question="shared", dated="October 2009", doubt="probably October 2008", **who
    )
    part, questions = printed(programme)["parts"]
    assert part["rows"][0]["dates"] == "Early January 2012 to February 2012"
    assert part["notes"] == [
        "EQ1: overdue: should have ended February 2012.",
        "EQ2, EQ3: “Already undertaken” is kept as written: no date can be read from it.",
    ]
    assert questions["notes"] == [
        "Results shared with: “October 2009” is kept as printed: probably October 2008."
    ]


def test_only_the_version_that_stands_is_printed(superseded, programme):
    section = printed(programme)
    assert [row["reference"] for row in section["rows"]] == ["EA2"]
    assert [row["reference"] for row in plan(programme)["rows"]] == ["EQ2"]


def test_each_assessment_has_a_plan_of_its_own(assessment, action, programme, who):
    actions.add_assessment(programme=programme, title="Another", **who)
    keys = [part["key"] for part in printed(programme)["parts"]]
    assert keys == [
        f"equality-{ref}-{what}" for ref in ("ea1", "ea2") for what in ("actions", "monitoring")
    ]


def test_a_section_without_an_assessment_says_so(programme):
    section = printed(programme)
    assert (section["rows"], section.get("parts")) == ([], None)
    assert section["extra"]["empty"] == "No equality assessment is on the log yet."


def test_a_section_is_plain_data_and_can_be_chosen(action, programme):
    section = printed(programme)
    assert json.loads(json.dumps(section)) == section
    assert "equality" in sections()


def test_the_log_at_a_glance(superseded, in_state, programme):
    tile = EQUALITY.tile(as_now(programme, TODAY))
    lines = [line["text"] for line in tile.lines]
    assert (tile.count, lines) == (1, ["1 of 1 actions to do", "1 overdue", "1 without importance"])
    assert ACTIONS.tile(as_now(programme, TODAY)).count == 1


def test_what_needs_somebody(assessment, action, programme, who):
    actions.answer_question(
        assessment, question="next", text="After a year", dated="February 2012", **who
    )
    (due,), (late,) = (
        EQUALITY.needs(as_now(programme, TODAY)),
        ACTIONS.needs(as_now(programme, TODAY)),
    )
    assert due.text == "EA1 Shared contact centre: the next assessment was due February 2012"
    assert (
        late.text
        == "EQ1 Offer every letter in large print: overdue, should have ended February 2012"
    )
    assert (due.url, late.url) == (
        "/programmes/shared-management/equality/EA1/",
        "/programmes/shared-management/equality-actions/EQ1/",
    )


def test_what_is_superseded_or_not_due_yet_needs_nobody(assessment, action, programme, who):
    actions.answer_question(assessment, question="next", dated="February 2012", **who)
    assert (
        EQUALITY.needs(as_now(programme, date(2012, 2, 29)))
        == ACTIONS.needs(as_now(programme, date(2012, 2, 29)))
        == []
    )
    assessment.refresh_from_db()
    actions.add_version(assessment, why="A year has passed", carry_over=False, **who)
    assert EQUALITY.needs(as_now(programme, TODAY)) == ACTIONS.needs(as_now(programme, TODAY)) == []
