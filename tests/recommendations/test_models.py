"""What must never be false is held by the database itself."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction

from recommendations import actions
from recommendations.models import PartnerOwner, Recommendation, Review, Update, plain_reference
from tests.factories import MARCH_2012, ProgrammeFactory

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)


def refused_by_the_database(change):
    with pytest.raises(Error), transaction.atomic():
        change()


@pytest.mark.parametrize(
    ("state", "columns"),
    [
        ("received", {"state": "responded"}),
        ("received", {"response": "accepted"}),
        ("responded", {"state": "claimed"}),
        ("claimed", {"state": "verified"}),
        ("claimed", {"claimed_by": None}),
        ("claimed", {"claimed_by_name": ""}),
        ("verified", {"verified_at": None}),
        ("verified", {"state": "claimed"}),
        ("responded", {"state": "superseded"}),
        ("superseded", {"superseded_by": None}),
        ("responded", {"state": "risk_accepted"}),
        ("risk_accepted", {"accepted_by": ""}),
        ("responded", {"first_due_on": None}),
        ("responded", {"due_on": None}),
    ],
)
def test_facts_that_belong_together_stay_together(in_state, state, columns):
    entry = in_state(state)
    refused_by_the_database(lambda: Recommendation.objects.filter(pk=entry.pk).update(**columns))


def test_nobody_verifies_their_own_claim_even_behind_the_product(in_state):
    entry = in_state("verified")
    refused_by_the_database(
        lambda: Recommendation.objects.filter(pk=entry.pk).update(verified_by=entry.claimed_by)
    )


def test_a_recommendation_does_not_supersede_itself(in_state):
    entry = in_state("superseded")
    refused_by_the_database(
        lambda: Recommendation.objects.filter(pk=entry.pk).update(superseded_by=entry)
    )


def test_a_printed_reference_stands_once_in_a_review(recommendation, add):
    other = add(printed_reference="2a")
    refused_by_the_database(
        lambda: Recommendation.objects.filter(pk=other.pk).update(printed_reference="1")
    )


def test_a_house_reference_stands_once_in_a_programme(recommendation):
    copy = Recommendation.objects.get(pk=recommendation.pk)
    copy.pk, copy.printed_reference, copy.skip_history_when_saving = None, "", True
    refused_by_the_database(copy.save)


@pytest.mark.parametrize(
    "table", ["update", "duedate", "tablecolumns", "historicalrecommendation", "historicalreview"]
)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_what_was_recorded_is_never_changed_or_deleted(recommendation, who, table, statement):
    actions.add_update(recommendation, as_at=TODAY, text="Begun", **who)
    actions.set_columns(programme=recommendation.programme, days=[TODAY], **who)
    refused_by_the_database(
        lambda: connection.cursor().execute(statement.format(f"recommendations_{table}"))
    )


@pytest.mark.parametrize("row", ["review", "recommendation"])
def test_an_entry_is_never_deleted(request, row):
    refused_by_the_database(request.getfixturevalue(row).delete)


@pytest.mark.parametrize(("rating", "scale"), [("Amber", ""), ("", "rag")])
def test_a_rating_and_its_scale_go_together(review, rating, scale):
    refused_by_the_database(
        lambda: Review.objects.filter(pk=review.pk).update(rating=rating, scale=scale)
    )
    with pytest.raises(ValidationError, match="go together"):
        Review(rating=rating, scale=scale).clean()


@pytest.mark.parametrize(
    ("scale", "rating"),
    [
        ("rag", "Amber/Red"),
        ("confidence-3", "Amber/Green"),
        ("assurance", "Amber"),
        ("confidence-5", "amber"),
    ],
)
def test_a_rating_is_one_of_its_scale(scale, rating):
    with pytest.raises(ValidationError, match="On this scale"):
        Review(rating=rating, scale=scale).clean()


@pytest.mark.parametrize(
    ("scale", "rating"),
    [("rag", "Amber"), ("confidence-5", "Amber/Red"), ("words", "Promising prospects")],
)
def test_a_rating_reads_with_its_scale(scale, rating):
    review = Review(rating=rating, scale=scale)
    review.clean()
    assert review.rating_in_words == f"{rating} ({review.get_scale_display().lower()})"


@pytest.mark.parametrize(
    "columns",
    [
        {"wording": "as_above"},
        {"completed_on": TODAY},
        {"same_as": "itself", "wording": "as_above"},
    ],
)
def test_words_that_point_elsewhere_have_something_to_point_to(recommendation, who, columns):
    columns = {
        name: recommendation if value == "itself" else value for name, value in columns.items()
    }
    common = {
        "as_at": TODAY,
        "text": "As above",
        "recorded_at": MARCH_2012,
        "recorded_by_name": "Officer",
    }
    refused_by_the_database(
        lambda: Update.objects.create(recommendation=recommendation, **common, **columns)
    )


def test_a_partner_has_one_owner_for_a_recommendation(recommendation, partner):
    PartnerOwner.objects.create(recommendation=recommendation, partner=partner, owner="Director")
    refused_by_the_database(
        lambda: PartnerOwner.objects.create(
            recommendation=recommendation, partner=partner, owner="Head"
        )
    )


@pytest.mark.parametrize(("one", "other"), [("7.", "7"), ("R 4a", "r4A"), ("1.2", "1.2.")])
def test_a_full_stop_or_a_space_makes_no_other_reference(one, other):
    assert plain_reference(one) == plain_reference(other)


def test_references_that_differ_are_different():
    assert len({plain_reference(text) for text in ("1", "11", "1.1", "1a")}) == 4


def test_it_is_overdue_the_day_after_and_only_while_it_is_worked_on(recommendation):
    due = recommendation.due_on
    assert (recommendation.is_overdue(due), recommendation.is_overdue(due + A_DAY)) == (False, True)
    for state in ("claimed", "verified", "closed", "superseded", "risk_accepted"):
        recommendation.state = state
        assert not recommendation.is_overdue(due + A_DAY)


def test_an_acceptance_of_the_risk_runs_out_the_day_after_its_last_day(in_state):
    entry = in_state("risk_accepted")
    assert (entry.acceptance_expired(TODAY), entry.acceptance_expired(TODAY + A_DAY)) == (
        False,
        True,
    )


def test_advice_that_was_put_off_and_reads_as_answered_is_flagged(add, who):
    entry = add(response="deferred")
    assert entry.flags(TODAY) == []
    actions.add_update(entry, as_at=TODAY, text="The lawyers were involved", **who)
    assert entry.flags(TODAY, entry.updates.get()) == [
        "Put off, yet the position reads as if it had been answered"
    ]


def test_a_title_is_the_first_words_on_one_line():
    assert Recommendation(text="Agree\n\n a   plan.").title == "Agree a plan."
    assert len(Recommendation(text="word " * 100).title) <= 110


def test_a_recommendation_belongs_to_a_review_of_its_programme(review):
    with pytest.raises(ValidationError, match="of this programme"):
        Recommendation(programme=ProgrammeFactory(), review=review, text="Plan").clean()


def test_as_above_never_leads_in_a_circle(add, who):
    first, second = add(), add()
    actions.respond_to_recommendation(second, response="accepted", as_above=first, **who)
    with pytest.raises(ValidationError, match="lead back"):
        actions.respond_to_recommendation(first, response="accepted", as_above=second, **who)


def test_a_day_before_1900_is_no_date(review):
    review.held_on = date(1, 1, 1)
    with pytest.raises(ValidationError, match="1900"):
        review.full_clean()
