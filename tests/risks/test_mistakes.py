"""Which assessment counts: the same one in the table, the trend and what has changed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from programme import mistakes
from reports.changes import ChangesSection
from risks import actions
from risks.log import RISKS
from risks.reporting import RisksSection
from tests.factories import MARCH_2012, as_at, noon
from tests.reading import errors, sent, words

DAY = timedelta(days=1)
APRIL, MAY = noon(2012, 4, 9), noon(2012, 5, 9)


@pytest.fixture
def assess(programme_manager):
    """A function that assesses a risk anew."""

    def take(risk, likelihood, impact, on, at=APRIL):
        told = {"kind": "current", "likelihood": likelihood, "impact": impact, "effective_on": on}
        risk.refresh_from_db()
        return actions.assess_risk(risk, by=programme_manager, at=at, **told)

    return take


@pytest.fixture
def correct(programme_manager):
    """A function that corrects the last assessment of a risk."""

    def take(risk, at=APRIL, **facts):
        (*_, found) = [one for one in mistakes.rows_of(RISKS, risk) if one[0].name == "assessments"]
        how = {"by": programme_manager, "at": at, "mistake": "Read from another line"}
        return mistakes.correct_row(RISKS, *found, **how, **facts)

    return take


def lines(programme, since, at=MAY):
    rows = ChangesSection().rows(as_at(programme, at, since))
    return [line for row in rows for line in row["change"]]


def test_a_back_dated_assessment_is_not_said_to_be_the_score(programme, add_risk, assess):
    risk = assess(add_risk(likelihood=2, impact=3), 1, 3, date(2012, 3, 1))
    (row,) = RisksSection().rows(as_at(programme, MAY, MARCH_2012))
    assert (risk.score, row["score"]) == (6, 6)
    assert lines(programme, MARCH_2012) == [
        "Current (with today's controls), as at 1 March 2012: 1 x 3 = 3"
    ]


def test_a_corrected_assessment_moves_no_trend(programme, add_risk, correct):
    correct(add_risk(likelihood=4, impact=4), likelihood=2)
    (row,) = RisksSection().rows(as_at(programme, MAY, MARCH_2012))
    assert (row["score"], row["trend"]) == (8, "No change")
    assert lines(programme, MARCH_2012) == []


def test_what_a_corrected_row_changes_besides_is_told_with_it(programme, add_risk, assess, correct):
    risk = assess(add_risk(likelihood=3, impact=4), 4, 4, APRIL.date())
    correct(risk, at=APRIL, likelihood=3, impact=3)
    assert lines(programme, MARCH_2012) == ["Score from 12 to 9", "Impact from 4 to 3"]


def test_what_was_assessed_wrongly_reads_as_it_was_meant(programme, add_risk, correct):
    correct(add_risk(likelihood=4, impact=4), likelihood=2)
    assert lines(programme, MARCH_2012 - DAY) == ["New: amber"]  # 4 x 4 = 16 would be red


def test_a_later_assessment_still_counts_when_an_earlier_one_is_put_right(
    programme_manager, add_risk, assess
):
    risk = add_risk(likelihood=4, impact=4)
    risk = assess(risk, 1, 1, MARCH_2012.date())
    ledger, first = mistakes.rows_of(RISKS, risk)[0]
    who = {"by": programme_manager, "at": APRIL, "mistake": "Read from another line"}
    assert mistakes.correct_row(RISKS, ledger, first, **who, likelihood=5).score == 1


def test_the_past_keeps_the_score_that_was_on_record(programme, add_risk, correct):
    correct(add_risk(likelihood=4, impact=4), likelihood=2)
    then = RISKS.rows(RISKS.entries(as_at(programme, MARCH_2012)), as_at(programme, MARCH_2012))
    assert [row["score"] for row in then] == [16]


def test_an_assessment_that_never_was_leaves_the_risk_unassessed(add_risk, correct):
    risk = correct(add_risk(likelihood=4, impact=4), never=True)
    assert (risk.score, risk.likelihood) == (None, None)


def test_a_mitigation_that_was_withdrawn_is_put_right_and_not_done(programme_manager, add_risk):
    who = {"by": programme_manager, "at": APRIL}
    risk = actions.add_mitigation(add_risk(), text="Trian staff", **who)
    actions.withdraw_mitigation(risk.mitigations.get(), why="Too late", **who)
    found, how = mistakes.rows_of(RISKS, risk)[-1], {**who, "mistake": "A slip"}
    with pytest.raises(ValidationError, match="Mitigation 1 was withdrawn"):
        mistakes.correct_row(RISKS, *found, **how, done_on=APRIL.date())
    mistakes.correct_row(RISKS, *found, **how, text="Train staff")
    assert risk.mitigations.values_list("text", "withdrawn_why").get() == (
        "Train staff",
        "Too late",
    )


def test_a_mitigation_added_by_mistake_is_nowhere_open(programme_manager, add_risk):
    who = {"by": programme_manager, "at": APRIL}
    risk = actions.add_mitigation(add_risk(), text="Train staff", **who)
    mistakes.correct_row(RISKS, *mistakes.rows_of(RISKS, risk)[-1], **who, mistake="x", never=True)
    assert not risk.mitigations.open().exists()
    assert actions.close_risk(risk, why="Over", **who).state == "closed"


@pytest.mark.parametrize(
    ("scores", "typed"), [((1, 2), {"likelihood": "5", "impact": "5"}), ((1, 1), {"never": "on"})]
)
def test_an_acceptance_falls_where_a_correction_shows_a_greater_risk(
    add_risk,
    programme,
    programme_manager,
    workstream_lead,
    partner_director,
    signed_in,
    scores,
    typed,
):
    risk = actions.open_risk(add_risk(likelihood=3, impact=3), by=programme_manager, at=MARCH_2012)
    judged = {"kind": "current", "likelihood": scores[0], "impact": scores[1]}
    on = {"effective_on": MARCH_2012.date(), "at": MARCH_2012 + DAY}
    risk = actions.assess_risk(risk, by=workstream_lead, **judged, **on)
    told = {"until": date(2030, 1, 1), "approver": "Board", "why": "Cheap"}
    actions.accept_risk(risk, by=partner_director, at=MARCH_2012 + DAY, **told)
    lead, page = signed_in(workstream_lead), f"/programmes/{programme.slug}/risks/R1/"
    row = risk.assessments.latest("id")
    url = f"{page}rows/assessments/{row.pk}/correct/"
    before = sent(lead.get(url))
    done = lead.post(url, {**before, **typed, "mistake": "Another line"}, follow=True)
    risk.refresh_from_db()
    assert (risk.state, risk.accepted_until, risk.accepted_by) == ("open", None, "")
    assert "took back the acceptance of" in words(done)
    assert any(
        "Acceptance, given for a lesser risk" in one
        for one in lines(programme, MARCH_2012, timezone.now())
    )


def test_an_issue_does_not_come_back_beside_the_one_that_its_risk_became_meanwhile(
    programme_manager, signed_in, add_risk
):
    manager, who = signed_in(programme_manager), {"by": programme_manager, "at": MARCH_2012}
    happened = {"why": "They left", "owner": "Clerk", "raised_on": MARCH_2012.date()}
    risk = actions.open_risk(add_risk("A partner leaves"), **who)
    first = actions.materialise_risk(risk, **happened, **who)
    page = f"/programmes/shared-management/issues/{first.reference}/"
    manager.post(f"{page}withdraw-mistake/", {"mistake": "The wrong risk"})
    risk = actions.reopen_risk(first.risk, why="It had not", **who)
    actions.materialise_risk(risk, **happened, **who)
    done = manager.post(f"{page}take-back-withdrawal/", {"why": "It was right"})
    assert "I2 came of R1 meanwhile and is open" in errors(done)["__all__"]
