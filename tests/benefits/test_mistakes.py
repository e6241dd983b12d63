"""Values of a ledger, and what they are compared with, that were typed wrongly."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from benefits import actions
from benefits.log import BENEFITS
from benefits.models import PlannedValue
from programme import audit, mistakes
from programme.models import AuditEvent
from tests.benefits.conftest import POUNDS
from tests.factories import PartnerFactory
from tests.reading import errors, sent


def correct(benefit, who, **facts):
    ledger, row = mistakes.rows_of(BENEFITS, benefit)[-1]
    return mistakes.correct_row(BENEFITS, ledger, row, **who, mistake="A nought", **facts)


def test_an_actual_value_is_taken_back_and_posted_rightly(planned, post, who):
    benefit = correct(post(planned(), 80), who, value=8_00)
    assert (benefit.actual, benefit.state) == (8_00, "realising")
    rows = benefit.actuals.order_by("number").values_list("value", "evidence")
    assert list(rows) == [(80_00, "Post room log"), (-80_00, "A nought"), (8_00, "Post room log")]


def test_changes_are_added_up_anew(planned, post, who):
    benefit = post(planned(5, 6, 7, baseline=0, target=20, by=POUNDS), 50)
    assert correct(benefit, who, value=5_00).actual == 5_00


def test_a_claim_falls_with_the_last_value(planned, post, who):
    benefit = actions.claim_benefit(post(planned(), 8), why="Seen", **who)
    benefit = correct(benefit, who, never=True)
    assert (benefit.actual, benefit.actual_on, benefit.claimed_at) == (None, None, None)


def test_what_was_verified_falls_with_the_value_that_it_rested_on(planned, post, who, auditor):
    benefit = actions.claim_benefit(post(planned(), 8), why="Seen", **who)
    benefit = actions.verify_benefit(benefit, why="Seen", **{**who, "by": auditor})
    kept = correct(benefit, who, evidence="Post room")
    assert (kept.state, kept.verified_by) == ("realised", auditor)
    fallen = correct(kept, who, value=1_00)
    assert (fallen.state, fallen.claimed_at, fallen.verified_at) == ("reopened", None, None)


def test_a_baseline_typed_wrongly_is_put_right_under_a_ledger(planned, post, who):
    benefit = post(planned(5, 6, 7, baseline=0, target=20, by=POUNDS), 5)
    how = {**who, "mistake": "The report says 1"}
    benefit = mistakes.correct_mistake(
        BENEFITS, actions.change_benefit, benefit, **how, baseline=1_00
    )
    assert (benefit.baseline, benefit.actual) == (1_00, 6_00)


def test_values_stand_in_the_form_in_whole_units(planned, post, signed_in, programme_manager):
    benefit = post(planned(), 8)
    page = f"/programmes/{benefit.programme.slug}/benefits/{benefit.reference}/"
    form = sent(signed_in(programme_manager).get(f"{page}correct-mistake/"))
    assert (form["baseline"], form["target"]) == ("10", "5")


def test_a_planned_value_typed_wrongly_leaves_the_rest_of_the_plan(planned, who):
    found = mistakes.rows_of(BENEFITS, planned())
    (ledger, row), *_ = [one for one in found if one[0].name == "plan"]
    before = len(PlannedValue.objects.known_at(None).in_force())
    how = {**who, "mistake": "A nought"}
    mistakes.correct_row(BENEFITS, ledger, row, **how, value=Decimal(7))
    plan = PlannedValue.objects.known_at(None).in_force().order_by("ends_on")
    assert len(plan) == before and plan[0].value == 7
    assert AuditEvent.objects.latest("id").changes[0]["field"] == "plan"


def test_shares_are_not_corrected_to_more_than_the_whole(planned, who, programme):
    partners = [PartnerFactory(programme=programme, name=name) for name in ("One", "Two")]
    shares = dict(zip(partners, (Decimal(60), Decimal(40)), strict=True))
    benefit = actions.set_split(planned(), shares=shares, **who)
    ledger, row = [o for o in mistakes.rows_of(BENEFITS, benefit) if o[0].name == "shares"][0]
    how = {**who, "mistake": "A slip"}
    with pytest.raises(ValidationError, match="they add up to 101%"):
        mistakes.correct_row(BENEFITS, ledger, row, **how, share=Decimal(61))
    mistakes.correct_row(BENEFITS, ledger, row, **how, share=Decimal(50))
    lines = [lines for _, lines in audit.as_they_count(AuditEvent.objects.order_by("id"))]
    assert lines[-1][0]["now"] == "One 50%, Two 40%"


@pytest.mark.parametrize("typed", ["(4,500)", "4,500 CR", "-1"])
def test_a_link_below_nil_is_refused_saying_the_limit(
    typed, add, add_saving, link, signed_in, programme_manager
):
    benefit = link(add(kind="financial"), add_saving(), 20_000)
    client, row = signed_in(programme_manager), benefit.savings_links.get()
    page = f"/programmes/{benefit.programme.slug}/benefits/{benefit.reference}/rows/links"
    url = f"{page}/{row.pk}/correct/"
    form = {**sent(client.get(url)), "amount": typed, "mistake": "A slip"}
    assert errors(client.post(url, form))["amount"] == "Enter a sum of 0 or more."
