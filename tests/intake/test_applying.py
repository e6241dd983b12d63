"""What an import keeps: by the log's own actions, all or nothing, and once."""

import pytest

from intake.models import Import
from milestones.models import Milestone
from programme.authorization import NotPermitted
from programme.models import AuditEvent
from recommendations.actions import add_review
from risks.models import Issue, Risk
from savings.models import Saving
from tests.intake.conftest import AT, log_named
from tests.intake.making import sample, workbook

pytestmark = pytest.mark.once

HEAD = ["Ref", "Risk", "Owner", "L", "I", "Mitigation"]
ONE = ["X1", "Staff leave", "Director of People", 3, 4, "1. Pay more\n2. Ask why"]
TWO = ["X2", "Money runs out", "Director of Finance", 2, 5, None]


def verdicts(result):
    return [row["verdict"] for row in result["rows"] if row["verdict"] != "not-a-record"]


def test_rows_become_entries_with_their_ratings_and_mitigations(imported):
    result = imported(workbook(HEAD, ONE, TWO), "risks")
    risk = Risk.objects.get(reference="X1")
    assert (result["applied"], verdicts(result)) == (True, ["new", "new"])
    assert (risk.title, risk.owner, risk.score) == ("Staff leave", "Director of People", 12)
    assert [one.text for one in risk.mitigations.order_by("number")] == ["Pay more", "Ask why"]


def test_every_event_names_file_and_row(imported):
    imported(workbook(HEAD, ONE), "risks", name="register.xlsx")
    events = AuditEvent.objects.filter(reference="X1")
    assert {event.verb for event in events} >= {"proposed", "assessed", "added a mitigation to"}
    assert all("From register.xlsx, row 2." in event.reason for event in events)


def test_an_assessment_has_the_day_of_the_table(imported):
    title = ["Risk log as at 17 June 2026"]
    imported(workbook(title, HEAD, ONE), "risks")
    day = Risk.objects.get().assessments.get().effective_on
    assert day.isoformat() == "2026-06-17"


def test_the_same_file_again_changes_nothing(imported):
    content = workbook(HEAD, ONE, TWO)
    imported(content, "risks")
    events = AuditEvent.objects.count()
    assert verdicts(imported(content, "risks")) == ["same", "same"]
    assert AuditEvent.objects.count() == events
    assert Import.objects.count() == 1


def test_next_months_file_changes_what_differs(imported):
    imported(workbook(HEAD, ONE, TWO), "risks")
    later = [*ONE[:2], "Chief Executive", 4, 4, f"{ONE[5]}\n3. Train"]
    result = imported(workbook(HEAD, later, TWO), "risks")
    risk = Risk.objects.get(reference="X1")
    assert verdicts(result) == ["change", "same"]
    assert (risk.owner, risk.score, risk.mitigations.count()) == ("Chief Executive", 16, 3)
    assert risk.assessments.count() == 2
    differs = {one["field"]: one for one in result["rows"][0]["differences"][0]["changes"]}
    assert differs["owner"]["was"] == "Director of People"


def test_a_row_without_reference_is_found_by_its_title(imported):
    imported(workbook(["Risk", "Owner"], ["Staff leave", "Director"]), "risks")
    result = imported(workbook(["Risk", "Owner"], ["STAFF  leave.", "Mayor"]), "risks")
    assert verdicts(result) == ["change"]
    assert Risk.objects.get().owner == "Mayor"


def test_a_preview_keeps_nothing(previewed):
    previewed(workbook(HEAD, ONE), "risks")
    assert not Risk.objects.exists()
    assert not Import.objects.exists()


def test_a_refused_row_takes_all_others_with_it(imported):
    imported(workbook(HEAD, ONE, TWO), "risks")
    closed = ["Ref", "Risk", "Closed on", "Why closed"]
    imported(workbook(closed, ["X2", "Money runs out", "1 May 2026", "Over"]), "risks")
    events = AuditEvent.objects.count()
    again = workbook(HEAD, [*ONE[:2], "Mayor", *ONE[3:]], [*TWO[:2], "Mayor", *TWO[3:]])
    result = imported(again, "risks")
    assert (result["applied"], verdicts(result)) == (False, ["change", "refused"])
    assert "closed" in result["rows"][1]["reasons"][0]
    assert Risk.objects.get(reference="X1").owner == "Director of People"
    assert AuditEvent.objects.count() == events


def test_what_is_asked_is_not_taken_in_and_stands_in_the_history(imported):
    imported(workbook(HEAD, ["X1", "Staff leave", "Director", 6, 4, None]), "risks")
    assert Risk.objects.get().score is None
    assert "6 is outside 1 to 5" in AuditEvent.objects.get(reference="X1").reason


def test_two_rows_of_one_reference_are_two_entries(imported):
    result = imported(sample("01"), "risks")
    assert result["applied"], [row for row in result["rows"] if row["verdict"] == "refused"]
    assert Risk.objects.count() == 20
    assert Risk.objects.filter(title__startswith="Sickness cover").get().reference == "R7"


def test_the_risk_register_of_the_sample(imported):
    imported(sample("01"), "risks", name="01_risk_register_v7.xlsx")
    by_state = {
        state: Risk.objects.filter(state=state).count()
        for state in ("proposed", "closed", "materialised")
    }
    assert by_state == {"proposed": 16, "closed": 3, "materialised": 1}
    assert Issue.objects.get().risk.reference == "HE-17"
    assert Risk.objects.get(reference="HE-15").score == 16
    assert Risk.objects.get(reference="HE-10").assessments.count() == 2
    assert Risk.objects.get(reference="HE-19").score is None
    assert not set(verdicts(imported(sample("01"), "risks"))) - {"same", "question"}


def test_the_milestones_of_the_sample(imported):
    imported(sample("03"), "milestones")
    complete = Milestone.objects.filter(state="complete")
    assert Milestone.objects.count() == 14
    assert {one.reference for one in complete} == {"MS-101", "MS-102", "MS-111"}
    late = Milestone.objects.get(reference="MS-111")
    assert (late.due, late.delivered_on.isoformat()) == ("27/03/2026", "2026-05-12")
    assert Milestone.objects.get(reference="MS-106").forecast == ""
    assert set(verdicts(imported(sample("03"), "milestones"))) == {"same", "question"}


@pytest.mark.each
def test_sums_of_several_years_are_savings_of_their_own(imported):
    imported(sample("05"), "savings")
    first = Saving.objects.get(reference="SV1.1")
    assert (first.kind, first.amount, first.starts_on.isoformat()) == (
        "permanent",
        12_000_000,
        "2026-04-01",
    )
    assert not Saving.objects.filter(reference__startswith="SV10").exists()
    assert not Saving.objects.filter(amount__lte=0).exists()
    kept = Saving.objects.filter(kind="permanent")
    assert sum(one.amount for one in kept) == 48_800_000
    assert set(verdicts(imported(sample("05"), "savings"))) == {"same", "question"}


@pytest.mark.each
@pytest.mark.parametrize(
    ("start", "log", "count"),
    [
        ("02", "milestones", 16),
        ("04", "recommendations", 10),
        ("06", "budgets", 8),
        ("06", "reserves", 5),
        ("09", "workstreams", 6),
        ("10", "communications", 8),  # whoever "As 1" is told is asked
    ],
)
def test_the_other_samples_are_taken_in_and_once(
    imported, programme, programme_manager, start, log, count, everyone
):
    who = {"programme": programme, "at": AT}
    if log == "recommendations":
        review = {"title": "Assurance review", "kind": "other", "reviewing_body": "Audit"}
        add_review(by=programme_manager, **review, **who)
    by = everyone["finance_officer"] if log in ("budgets", "reserves") else programme_manager
    result = imported(sample(start), log, by=by)
    assert result["applied"], [
        row.get("reasons") for row in result["rows"] if row["verdict"] == "refused"
    ]
    again = imported(sample(start), log, by=by)
    assert log_named(log).model.objects.of(programme).count() == count
    assert not set(verdicts(again)) - {"same", "question"}


def test_who_may_not_keep_the_log_imports_nothing(imported, auditor):
    with pytest.raises(NotPermitted):
        imported(workbook(HEAD, ONE), "risks", by=auditor)


def test_the_file_is_kept_under_its_fingerprint(imported):
    imported(workbook(HEAD, ONE), "risks", name="register.xlsx")
    kept = Import.objects.get()
    assert kept.upload.name == "register.xlsx"
    (row,) = kept.rows
    assert (row["where"], row["verdict"], row["entries"]) == ("row 2", "new", ["X1"])
    assert AuditEvent.objects.get(verb="imported").changes[0]["now"] == "1 rows added, 0 changed"
