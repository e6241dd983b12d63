"""Workstreams and follow-on actions as plain rows, at a glance, and in the report."""

from datetime import timedelta

from django.template.loader import render_to_string

from programme.models import AuditEvent
from reports.changes import ChangesSection
from tests.factories import MARCH_2012, as_at, as_now
from tests.workstreams.conftest import TAKEN
from workstreams import actions
from workstreams.log import FOLLOW_ON, WORKSTREAMS, progress_counts
from workstreams.reporting import FollowOnSection, WorkstreamsSection

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)


def rows_of(log, programme, at=MARCH_2012):
    return log.rows(log.entries(as_at(programme, at)), as_at(programme, at))


def test_a_workstream_tells_its_purpose_its_position_and_what_goes_on(in_state, programme):
    for state in ("proposed", "accepted", "withdrawn"):
        in_state(state)
    (row,) = rows_of(WORKSTREAMS, programme)
    assert (row["purpose"], row["position"]) == (
        ["One contact point", "Better service levels"],
        ["Begun"],
    )
    assert (row["progress"], row["position_on"], row["recorded_by"]) == (
        "Reasonable",
        "2012-03-09",
        "Programme manager",
    )
    assert row["follow_on"] == ["FA1 Move in together", "FA2 Move in together – accepted"]


def test_a_follow_on_action_tells_who_took_it_and_when(in_state, programme):
    in_state("done")
    (row,) = rows_of(FOLLOW_ON, programme)
    assert {name: row[name] for name in TAKEN} == TAKEN
    assert (row["accepted_on"], row["accepted_by"], row["done_on"]) == (
        "2012-03-09",
        "Programme manager",
        "2012-03-09",
    )


def test_counts_follow_the_scale_and_keep_words_that_left_it():
    counted = progress_counts(["Poor", "", "Slow", "Poor"], ("Good", "Poor"))
    assert [(row["word"], row["count"]) for row in counted] == [
        ("Good", 0),
        ("Poor", 2),
        ("Slow", 1),
        ("No position yet", 1),
    ]


def test_the_section_counts_each_word_and_draws_it(add, programme):
    for progress in ("Good", "Good", "Poor", ""):
        add(progress=progress)
    section = WorkstreamsSection().context(as_at(programme, MARCH_2012))
    figures = {figure["key"]: figure["value"] for figure in section["figures"]}
    assert figures == {
        "count": 4,
        "progress-good": 2,
        "progress-poor": 1,
        "progress-no-position-yet": 1,
    }
    picture = render_to_string("programme/count_bars.svg", {"chart": section["extra"]["counts"]})
    said = "Good 2, Reasonable 0, Poor 1, Not yet commenced 0, No position yet 1"
    assert f"<title>Workstreams by progress: {said}</title>" in picture


def test_the_section_notes_what_a_reader_should_know(add, programme):
    add("Print", note="In Appendix C only.")
    assert WorkstreamsSection().context(as_at(programme, MARCH_2012))["notes"] == [
        "W1 Print: In Appendix C only."
    ]


def test_follow_on_actions_stand_by_workstream_and_say_how_many_nobody_has(
    add, propose, in_state, programme
):
    propose(workstream=add("Markets"))
    in_state("accepted")
    section = FollowOnSection().context(as_at(programme, MARCH_2012))
    assert [row["workstream"] for row in section["rows"]] == ["W1 Legal services", "W2 Markets"]
    assert section["notes"] == ["1 follow-on action of 2: nobody has accepted them yet."]
    assert {figure["key"]: figure["value"] for figure in section["figures"]} == {
        "count": 2,
        "state-proposed": 1,
        "state-accepted": 1,
        "state-done": 0,
        "state-withdrawn": 0,
    }


def test_what_ended_before_the_last_report_is_not_told_again(in_state, programme):
    for state in ("proposed", "done", "withdrawn"):
        in_state(state)

    def references(since):
        content = FollowOnSection().context(as_at(programme, MARCH_2012, since))
        tables = [content, *content.get("parts", [])]
        return [[row["reference"] for row in table["rows"]] for table in tables]

    assert references(None) == [["FA1", "FA2", "FA3"]]
    assert references(MARCH_2012 - A_DAY) == [["FA1"], ["FA2", "FA3"]]
    assert references(MARCH_2012) == [["FA1"]]


def test_an_empty_section_says_so(programme):
    for section in (WorkstreamsSection(), FollowOnSection()):
        content = section.context(as_at(programme, MARCH_2012))
        shown = render_to_string(
            section.template, {"section": content, "heading": {"position_as_at": "2012-03-09"}}
        )
        assert "report-empty" in shown and "<svg" not in shown


def test_the_tiles_count_words_and_what_nobody_has_accepted(in_state, add, programme):
    add("Markets", progress="Good")
    for state in ("proposed", "accepted", "done"):
        in_state(state)
    first, second = (log.tile(as_now(programme, TODAY)) for log in (WORKSTREAMS, FOLLOW_ON))
    assert (first.count, [line["text"] for line in first.lines]) == (2, ["1 good", "1 reasonable"])
    assert (second.count, [line["text"] for line in second.lines]) == (
        2,
        ["1 not accepted yet", "2 overdue"],
    )


def test_what_needs_somebody(in_state, workstream, programme):
    in_state("proposed")
    assert [need.text for need in FOLLOW_ON.needs(as_now(programme, TODAY))] == [
        "FA1 Move in together: overdue, due 1 March 2012",
        "1 follow-on action that nobody has accepted yet",
    ]
    assert WORKSTREAMS.needs(as_now(programme, TODAY)) == []
    reported = as_now(programme, TODAY, since=MARCH_2012 + A_DAY)
    assert [need.text for need in WORKSTREAMS.needs(reported)] == [
        "W1 Legal services: its position is older than the last report"
    ]


def test_a_position_as_at_a_later_day_is_no_date_that_moved(add, programme, programme_manager):
    workstream, later = add(progress="Good"), MARCH_2012 + timedelta(days=7)
    who = {"by": programme_manager, "at": later}
    said = {"as_at": later.date(), "text": "The test failed."}
    actions.add_position(workstream, progress="Poor", **said, **who)
    (row,) = ChangesSection().rows(as_at(programme, later, since=MARCH_2012))
    assert row["weight"] == "Other changes"
    assert row["change"][0] == "Progress from Good to Poor" and "as at" in row["change"][1]


def test_the_moment_of_an_acceptance_is_told_as_all_moments_are(in_state, programme):
    in_state("accepted")
    told = [line for event in AuditEvent.objects.all() for line in event.changes]
    (when,) = [line["now"] for line in told if line["field"] == "accepted_at"]
    assert " at " in when and when.endswith(("am", "pm"))
