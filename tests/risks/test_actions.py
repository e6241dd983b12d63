"""The steps of a risk and of an issue: what each does, and from where it is refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from programme.models import AuditEvent
from programme.position import Position
from programme.records import StaleEntry
from risks import actions
from risks.choices import STEPS, State
from risks.models import Banding, Issue, Mitigation, Risk
from tests.factories import MARCH_2012, MembershipFactory, PositionFactory, ProgrammeFactory, as_now

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)
FIRST_SCORE = {"kind": "current", "likelihood": 3, "impact": 5, "effective_on": TODAY}

CALLS = {
    "open": (actions.open_risk, {}),
    "treat": (actions.treat_risk, {}),
    "accept": (
        actions.accept_risk,
        {"until": TODAY + A_DAY, "approver": "Programme board", "why": "Cheap"},
    ),
    "reopen": (actions.reopen_risk, {"why": "It is back"}),
    "close": (actions.close_risk, {"why": "It is over"}),
    "materialise": (
        actions.materialise_risk,
        {"why": "It came", "owner": "Director", "raised_on": TODAY},
    ),
}
LEADS_TO = {
    "open": "open",
    "treat": "treating",
    "accept": "accepted",
    "reopen": "open",
    "close": "closed",
}
LEADS_TO["materialise"] = "materialised"
ALLOWED = [(step, state) for step in CALLS for state in State if state in STEPS[step]]
REFUSED = [(step, state) for step in CALLS for state in State if state not in STEPS[step]]


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": MARCH_2012}


def refusal(call, *args, **kwargs):
    with pytest.raises(ValidationError) as caught:
        call(*args, **kwargs)
    return " ".join(caught.value.messages)


@pytest.mark.parametrize(("step", "state"), ALLOWED)
def test_a_step_that_is_open_leads_on(in_state, who, step, state):
    risk, events = in_state(state), AuditEvent.objects.count()
    action, details = CALLS[step]
    action(risk, **details, **who)
    risk.refresh_from_db()
    assert risk.state == LEADS_TO[step]
    assert AuditEvent.objects.count() - events == (2 if step == "materialise" else 1)


@pytest.mark.parametrize(("step", "state"), REFUSED)
def test_a_step_that_is_not_open_is_refused_and_leaves_no_trace(in_state, who, step, state):
    risk, events = in_state(state), AuditEvent.objects.count()
    action, details = CALLS[step]
    assert "You cannot" in refusal(action, risk, **details, **who)
    assert AuditEvent.objects.count() == events
    assert Risk.objects.get(pk=risk.pk).state == state


@pytest.mark.parametrize("step", CALLS)
def test_a_step_from_an_old_page_is_refused(in_state, who, step):
    risk = in_state(sorted(STEPS[step])[0])
    action, details = CALLS[step]
    with pytest.raises(StaleEntry):
        action(risk, version=risk.version - 1, **details, **who)


def test_a_risk_is_proposed_with_its_first_score(add_risk):
    risk = add_risk(likelihood=3, impact=5)
    assert (risk.reference, risk.state, risk.score) == ("R1", "proposed", 15)
    assert [event.verb for event in AuditEvent.objects.all()] == ["assessed", "proposed"]


def test_half_a_score_is_refused(add_risk):
    assert refusal(add_risk, likelihood=3) == "Give both likelihood and impact, or neither."
    assert not Risk.objects.exists()


@pytest.mark.parametrize(
    ("likelihood", "impact"), [(0, 3), (6, 3), (3, 0), (3, 6), (2.5, 3), ("High", 3)]
)
def test_a_score_beyond_one_to_five_saves_nothing(add_risk, likelihood, impact):
    refusal(add_risk, likelihood=likelihood, impact=impact)
    assert not Risk.objects.exists()


def test_the_latest_assessment_by_day_counts(risk, who):
    actions.assess_risk(risk, **{**FIRST_SCORE, "likelihood": 2}, **who)
    earlier = {**FIRST_SCORE, "likelihood": 5, "effective_on": TODAY - A_DAY}
    assert actions.assess_risk(risk, **earlier, **who).score == 10


def test_inherent_and_target_leave_the_current_score_alone(risk, who):
    for kind in ("inherent", "target"):
        risk = actions.assess_risk(risk, **{**FIRST_SCORE, "kind": kind, "likelihood": 1}, **who)
    assert risk.score == 15


def test_an_assessment_says_what_it_was_before(risk, who):
    actions.assess_risk(risk, **{**FIRST_SCORE, "likelihood": 2}, why="Talks went well", **who)
    event = AuditEvent.objects.latest("id")
    assert {"was": "3 x 5 = 15", "now": "2 x 5 = 10"}.items() <= event.changes[-1].items()
    assert event.reason == "Talks went well"


def test_an_assessment_of_tomorrow_is_refused(risk, who):
    assert "future" in refusal(
        actions.assess_risk, risk, **{**FIRST_SCORE, "effective_on": TODAY + A_DAY}, **who
    )


@pytest.mark.parametrize(
    ("state", "why"),
    [("closed", "it is closed. Reopen it first."), ("materialised", "it has happened.")],
)
def test_a_risk_that_is_over_is_not_assessed(in_state, who, state, why):
    assert why in refusal(actions.assess_risk, in_state(state), **FIRST_SCORE, **who)


def test_a_risk_is_accepted_until_a_day_on_somebodys_authority(in_state, who):
    details = {"until": TODAY + A_DAY, "approver": "Programme board", "why": "Cheap"}
    risk = actions.accept_risk(in_state("open"), **details, **who)
    assert (risk.accepted_until, risk.accepted_by) == (TODAY + A_DAY, "Programme board")


@pytest.mark.parametrize(
    ("likelihood", "state"), [(2, "accepted"), (3, "accepted"), (4, "open"), (5, "open")]
)
def test_an_acceptance_falls_when_the_risk_is_found_to_be_greater(in_state, who, likelihood, state):
    judged = {"kind": "current", "impact": 3, "effective_on": TODAY, **who}
    risk = actions.assess_risk(in_state("open"), likelihood=3, **judged)
    details = {"until": TODAY + A_DAY, "approver": "Programme board", "why": "Cheap"}
    risk = actions.accept_risk(risk, **details, **who)
    risk = actions.assess_risk(risk, likelihood=likelihood, **judged)
    assert (risk.state, bool(risk.accepted_by)) == (state, state == "accepted")
    noted = [change["label"] for change in AuditEvent.objects.first().changes]
    assert ("Acceptance, given for a lesser risk" in noted) == (state == "open")


def test_an_acceptance_falls_when_a_risk_is_judged_worse_in_words(in_state, who):
    judged = {"judged_by": "SMT", "effective_on": TODAY, "frequency_words": "Often", **who}
    risk = actions.assess_in_words(in_state("open"), status="green", **judged)
    details = {"until": TODAY + A_DAY, "approver": "Programme board", "why": "Cheap"}
    risk = actions.accept_risk(risk, **details, **who)
    assert actions.assess_in_words(risk, status="green", **judged).state == "accepted"
    assert actions.assess_in_words(risk, status="amber", **judged).state == "open"


def test_an_acceptance_that_is_over_already_is_refused(in_state, who):
    details = {"until": TODAY - A_DAY, "approver": "Programme board", "why": "Cheap"}
    assert "today or later" in refusal(actions.accept_risk, in_state("open"), **details, **who)


@pytest.mark.each
def test_an_acceptance_without_an_approver_is_refused(in_state, who):
    with pytest.raises(ValidationError):
        actions.accept_risk(in_state("open"), until=TODAY, approver="", why="Cheap", **who)


def test_an_acceptance_ends_when_the_risk_is_reopened(in_state, who):
    risk = actions.reopen_risk(in_state("accepted"), why="It is back", **who)
    assert (risk.accepted_until, risk.accepted_by) == (None, "")


def test_the_owner_of_the_issue_can_be_a_person(in_state, who, auditor):
    about = {"why": "It came", "owner": "Director", "raised_on": TODAY}
    issue = actions.materialise_risk(in_state("open"), owner_user=auditor, **about, **who)
    assert (issue.owner, issue.owner_user) == ("Director", auditor)


def test_a_risk_that_happens_becomes_an_issue_that_links_back(in_state, who):
    risk = in_state("open")
    issue = actions.materialise_risk(risk, why="It came", owner="Director", raised_on=TODAY, **who)
    assert (issue.reference, issue.title, issue.risk, issue.owner) == (
        "I1",
        risk.title,
        risk,
        "Director",
    )


def test_a_risk_cannot_happen_tomorrow_and_stays_as_it_was(in_state, who):
    risk = in_state("open")
    details = {"why": "It will come", "owner": "Director", "raised_on": TODAY + A_DAY}
    assert "future" in refusal(actions.materialise_risk, risk, **details, **who)
    assert (Risk.objects.get().state, Issue.objects.count()) == ("open", 0)


def test_a_mitigation_is_planned_changed_and_done(risk, who):
    actions.add_mitigation(risk, text="Agree terms", owner="Director", due_on=TODAY, **who)
    mitigation = Mitigation.objects.get()
    actions.change_mitigation(
        mitigation, text="Agree terms", owner="Director", due_on=TODAY, done_on=TODAY, **who
    )
    assert Mitigation.objects.get().done_on == TODAY
    assert AuditEvent.objects.latest("id").verb == "changed a mitigation of"


def test_a_mitigation_that_stays_the_same_leaves_no_trace(risk, who):
    actions.add_mitigation(risk, text="Agree terms", **who)
    events = AuditEvent.objects.count()
    actions.change_mitigation(Mitigation.objects.get(), text="Agree terms", **who)
    assert AuditEvent.objects.count() == events


def test_a_mitigation_cannot_be_done_tomorrow(risk, who):
    assert "future" in refusal(
        actions.add_mitigation, risk, text="Agree terms", done_on=TODAY + A_DAY, **who
    )


def test_a_mitigation_makes_an_open_page_of_its_risk_old(risk, who):
    actions.add_mitigation(risk, text="Agree terms", version=risk.version, **who)
    with pytest.raises(StaleEntry):
        actions.add_mitigation(risk, text="Agree other terms", version=risk.version, **who)


NEW_BANDS = {
    "green_from": 1,
    "green_to": 8,
    "amber_from": 9,
    "amber_to": 15,
    "red_from": 16,
    "red_to": 25,
}


def test_new_bands_apply_from_their_day(programme, who):
    actions.set_bands(programme=programme, applies_from=TODAY, **NEW_BANDS, **who)
    assert Banding.objects.thresholds(as_now(programme)).band(15).key == "amber"
    assert Banding.objects.thresholds(as_now(programme, TODAY - A_DAY)).band(15).key == "red"


def test_new_bands_never_rescore_what_was_reported(programme, who):
    PositionFactory(programme=programme, at=MARCH_2012 - A_DAY)
    assert "A report was published" in refusal(
        actions.set_bands, programme=programme, applies_from=TODAY - A_DAY, **NEW_BANDS, **who
    )
    assert actions.set_bands(programme=programme, applies_from=TODAY, **NEW_BANDS, **who)


def test_bands_that_are_set_later_were_not_known_before(programme, who):
    actions.set_bands(programme=programme, applies_from=TODAY, **NEW_BANDS, **who)
    assert (
        Banding.objects.thresholds(Position(programme, MARCH_2012 - A_DAY, None, TODAY))
        .band(15)
        .key
        == "red"
    )


def test_bands_of_one_programme_leave_another_alone(programme, who):
    actions.set_bands(programme=programme, applies_from=TODAY, **NEW_BANDS, **who)
    assert Banding.objects.thresholds(as_now(ProgrammeFactory())).band(15).key == "red"


def test_bands_with_a_gap_are_not_saved(programme, who):
    assert "No band for score 9" in refusal(
        actions.set_bands,
        programme=programme,
        applies_from=TODAY,
        **{**NEW_BANDS, "amber_from": 10},
        **who,
    )
    assert not Banding.objects.exists()


@pytest.fixture
def issue(programme, who):
    return actions.add_issue(
        programme=programme, title="The system is down", raised_on=TODAY, **who
    )


def test_an_issue_is_resolved_and_opened_again(issue, who):
    issue = actions.resolve_issue(issue, resolution="Restarted", resolved_on=TODAY, **who)
    assert (issue.state, issue.resolution) == ("resolved", "Restarted")
    issue = actions.reopen_issue(issue, why="It is down again", **who)
    assert (issue.state, issue.resolution, issue.resolved_on) == ("open", "", None)


@pytest.mark.parametrize(("days", "said"), [(-1, "before it was raised"), (1, "in the future")])
def test_an_issue_is_not_resolved_before_it_was_raised_or_tomorrow(issue, who, days, said):
    assert said in refusal(
        actions.resolve_issue, issue, resolution="x", resolved_on=TODAY + days * A_DAY, **who
    )


def test_an_issue_is_resolved_once(issue, who):
    issue = actions.resolve_issue(issue, resolution="Restarted", resolved_on=TODAY, **who)
    assert "because it is resolved. Reopen it first." in refusal(
        actions.resolve_issue, issue, resolution="x", resolved_on=TODAY, **who
    )


def test_an_open_issue_is_not_opened_again(issue, who):
    assert "because it is open." in refusal(actions.reopen_issue, issue, why="x", **who)


def test_an_issue_links_to_no_risk_of_another_programme(issue, who):
    elsewhere = MembershipFactory()
    foreign = actions.add_risk(
        programme=elsewhere.programme, by=elsewhere.user, at=MARCH_2012, title="Ours"
    )
    assert "Choose a risk of this programme." in refusal(
        actions.change_issue, issue, risk=foreign, **who
    )
