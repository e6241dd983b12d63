"""What people do with benefits, and where it is refused."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from django.core.exceptions import ValidationError

from benefits import actions
from benefits.choices import STEPS
from benefits.models import Actual, Benefit, PlannedValue
from programme.models import AuditEvent
from programme.records import StaleEntry
from tests.benefits.conftest import APRIL_2011, DAYS, POUNDS, TODAY, fresh, profile
from tests.factories import MARCH_2012, PartnerFactory, PositionFactory, ProgrammeFactory, noon

TOMORROW = TODAY + timedelta(days=1)


def refusal(step, *args, **kwargs):
    """What an action says when it refuses, by field; "" stands for the whole form."""
    with pytest.raises(ValidationError) as caught:
        step(*args, **kwargs)
    error = caught.value
    return (
        {k: " ".join(v) for k, v in error.message_dict.items()}
        if hasattr(error, "error_dict")
        else {"": error.messages[0]}
    )


def remeasure(benefit, who, **changed):
    now = {
        name: getattr(fresh(benefit), name)
        for name in (*DAYS, "baseline", "baseline_on", "target", "target_on")
    }
    return actions.set_measure(fresh(benefit), **{**now, **changed}, **who)


# --- the way from identified to realised


def test_a_benefit_is_realised_when_somebody_else_verifies_it(realised, somebody_else):
    benefit = realised()
    assert (benefit.reference, benefit.state, benefit.verified_by) == (
        "BEN1",
        "realised",
        somebody_else,
    )
    said = [event.verb for event in AuditEvent.objects.filter(log="benefits").order_by("id")]
    assert said == [
        "identified",
        "set the measure of",
        "validated",
        "planned the values of",
        "posted an actual value of",
        "claimed {} as realised",
        "verified",
    ]


def test_a_verifier_who_is_the_claimant_is_refused(claimed, who):
    benefit = claimed()
    said = refusal(actions.verify_benefit, benefit, why="Seen", **who)[""]
    assert said == "You claimed that BEN1 is realised: somebody else has to verify it."
    assert fresh(benefit).state == "realising"


def test_what_nobody_claimed_is_not_verified(planned, post, who):
    assert (
        "claim it first"
        in refusal(actions.verify_benefit, post(planned(), 5), why="Seen", **who)[""]
    )


def test_a_claim_is_made_once_and_can_be_withdrawn(claimed, who):
    benefit = claimed()
    assert "claimed BEN1 already" in refusal(actions.claim_benefit, benefit, why="Again", **who)[""]
    benefit = actions.withdraw_claim(benefit, why="Too early", **who)
    assert (benefit.claimed_by, benefit.is_claimed) == (None, False)
    assert "Nobody has claimed" in refusal(actions.withdraw_claim, benefit, why="Again", **who)[""]


def test_without_an_actual_value_nothing_is_claimed(planned, who, post):
    benefit = post(planned(), 9)
    actions.reverse_actual(benefit.actuals.get(), why="Wrong log", **who)
    assert (
        "post an actual value first"
        in refusal(actions.claim_benefit, fresh(benefit), why="Done", **who)[""]
    )


def test_a_settled_benefit_is_taken_up_again(realised, who, post):
    benefit = actions.reopen_benefit(realised(), why="Slower again", **who)
    assert (benefit.state, benefit.claimed_by, benefit.verified_by) == ("reopened", None, None)
    assert post(benefit, 7).state == "reopened"


def test_not_realised_says_why_and_frees_its_savings(add, add_saving, link, who):
    benefit, saving = add(kind="financial"), add_saving()
    link(benefit, saving, 34_000)
    assert refusal(actions.fail_benefit, fresh(benefit), why="", **who) == {
        "why": "Say why it is not realised."
    }
    benefit = actions.fail_benefit(fresh(benefit), why="Telephones cost more", **who)
    assert (benefit.state, benefit.not_realised_why) == ("not_realised", "Telephones cost more")
    assert link(add(kind="financial"), saving, 34_000)


STARTS = {
    "measure": lambda b, who: actions.set_measure(b, **DAYS, **who),
    "validate": lambda b, who: actions.validate_benefit(b, why="Seen", **who),
    "profile": lambda b, who: profile(b, (9,), who),
    "post": lambda b, who: actions.post_actual(b, on=TODAY, value=1, evidence="Log", **who),
    "claim": lambda b, who: actions.claim_benefit(b, why="Done", **who),
    "verify": lambda b, who: actions.verify_benefit(b, why="Done", **who),
    "reverse": lambda b, who: actions.reverse_actual(Actual(benefit=b), why="Wrong", **who),
    "withdraw_claim": lambda b, who: actions.withdraw_claim(b, why="Too early", **who),
    "link": lambda b, who: actions.link_saving(b, saving=None, amount=1, **who),
    "split": lambda b, who: actions.set_split(b, shares={}, **who),
    "fail": lambda b, who: actions.fail_benefit(b, why="Given up", **who),
    "reopen": lambda b, who: actions.reopen_benefit(b, why="Again", **who),
}


def test_a_step_is_refused_from_every_other_state(one_of_each_state, who):
    for step, (state, benefit) in product(STEPS, one_of_each_state.items()):
        benefit = fresh(benefit)
        if state not in STEPS[step] and (
            benefit.measure or step not in ("profile", "post", "claim")
        ):
            because = f"because it is {benefit.get_state_display().lower()}"
            assert because in refusal(STARTS[step], benefit, who)[""], step


@pytest.mark.parametrize("state", sorted(Benefit.CLOSED))
def test_what_is_settled_is_not_changed_before_it_is_reopened(one_of_each_state, who, state):
    benefit = fresh(one_of_each_state[state])
    said = refusal(actions.change_benefit, benefit, owner="Head of Post", **who)[""]
    assert said.startswith(f"You cannot change {benefit.reference} because it is ")
    assert said.endswith("Reopen it first.")


# --- the measure


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"measure": ""}, "measure", "what is measured"),
        ({"counted": ""}, "counted", "what is counted"),
        ({"baseline": None}, "baseline", "value that it had"),
        ({"baseline_on": None}, "baseline_on", "A baseline has a date"),
        ({"baseline_on": TOMORROW}, "baseline_on", "in the future"),
        (
            {"target": 1100},
            "target",
            "better when it goes down, and the target lies above the baseline",
        ),
        (
            {"direction": "up"},
            "target",
            "better when it goes up, and the target lies below the baseline",
        ),
        ({"target_on": date(2010, 1, 1)}, "target_by", "the target comes after it"),
        ({"unit": "stones"}, "unit", "one of those offered"),
    ],
)
def test_a_measure_is_refused_beside_its_field(measured, who, changed, field, says):
    assert says in refusal(remeasure, measured(), who, **changed)[field]


def test_a_measure_may_come_without_baseline_and_target(add, who):
    benefit = actions.set_measure(add(), **DAYS, **who)
    assert (benefit.measure, benefit.baseline, benefit.target) == (
        "Days to answer a letter",
        None,
        None,
    )
    assert benefit.missing() == "a baseline and a target"


def test_the_target_may_be_the_baseline(measured):
    assert measured(5, 5).target == 500


def test_a_disbenefit_may_be_planned_to_get_worse(measured, add, who):
    worse = actions.set_measure(
        add(disbenefit=True), **DAYS, baseline=100, baseline_on=APRIL_2011, target=200, **who
    )
    assert worse.target == 200


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"unit": "percent"}, "unit"),
        ({"direction": "up", "target": 1500}, "direction"),
        ({"counting": "change"}, "counting"),
        ({"baseline": 900}, "baseline"),
        ({"baseline_on": TODAY}, "baseline_on"),
        ({"baseline": None, "baseline_on": None}, "baseline_on"),
        ({"target": None}, "target"),
    ],
)
def test_what_the_ledger_was_measured_by_stays(planned, post, who, changed, field):
    benefit = post(planned(), 9, date(2011, 7, 1))
    assert field in refusal(remeasure, benefit, who, **changed)


def test_a_validated_target_moves_when_it_is_reopened_and_is_validated_again(planned, post, who):
    benefit = post(planned(), 9)
    assert "validated again" in refusal(remeasure, benefit, who, target=400)["target"]
    actions.reopen_benefit(benefit, why="The contract asks for more", **who)
    benefit = remeasure(benefit, who, target=400, why="The contract asks for more")
    assert benefit.target == 400
    assert AuditEvent.objects.first().changes[0] == {
        "field": "target",
        "label": "Target",
        "was": "5",
        "now": "4",
    }


# --- the plan


def test_a_plan_needs_a_measure_a_baseline_and_a_target(add, who):
    bare = actions.validate_benefit(add(), why="Seen", **who)
    assert "BEN1 has no measure" in refusal(profile, bare, (9,), who)[""]
    partly = actions.set_measure(bare, **DAYS, **who)
    assert "needs a baseline and a target" in refusal(profile, partly, (9,), who)[""]


def test_a_new_plan_leaves_the_old_one_on_record(planned, who):
    benefit = planned(9, 8)
    assert refusal(profile, benefit, (9,), who, why="") == {
        "why": "Say why the plan changes: the one before stays on record."
    }
    profile(benefit, (9, 7), who, why="Two more clerks")
    assert list(PlannedValue.objects.values_list("revision", "value")) == [
        (1, 900),
        (1, 800),
        (2, 900),
        (2, 700),
    ]
    change = AuditEvent.objects.first().changes[0]
    assert (change["was"], change["now"]) == (
        "Q1 2011/12 = 9, Q2 2011/12 = 8",
        "Q1 2011/12 = 9, Q2 2011/12 = 7",
    )


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([], "at least one period"),
        (
            [("2011/12", date(2012, 3, 31), 1), ("Q4 2011/12", date(2012, 3, 31), 2)],
            "end on the same day",
        ),
        ([("2010/11", date(2011, 3, 31), 1)], "the day of the baseline"),
    ],
)
def test_periods_that_make_no_plan_are_refused(planned, who, rows, says):
    assert (
        says in refusal(actions.set_profile, planned(), profile=rows, why="New", **who)["profile"]
    )


# --- the ledger


def test_an_actual_for_a_benefit_without_a_measure_is_refused(add, post):
    said = refusal(post, add(), 5)[""]
    assert (
        said == "BEN1 has no measure: set one first. Without it it cannot be given actual values."
    )


def test_a_benefit_without_a_measure_is_not_realised(add, who):
    assert "it cannot be realised" in refusal(actions.claim_benefit, add(), why="Done", **who)[""]


def test_an_entry_before_the_baseline_is_refused(planned, post):
    said = refusal(post, planned(), 5, APRIL_2011 - timedelta(days=1))
    assert said == {"on": "31 March 2011 is before 1 April 2011, the day for “baseline as at”."}
    assert post(Benefit.objects.get(), 5, APRIL_2011).actual == 500


def test_an_entry_in_the_future_or_without_evidence_is_refused(planned, post):
    benefit = planned()
    assert "future" in refusal(post, benefit, 5, TOMORROW)["on"]
    assert refusal(post, benefit, 5, evidence="") == {"evidence": "Say where it can be seen."}
    assert not Actual.objects.exists()


def test_the_level_of_the_latest_day_counts_whenever_it_was_posted(planned, post):
    benefit = post(planned(), 6, date(2012, 1, 31))
    benefit = post(benefit, 9, date(2011, 7, 31))
    assert (benefit.actual, benefit.actual_on, benefit.state) == (
        600,
        date(2012, 1, 31),
        "realising",
    )


def test_changes_add_up_from_the_baseline(planned, post):
    benefit = planned(50, 50, by=POUNDS, baseline=-100, target=100, kind="financial")
    assert post(post(benefit, 60), 70.5).actual == 30_50


def test_an_entry_is_taken_back_in_full_by_a_reversing_entry(planned, post, who):
    benefit = post(post(planned(), 9, date(2011, 7, 31)), 6)
    benefit = actions.reverse_actual(benefit.actuals.get(number=2), why="Another office", **who)
    assert (benefit.actual, benefit.actual_on) == (900, date(2011, 7, 31))
    taken = benefit.actuals.get(number=3)
    assert (taken.value, taken.evidence, taken.reverses.number) == (-600, "Another office", 2)


def test_an_entry_is_taken_back_once_and_a_reversing_entry_never(planned, post, who):
    benefit = post(planned(), 9)
    first = benefit.actuals.get()
    assert refusal(actions.reverse_actual, first, why="", **who) == {"why": "Say why."}
    benefit = actions.reverse_actual(first, why="Wrong", **who)
    assert (benefit.actual, benefit.actual_on) == (None, None)
    assert "taken back already" in refusal(actions.reverse_actual, first, why="Again", **who)[""]
    assert (
        "reversing entry"
        in refusal(actions.reverse_actual, benefit.actuals.get(number=2), why="No", **who)[""]
    )


def test_a_claim_falls_with_the_entry_that_it_rested_on(claimed, who):
    benefit = actions.reverse_actual(claimed().actuals.get(), why="Wrong", **who)
    assert (benefit.state, benefit.is_claimed) == ("realising", False)


# --- partners


def test_shares_add_up_to_at_most_a_hundred(add, partners, who):
    north, south, east = partners
    benefit = add()
    said = refusal(
        actions.set_split, benefit, shares={north: Decimal(60), south: Decimal("40.01")}, **who
    )
    assert said == {
        f"share_{south.pk}": "The shares add up to 100.01%: together they are at most 100%."
    }
    assert not benefit.shares.exists()
    actions.set_split(
        benefit,
        shares={north: Decimal("33.33"), south: Decimal("33.33"), east: Decimal("33.34")},
        **who,
    )
    assert sum(row.share for row in benefit.shares.all()) == 100
    assert (
        "With the other partners"
        in refusal(actions.set_split, fresh(benefit), shares={north: Decimal(34)}, **who)[""]
    )


def test_a_share_is_never_a_float(add, partners, who):
    assert (
        "Decimal"
        in refusal(actions.set_split, add(), shares={partners[0]: 33.3}, **who)[
            f"share_{partners[0].pk}"
        ]
    )


@pytest.mark.parametrize("share", ["-0.01", "100.01", "0.001"])
def test_a_share_that_is_none_is_refused_beside_its_field(add, partners, who, share):
    assert f"share_{partners[0].pk}" in refusal(
        actions.set_split, add(), shares={partners[0]: Decimal(share)}, **who
    )


def test_a_partner_of_another_programme_has_no_share(add, who):
    other = PartnerFactory(programme=ProgrammeFactory())
    assert (
        "this programme" in refusal(actions.set_split, add(), shares={other: Decimal(1)}, **who)[""]
    )


# --- a pound is claimed once


def test_a_saving_is_claimed_up_to_its_amount_by_all_benefits_together(add, add_saving, link):
    first, second, saving = add(kind="financial"), add(kind="financial"), add_saving(34_000)
    link(first, saving, 20_000)
    said = refusal(link, second, saving, 14_000.01)
    assert said == {
        "amount": "S1 is £34,000 a year, and £14,000 of it is left: a pound is claimed once."
    }
    link(second, saving, 14_000)
    link(first, saving, 10_000)  # the sum of a link is replaced, not added
    link(second, saving, 24_000)


def test_a_one_off_saving_is_claimed_once_in_its_year(add, add_saving, link):
    saving = add_saving(500, "one_off")
    assert (
        "£500 in 2011/12, and £500 of it is left"
        in refusal(link, add(kind="financial"), saving, 501)["amount"]
    )


def test_only_a_financial_benefit_rests_on_a_live_saving_of_its_programme(
    add, add_saving, link, who
):
    saving = add_saving()
    assert "Only a tangible financial" in refusal(link, add(), saving, 1)["saving"]
    saving.programme_id = ProgrammeFactory().pk
    assert "this programme" in refusal(link, add(kind="financial"), saving, 1)["saving"]
    type(saving).objects.update(state="withdrawn")
    assert "withdrawn" in refusal(link, add(kind="financial"), fresh(saving), 1)["saving"]


def test_a_linked_benefit_stays_financial_until_it_is_unlinked(add, add_saving, link, who):
    benefit, saving = add(kind="financial"), add_saving()
    link(benefit, saving, 1)
    assert (
        "unlink them first"
        in refusal(actions.change_benefit, fresh(benefit), kind="tangible", **who)["kind"]
    )
    link(benefit, saving, 0)
    assert actions.change_benefit(fresh(benefit), kind="tangible", **who).kind == "tangible"


def test_freed_time_is_not_cash_until_a_budget_falls(add, add_saving, link, who):
    benefit = add(kind="financial", cashable="yes")
    assert (
        "not cash until a budget falls"
        in refusal(actions.validate_benefit, benefit, why="Seen", **who)[""]
    )
    saving = add_saving()
    link(benefit, saving, 100)
    benefit = actions.validate_benefit(fresh(benefit), why="Seen", **who)
    assert "not cash until a budget falls" in refusal(link, benefit, saving, 0)["amount"]
    other = actions.validate_benefit(add(kind="financial"), why="Seen", **who)
    said = refusal(actions.change_benefit, other, cashable="yes", **who)["cashable"]
    assert "it then has to be validated again" in said
    assert fresh(other).cashable == ""


def test_only_a_financial_benefit_is_cashable(add):
    assert (
        "Only a tangible financial" in refusal(add, kind="non_tangible", cashable="yes")["cashable"]
    )


# --- bands


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        ((5, 7, 15, 15), "amber_from", "What is 5% to 7% behind plan has no band. Enter 5."),
        ((5, 3, 15, 15), "amber_from", "What is 3% to 5% behind plan has two bands. Enter 5."),
        ((5, 5, 15, "17.5"), "red_from", "What is 15% to 17.5% behind plan has no band. Enter 15."),
        ((5, 5, 15, 10), "red_from", "has two bands"),
        ((5, 5, 5, 5), "amber_to", "above where it begins"),
        ((-1, -1, 15, 15), "green_to", "greater than or equal to 0"),
    ],
)
def test_thresholds_with_a_gap_or_an_overlap_are_refused(programme, who, values, field, says):
    names = ("green_to", "amber_from", "amber_to", "red_from")
    thresholds = {name: Decimal(value) for name, value in zip(names, values, strict=True)}
    said = refusal(actions.set_bands, programme=programme, applies_from=TODAY, **thresholds, **who)
    assert says in said[field]


def test_what_was_reported_is_never_rated_anew(programme, who):
    PositionFactory(programme=programme, at=noon(2012, 2, 1))
    bands = dict.fromkeys(("green_to", "amber_from"), Decimal(10)) | dict.fromkeys(
        ("amber_to", "red_from"), Decimal(20)
    )
    said = refusal(
        actions.set_bands, programme=programme, applies_from=date(2012, 2, 1), **bands, **who
    )
    assert "A report was published for 1 February 2012" in said["applies_from"]
    assert (
        actions.set_bands(programme=programme, applies_from=date(2012, 2, 2), **bands, **who)
        .thresholds()
        .amber_to
        == 20
    )


# --- somebody else saved first


def test_a_stale_version_is_refused_by_every_step(planned, who):
    benefit = planned()
    actions.change_benefit(benefit, owner="Head of Post", **who)
    with pytest.raises(StaleEntry):
        actions.post_actual(
            benefit, on=TODAY, value=1, evidence="Log", version=benefit.version, **who
        )
    assert not Actual.objects.exists()


def test_a_reason_and_the_moment_are_kept(add, who):
    benefit = actions.validate_benefit(add(), why="Seen by finance", **who)
    event = AuditEvent.objects.first()
    assert (event.reason, event.at, benefit.updated_at) == (
        "Seen by finance",
        MARCH_2012,
        MARCH_2012,
    )
