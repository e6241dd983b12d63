"""The pages of equality assessments and actions: nothing that somebody typed is lost."""

from datetime import timedelta

import pytest
import time_machine

from equality import actions
from equality.models import Answer, Assessment, PlanAction, Progress
from programme.models import AuditEvent
from tests.factories import MARCH_2012
from tests.reading import errors, links, rows, sent, typed, words

SLUG = "/programmes/shared-management/"
LIST, PLAN = f"{SLUG}equality/", f"{SLUG}equality-actions/"
TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)
SCRIPT = "<script>alert('EA1')</script>"
BLANK = "Blank in the plan"
MOST_QUERIES = 8


@pytest.fixture(autouse=True)
def march_2012():
    with time_machine.travel(MARCH_2012, tick=False):
        yield


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


def of(reference, step=""):
    """The address of an assessment, an action, or one of their steps."""
    return f"{LIST if reference.startswith('EA') else PLAN}{reference}/{step + '/' if step else ''}"


def references(response):
    return [row[0] for row in rows(response)]


# --- the registers


@pytest.fixture
def register(action, add, in_state):
    """EQ1 overdue, EQ2 done, EQ3 important and approved."""
    in_state("done")
    add(
        "Ask every caller",
        importance=1,
        resources="yes",
        owner="Head of Calls",
        starts="N/A",
        measure="Calls",
        target="All",
    )


@pytest.mark.usefixtures("register")
class TestRegister:
    def test_the_key_counts_each_status_and_what_is_blank_and_leads_there(self, manager):
        key = {item["word"]: item for item in manager.get(PLAN).context["key"]}
        assert {word: item["count"] for word, item in key.items()} == {
            "Not recorded": 2,
            "Not started": 0,
            "Under way": 0,
            "Done": 1,
            "Dropped": 0,
            "Reopened": 0,
            "Overdue": 1,
            "Importance blank": 2,
        }
        assert references(manager.get(PLAN + key["Overdue"]["url"])) == ["EQ1"]
        assert references(manager.get(PLAN + key["Importance blank"]["url"])) == ["EQ1", "EQ2"]

    def test_blanks_and_lateness_stand_in_words(self, manager):
        first, _, third = rows(manager.get(PLAN))
        assert first[2] == BLANK and "Overdue" in first[6]
        assert third[2:6] == ["High", "Head of Calls", "N/A", "Yes"]


def test_actions_of_superseded_versions_are_shown_to_those_who_ask(manager, superseded):
    for query, found in (
        ("", ["EQ2"]),
        ("?assessment=all", ["EQ1", "EQ2"]),
        ("?assessment=EA1", ["EQ1"]),
    ):
        assert references(manager.get(PLAN + query)) == found
    assert "EA1 superseded" in words(manager.get(f"{PLAN}?assessment=all"))


# --- one assessment, one action


def test_an_assessment_shows_its_law_its_plan_and_its_questions(manager, assessment, action, who):
    actions.answer_question(
        assessment,
        question="shared",
        text="Staff",
        dated="October 2009",
        doubt="probably 2008",
        **who,
    )
    shown = words(manager.get(of("EA1")))
    assert "Under the Equality Act 2010" in shown and "Age, Sex" in shown
    assert "(b) Advance equality of opportunity" in shown
    assert f"EQ1 Offer every letter in large print {BLANK} Head of Print" in shown
    assert f"Published where {BLANK} {BLANK}" in shown
    assert "Results shared with: “October 2009” is kept as printed: probably 2008." in shown


def test_what_is_superseded_offers_nothing_and_leads_to_what_took_its_place(manager, superseded):
    back = ["Take back the new version"]
    for reference, later, first in (("EA1", "EA2", back), ("EQ1", "EQ2", [])):
        response = manager.get(of(reference))
        offered = [step["label"] for step in response.context["actions"]]
        assert offered == [*first, "Correct a mistake", "Withdraw: added by mistake"]
        assert "/edit/" not in response.content.decode()
        assert f'href="{of(later)}"' in response.content.decode()
        assert "stays as it was" in words(response)
    assert "Supersedes EA1" in words(manager.get(of("EA2"))) and "Carried over from EQ1" in words(
        manager.get(of("EQ2"))
    )


def test_a_script_stays_text_everywhere(manager, programme, who):
    facts = dict.fromkeys(
        ("title", "organisation", "service_area", "owner", "evidence", "assessed"), SCRIPT
    )
    assessment = actions.add_assessment(programme=programme, **facts, **who)
    plan = dict.fromkeys(
        ("text", "owner", "starts", "ends", "measure", "target", "workstream"), SCRIPT
    )
    action = actions.add_action(programme=programme, assessment=assessment, **plan, **who)
    actions.note_progress(action, as_at=TODAY, text=SCRIPT, **who)
    actions.drop_action(PlanAction.objects.get(), why=SCRIPT, **who)
    actions.answer_question(
        assessment, question="shared", text=SCRIPT, dated=SCRIPT, doubt=SCRIPT, **who
    )
    pages = (
        LIST,
        PLAN,
        of("EA1"),
        of("EQ1"),
        of("EA1", "edit"),
        of("EQ1", "edit"),
        of("EA1", "questions/shared"),
        SLUG,
    )
    for address in pages:
        assert "<script>alert" not in manager.get(address).content.decode()


# --- forms


def test_an_assessment_and_its_actions_are_added_and_shown(manager):
    values = {"title": "Contact centre", "assessed": "July 2008", "disability": "on", "race": "on"}
    shown = words(manager.post(f"{LIST}add/", values, follow=True))
    assert (
        "EA1 saved." in shown
        and "Before the Equality Act 2010" in shown
        and "Disability, Race" in shown
    )
    assert (
        typed(manager.get(f"{PLAN}add/?assessment=EA1"), "assessment")
        == Assessment.objects.get().pk
    )
    values = {
        "assessment": Assessment.objects.get().pk,
        "text": "Offer large print",
        "starts": "April 08",
        "ends": "N/A",
    }
    shown = words(manager.post(f"{PLAN}add/", values, follow=True))
    assert "EQ1 saved." in shown and "April 08" in shown and f"Importance {BLANK}" in shown


def test_ticks_are_taken_away_again(manager, assessment):
    values = {
        "title": assessment.title,
        "assessed": "January 2012",
        "regime": "after",
        "sex": "on",
        "version": assessment.version,
    }
    manager.post(of("EA1", "edit"), values)
    assert Assessment.objects.get().characteristics == ["Sex"]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("text", ""),
        ("text", "x" * 2_001),
        ("owner", "Cost \u202e001"),
        ("starts", "31 February 2012"),
        ("ends", "1 May 2500"),
        ("ends", "December 2011"),
        ("starts", "x" * 121),
        ("importance", "7"),
        ("resources", "maybe"),
        ("assessment", "999999"),
    ],
)
def test_a_bad_value_is_refused_beside_its_field_and_kept(manager, assessment, field, text):
    values = {
        "assessment": assessment.pk,
        "text": "Offer large print",
        "starts": "January 2012",
        field: text,
    }
    response = manager.post(f"{PLAN}add/", values)
    assert set(errors(response)) == {field}
    assert {name: str(typed(response, name)) for name in values} == {
        name: str(value) for name, value in values.items()
    }
    assert not PlanAction.objects.exists()


@pytest.mark.parametrize(
    ("field", "text"),
    [("title", " "), ("assessed", "32 March 2012"), ("regime", "roman"), ("evidence", "x" * 5_001)],
)
def test_an_assessment_with_a_bad_value_is_refused_beside_its_field(
    manager, programme, field, text
):
    response = manager.post(f"{LIST}add/", {"title": "Contact centre", "age": "on", field: text})
    assert set(errors(response)) == {field}
    assert typed(response, "age") and not Assessment.objects.exists()


def test_an_end_before_a_start_is_refused_in_words(manager, action):
    values = {
        "text": action.text,
        "starts": "April 2009",
        "ends": "March 2009",
        "version": action.version,
    }
    response = manager.post(of("EQ1", "edit"), values)
    assert errors(response) == {"ends": "The end, March 2009, comes before the start, April 2009."}
    assert (typed(response, "starts"), typed(response, "ends")) == ("April 2009", "March 2009")
    assert PlanAction.objects.get().ends == "February 2012"


@pytest.mark.parametrize(
    ("reference", "step", "values", "message"),
    [
        (
            "EA1",
            "edit",
            {"title": "Another"},
            "EA1 is superseded by EA2 and stays as it was. Change EA2.",
        ),
        (
            "EA1",
            "questions/shared",
            {"text": "Staff"},
            "EA1 is superseded by EA2 and stays as it was. Change EA2.",
        ),
        (
            "EA1",
            "new-version",
            {"why": "Again"},
            "EA1 is superseded by EA2 and stays as it was. Change EA2.",
        ),
        (
            "EQ1",
            "edit",
            {"text": "Another"},
            "EQ1 belongs to EA1, which is superseded by EA2 and stays as it was. Change EQ2.",
        ),
        (
            "EQ1",
            "start",
            {"why": "Now"},
            "EQ1 belongs to EA1, which is superseded by EA2 and stays as it was. Change EQ2.",
        ),
    ],
)
def test_a_superseded_row_that_somebody_edits_is_refused_and_nothing_is_lost(
    manager, superseded, reference, step, values, message
):
    events = AuditEvent.objects.count()
    response = manager.post(of(reference, step), {**values, "version": 1})
    assert errors(response) == {"__all__": message}
    assert {name: typed(response, name) for name in values} == values
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize(
    ("step", "values", "field"),
    [
        ("done", {"done_on": "10 March 2012"}, "done_on"),
        ("done", {"done_on": "soon"}, "done_on"),
        ("drop", {"why": ""}, "why"),
        ("progress", {"as_at": "10 March 2012", "text": "Half done"}, "as_at"),
        ("progress", {"as_at": "9 March 2012", "text": ""}, "text"),
        ("reopen", {"why": "It is not"}, "__all__"),
    ],
)
def test_a_bad_step_is_refused_beside_its_field_and_nothing_typed_is_lost(
    manager, action, step, values, field
):
    response = manager.post(of("EQ1", step), {**values, "version": action.version})
    assert set(errors(response)) == {field}
    assert {name: typed(response, name) for name in values} == values
    assert PlanAction.objects.get().state == "not_recorded" and not Progress.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"dated": "31 June 2012"}, "dated"),
        ({"doubt": "probably 2008"}, "doubt"),
        ({"text": "x" * 5_001}, "text"),
    ],
)
def test_a_bad_answer_is_refused_beside_its_field(manager, assessment, values, field):
    response = manager.post(
        of("EA1", "questions/shared"), {**values, "version": assessment.version}
    )
    assert set(errors(response)) == {field}
    assert typed(response, field) == values[field] and not Answer.objects.exists()


def test_a_question_is_answered_and_the_answer_stands_in_the_form_again(manager, assessment):
    values = {"text": "Staff", "dated": "2008/09", "version": assessment.version}
    assert "Results shared with Staff 2008/09" in words(
        manager.post(of("EA1", "questions/shared"), values, follow=True)
    )
    assert typed(manager.get(of("EA1", "questions/shared")), "dated") == "2008/09"
    assert manager.get(of("EA1", "questions/whose")).status_code == 404


def test_a_version_with_an_impossible_date_is_not_made(manager, assessment):
    response = manager.post(
        of("EA1", "new-version"), {"why": "Again", "assessed": "31 June 2012", "version": 1}
    )
    assert set(errors(response)) == {"assessed"}
    assert Assessment.objects.get().state == "current"


def test_somebody_saved_first_shows_both_versions_ticks_included(manager, assessment, who):
    version = assessment.version
    actions.change_assessment(assessment, owner="Director", race=True, **who)
    ticked = dict.fromkeys(("age", "sex", "advance_opportunity"), "on")
    facts = {
        "title": assessment.title,
        "assessed": "January 2012",
        "regime": "after",
        "owner": "Head of Service",
    }
    values = {**facts, **ticked, "evidence": "New", "version": version}
    response = manager.post(of("EA1", "edit"), values)
    fates = {field["name"]: field["fate"] for field in response.context["merged"]}
    assert fates == {"owner": "theirs", "race": "theirs", "evidence": "yours"}
    assert response.context["asked"] == []
    picked = dict(response.context["hidden_inputs"])
    manager.post(of("EA1", "edit"), picked)
    saved = Assessment.objects.get()
    assert (saved.characteristics, saved.owner, saved.evidence) == (
        ["Age", "Race", "Sex"],
        "Director",
        "New",
    )


def test_a_lead_gets_round_no_ratification(manager, assessment, who, signed_in, workstream_lead):
    actions.answer_question(assessment, question="ratified", text="PMT", **who)
    lead, answer = signed_in(workstream_lead), of("EA1", "questions/ratified")
    assert answer not in links(lead.get(of("EA1"))) and answer in links(manager.get(of("EA1")))
    assert lead.get(answer).status_code == 403
    assert lead.post(answer, {"text": "", "version": "2"}).status_code == 403
    row = Answer.objects.get()
    correct = of("EA1", f"rows/answers/{row.pk}/correct")
    typed_again = {"text": "", "mistake": "Not yet", "version": "2"}
    assert lead.get(correct).status_code == lead.post(correct, typed_again).status_code == 403
    row.refresh_from_db()
    assert row.text == "PMT"


def test_who_ratified_it_is_answered_once_and_then_only_corrected(manager, assessment):
    answer = of("EA1", "questions/ratified")
    said = {"text": "PMT", "version": assessment.version}
    assert "Ratified by, and when PMT" in words(manager.post(answer, said, follow=True))
    later = {"text": "PMT", "dated": "July 2008", "doubt": ""}
    assert "PMT July 2008" in words(
        manager.post(answer, {**sent(manager.get(answer)), **later}, follow=True)
    )
    refused = manager.post(answer, {**sent(manager.get(answer)), "text": ""})
    assert "EA1 is ratified. Correct a mistake" in errors(refused)["text"]
    correct = of("EA1", f"rows/answers/{Answer.objects.get().pk}/correct")
    data = {**sent(manager.get(correct)), "text": "Cabinet", "mistake": "Another body"}
    assert "Cabinet July 2008" in words(manager.post(correct, data, follow=True))


def test_a_version_made_by_mistake_is_taken_back_with_its_actions(manager, superseded, programme):
    url = of("EA2", "withdraw-mistake")
    refused = manager.post(url, {**sent(manager.get(url)), "mistake": "The wrong one"})
    assert "rests on EA2" in words(refused) or "take it back there" in words(refused)
    url = of("EA1", "take-back-version")
    done = manager.post(url, {**sent(manager.get(url)), "why": "The wrong one"}, follow=True)
    assert "You took back the version after EA1." in words(done)
    old, action = superseded
    old.refresh_from_db()
    action.refresh_from_db()
    assert old.state == "current" and action.in_force
    assert [one.reference for one in Assessment.objects.of(programme)] == ["EA1"]
    assert [one.reference for one in PlanAction.objects.of(programme)] == ["EQ1"]
    for reference, said in (("EA2", "It was made of EA1"), ("EQ2", "EA2 is withdrawn")):
        url = of(reference, "take-back-withdrawal")
        refused = manager.post(url, {**sent(manager.get(url)), "why": "No"})
        assert said in words(refused)
    again = of("EA1", "new-version")
    done = manager.post(again, {**sent(manager.get(again)), "why": "A year"}, follow=True)
    assert "EA3 is version 2 and supersedes EA1." in words(done)


def test_a_lead_alone_changes_nothing_of_what_is_in_a_ratified_plan(
    manager, signed_in, workstream_lead, assessment, action
):
    answer, lead = of("EA1", "questions/ratified"), signed_in(workstream_lead)
    manager.post(answer, {"text": "PMT", "version": assessment.version})
    drop = f"{PLAN}EQ1/drop/"
    assert drop not in links(lead.get(f"{PLAN}EQ1/")) and drop in links(manager.get(f"{PLAN}EQ1/"))
    typed = {"why": "Dear", "version": action.version}
    assert lead.get(drop).status_code == lead.post(drop, typed).status_code == 403
    new = {"assessment": assessment.pk, "text": "Another"}
    refused = lead.post(f"{PLAN}add/", new)
    said = "EA1 is ratified, with its plan: a programme manager adds to it."
    assert errors(refused)["assessment"] == said and PlanAction.objects.count() == 1
    manager.post(f"{PLAN}add/", new)
    assert "You dropped EQ1." in words(manager.post(drop, {"why": "Dear"}, follow=True))
    assert PlanAction.objects.count() == 2
