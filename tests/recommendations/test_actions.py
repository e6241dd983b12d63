"""The steps of a recommendation: what each does, and from where it is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from programme.authorization import NotPermitted
from programme.models import AuditEvent
from programme.records import StaleEntry
from recommendations import actions
from recommendations.choices import STEPS, State
from recommendations.models import (
    DueDate,
    PartnerOwner,
    Recommendation,
    Review,
    TableColumns,
    Update,
)
from tests.factories import MARCH_2012, PartnerFactory, ProgrammeFactory

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)
LATER = date(2012, 6, 1)

CALLS = {
    "respond": (
        actions.respond_to_recommendation,
        {"response": "partly", "comments": "Half of it"},
    ),
    "start": (actions.start_recommendation, {}),
    "claim": (actions.claim_recommendation, {}),
    "verify": (actions.verify_recommendation, {"why": "Read the plan"}),
    "close": (actions.close_recommendation, {"why": "It is over"}),
    "accept": (actions.accept_risk, {"until": TODAY, "approver": "Project board", "why": "Cheap"}),
    "reopen": (actions.reopen_recommendation, {"why": "It is back"}),
    "redate": (actions.redate_recommendation, {"due_on": LATER, "why": "Late papers"}),
    "change": (actions.change_recommendation, {"owner": "Head of Post"}),
    "update": (actions.add_update, {"as_at": TODAY, "text": "Begun"}),
}
LEADS_TO = {
    "start": "in_progress",
    "claim": "claimed",
    "verify": "verified",
    "accept": "risk_accepted",
    "reopen": "reopened",
}
# an accepted one is closed after it was verified
REJECTED_FIRST = [("close", state) for state in STEPS["close"] if state != "verified"]
ALLOWED = [
    (step, state)
    for step in CALLS
    for state in State
    if state in STEPS[step] and (step, state) not in REJECTED_FIRST
]
REFUSED = [(step, state) for step in CALLS for state in State if state not in STEPS[step]]


@pytest.fixture
def verifier(who, auditor):
    return {**who, "by": auditor}


def refusal(call, *args, **kwargs):
    """The message of the refusal, and beside which field it stands."""
    with pytest.raises(ValidationError) as caught:
        call(*args, **kwargs)
    field = next(iter(caught.value.error_dict)) if hasattr(caught.value, "error_dict") else None
    return field, " ".join(caught.value.messages)


@pytest.mark.parametrize(("step", "state"), ALLOWED)
def test_a_step_that_is_open_leads_on(in_state, who, verifier, step, state):
    entry, events = in_state(state), AuditEvent.objects.count()
    action, details = CALLS[step]
    action(entry, **details, **(verifier if step == "verify" else who))
    entry.refresh_from_db()
    if step in LEADS_TO:
        assert entry.state == LEADS_TO[step]
    assert AuditEvent.objects.count() == events + 1


@pytest.mark.parametrize(("step", "state"), REFUSED)
def test_a_step_that_is_not_open_is_refused_and_leaves_no_trace(
    in_state, who, verifier, step, state
):
    entry, events = in_state(state), AuditEvent.objects.count()
    action, details = CALLS[step]
    field, message = refusal(action, entry, **details, **(verifier if step == "verify" else who))
    assert field is None
    assert "You cannot" in message or "is superseded by" in message
    assert AuditEvent.objects.count() == events
    assert Recommendation.objects.get(pk=entry.pk).state == state


@pytest.mark.parametrize("step", CALLS)
def test_a_step_from_an_old_page_is_refused(in_state, who, verifier, step):
    entry = in_state(sorted(STEPS[step])[-1])
    action, details = CALLS[step]
    with pytest.raises(StaleEntry):
        action(
            entry, version=entry.version - 1, **details, **(verifier if step == "verify" else who)
        )


def test_a_recommendation_is_received(add):
    entry = add(printed_reference="4.")
    assert (entry.reference, entry.printed_reference, entry.state, entry.due_on) == (
        "REC1",
        "4.",
        "received",
        None,
    )
    assert AuditEvent.objects.latest("id").verb == "received"


def test_with_a_response_it_is_responded_to_at_once(recommendation):
    assert (recommendation.state, recommendation.first_due_on) == ("responded", date(2012, 3, 1))
    assert [(d.step, d.due_on) for d in DueDate.objects.all()] == [("set", date(2012, 3, 1))]


@pytest.mark.parametrize("reference", ["1", "1.", " 1 "])
def test_two_recommendations_with_one_printed_reference_are_refused(recommendation, add, reference):
    field, message = refusal(add, printed_reference=reference)
    assert (field, message) == (
        "printed_reference",
        "REC1 has the reference 1 in this review already. Each stands once in a review.",
    )
    assert Recommendation.objects.count() == 1


def test_one_cannot_take_the_printed_reference_of_another(recommendation, add, who):
    other = add(printed_reference="2")
    assert (
        refusal(actions.change_recommendation, other, printed_reference="1.", **who)[0]
        == "printed_reference"
    )


def test_another_review_may_use_the_same_reference(recommendation, add, programme, who):
    other = actions.add_review(programme=programme, title="Audit", kind="audit", **who)
    assert add(review=other, printed_reference="1").reference == "REC2"


def test_recommendations_without_a_printed_reference_do_not_clash(add):
    assert [add().reference, add().reference] == ["REC1", "REC2"]


def test_a_claim_is_not_verified_and_the_claimant_cannot_verify_it(recommendation, who):
    entry = actions.claim_recommendation(recommendation, evidence="The plan of 5 March", **who)
    assert (entry.state, entry.claimed_by, entry.evidence) == (
        "claimed",
        who["by"],
        "The plan of 5 March",
    )
    _, message = refusal(actions.verify_recommendation, entry, **who)
    assert message == "You claimed that REC1 is complete: somebody else has to verify it."
    entry.refresh_from_db()
    assert (entry.state, entry.verified_at) == ("claimed", None)


def test_somebody_else_verifies(in_state, verifier):
    entry = actions.verify_recommendation(in_state("claimed"), why="Read the plan", **verifier)
    assert (entry.state, entry.verified_by, entry.verified_by_name) == (
        "verified",
        verifier["by"],
        "Auditor",
    )
    assert entry.verified_at


def test_a_claim_that_is_sent_back_can_be_claimed_by_somebody_else_and_verified_by_the_first(
    in_state, who, workstream_lead
):
    entry = actions.reopen_recommendation(in_state("claimed"), why="There is no plan", **who)
    assert (entry.claimed_by, entry.claimed_at) == (None, None)
    entry = actions.claim_recommendation(entry, **{**who, "by": workstream_lead})
    assert actions.verify_recommendation(entry, **who).verified_by == who["by"]


def test_what_was_claimed_but_not_verified_is_not_closed(in_state, who):
    assert (
        "You cannot close"
        in refusal(actions.close_recommendation, in_state("claimed"), why="Done", **who)[1]
    )
    assert (
        "neither verified nor rejected"
        in refusal(actions.close_recommendation, in_state("responded"), why="Done", **who)[1]
    )


def test_what_was_rejected_is_closed_and_is_not_completed(in_state, who):
    entry = actions.close_recommendation(
        in_state("responded", "rejected"), why="The councils disagree", **who
    )
    assert (entry.state, entry.verified_at) == ("closed", None)


@pytest.mark.parametrize("step", [actions.start_recommendation, actions.claim_recommendation])
def test_work_needs_a_response_that_is_no_rejection(in_state, who, step):
    assert "rejected" in refusal(step, in_state("responded", "rejected"), **who)[1]
    unanswered = actions.reopen_recommendation(
        actions.accept_risk(in_state("received"), **CALLS["accept"][1], **who), why="Now", **who
    )
    assert "respond to it first" in refusal(step, unanswered, **who)[1]


def test_a_response_is_one_of_the_four(in_state, who):
    for response in ("", "maybe"):
        assert (
            refusal(
                actions.respond_to_recommendation, in_state("received"), response=response, **who
            )[0]
            == "response"
        )


def test_as_above_keeps_its_words_and_the_row_that_it_means(add, who):
    above, entry = add(), add()
    entry = actions.respond_to_recommendation(
        entry, response="accepted", comments="As Above", as_above=above, **who
    )
    assert (entry.comments, entry.as_above) == ("As Above", above)
    assert (
        actions.respond_to_recommendation(
            add(), response="accepted", as_above=above, **who
        ).comments
        == "As above"
    )


def test_the_response_to_another_does_not_change_the_state(in_state, who):
    assert (
        actions.respond_to_recommendation(in_state("in_progress"), response="partly", **who).state
        == "in_progress"
    )


def test_a_superseded_row_says_which_one_to_change(in_state, who):
    entry = in_state("superseded")
    _, message = refusal(actions.change_recommendation, entry, text="Another", **who)
    assert (
        message
        == f"{entry.reference} is superseded by REC2: change REC2, or reopen this one first."
    )
    assert Recommendation.objects.get(pk=entry.pk).text == "Publish a communications plan"


def test_one_cannot_be_superseded_by_itself_or_by_what_is_superseded(in_state, add, who):
    gone, entry = in_state("superseded"), add()
    assert (
        "another recommendation"
        in refusal(actions.supersede_recommendation, entry, superseded_by=entry, why="So", **who)[1]
    )
    field, message = refusal(
        actions.supersede_recommendation, entry, superseded_by=gone, why="So", **who
    )
    assert field == "superseded_by"
    assert "superseded itself" in message


def test_a_position_is_added_and_nothing_before_it_is_lost(recommendation, who):
    for on, text in ((TODAY - A_DAY, "Begun"), (TODAY, "Half done")):
        actions.add_update(recommendation, as_at=on, text=text, **who)
    assert [(u.as_at, u.text, u.recorded_by) for u in Update.objects.in_order()] == [
        (TODAY - A_DAY, "Begun", who["by"]),
        (TODAY, "Half done", who["by"]),
    ]


def test_a_position_of_tomorrow_is_refused(recommendation, who):
    assert (
        refusal(actions.add_update, recommendation, as_at=TODAY + A_DAY, text="Done", **who)[0]
        == "as_at"
    )


def test_previously_completed_keeps_its_words_and_its_date_or_none(recommendation, who):
    meanings = {
        date(2012, 1, 5): "Completed on 5 January 2012",
        None: "On an earlier date that is not known",
    }
    for completed_on, meaning in meanings.items():
        actions.add_update(
            recommendation, as_at=TODAY, wording="previously", completed_on=completed_on, **who
        )
        update = Update.objects.latest("id")
        assert (update.text, update.completed_on, update.meaning) == (
            "Previously completed",
            completed_on,
            meaning,
        )


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"wording": "as_above"}, "same_as"),
        ({"wording": "as_above", "same_as": "itself"}, "same_as"),
        ({"wording": "as_above", "same_as": "another programme's"}, "same_as"),
        ({"wording": "own", "text": "Done", "same_as": "other"}, "same_as"),
        ({"wording": "own", "text": "Done", "completed_on": TODAY}, "completed_on"),
        ({"wording": "previously", "completed_on": TODAY + A_DAY}, "completed_on"),
        ({"wording": "own", "text": ""}, "text"),
        ({"wording": "own", "text": "‮enod"}, "text"),
    ],
)
def test_a_position_that_contradicts_itself_is_refused_beside_the_field(
    recommendation, add, who, details, field
):
    elsewhere = ProgrammeFactory()
    stranger = Recommendation(pk=0, programme=elsewhere)
    known = {"itself": recommendation, "other": add(), "another programme's": stranger}
    details = {
        name: known.get(value, value) if name == "same_as" else value
        for name, value in details.items()
    }
    assert refusal(actions.add_update, recommendation, as_at=TODAY, **details, **who)[0] == field
    assert not Update.objects.exists()


def test_a_redate_keeps_the_first_date_counts_and_keeps_each_reason(recommendation, who):
    entry = recommendation
    for month, why in ((4, "Late papers"), (5, "Later papers")):
        entry = actions.redate_recommendation(entry, due_on=date(2012, month, 1), why=why, **who)
    assert (entry.first_due_on, entry.due_on, entry.extensions) == (
        date(2012, 3, 1),
        date(2012, 5, 1),
        2,
    )
    assert [row.why for row in entry.due_dates.filter(step="redated")] == [
        "Late papers",
        "Later papers",
    ]


def test_an_earlier_date_is_no_extension(recommendation, who):
    entry = actions.redate_recommendation(
        recommendation, due_on=date(2012, 2, 1), why="Sooner", **who
    )
    assert (entry.first_due_on, entry.extensions) == (date(2012, 3, 1), 0)


def test_a_redate_needs_a_reason_and_another_date(recommendation, who):
    assert refusal(actions.redate_recommendation, recommendation, due_on=LATER, **who)[0] == "why"
    assert (
        refusal(
            actions.redate_recommendation,
            recommendation,
            due_on=recommendation.due_on,
            why="So",
            **who,
        )[0]
        == "due_on"
    )


def test_a_workstream_lead_asks_for_an_extension_and_never_re_dates(
    recommendation, who, workstream_lead
):
    lead, later = {**who, "by": workstream_lead}, {"due_on": date(2029, 1, 1), "why": "Late"}
    with pytest.raises(NotPermitted):
        actions.redate_recommendation(recommendation, **later, **lead)
    assert refusal(actions.date_recommendation, recommendation, **later, **lead)[0] == "due_on"
    entry = actions.request_extension(recommendation, **later, **lead)
    assert (entry.due_on, entry.extensions) == (date(2012, 3, 1), 0)


def test_the_first_due_date_needs_no_reason(add, who):
    entry = actions.date_recommendation(add(), due_on=LATER, **who)
    assert (entry.first_due_on, entry.due_on, entry.extensions) == (LATER, LATER, 0)


@pytest.mark.parametrize(
    ("granted", "due_on", "extensions"), [(True, LATER, 1), (False, date(2012, 3, 1), 0)]
)
def test_an_extension_is_asked_for_and_decided(
    recommendation, who, partner_director, granted, due_on, extensions
):
    entry = actions.request_extension(recommendation, due_on=LATER, why="Late papers", **who)
    assert (entry.due_on, entry.requested_due_on) == (date(2012, 3, 1), LATER)
    entry = actions.decide_extension(
        entry, granted=granted, why="Heard", **{**who, "by": partner_director}
    )
    assert (entry.first_due_on, entry.due_on, entry.extensions) == (
        date(2012, 3, 1),
        due_on,
        extensions,
    )
    assert entry.requested_due_on is None
    assert [row.step for row in entry.due_dates.all()] == [
        "set",
        "asked",
        "granted" if granted else "refused",
    ]


def test_an_extension_leads_to_a_later_date_from_a_date(recommendation, add, who):
    assert (
        "later"
        in refusal(
            actions.request_extension, recommendation, due_on=date(2012, 2, 1), why="So", **who
        )[1]
    )
    assert (
        "no due date" in refusal(actions.request_extension, add(), due_on=LATER, why="So", **who)[1]
    )
    assert (
        "asked for"
        in refusal(actions.decide_extension, recommendation, granted=True, why="So", **who)[1]
    )


def test_a_claim_ends_the_request_for_an_extension(recommendation, who):
    entry = actions.request_extension(recommendation, due_on=LATER, why="Late papers", **who)
    assert actions.claim_recommendation(entry, **who).requested_due_on is None


def test_each_partner_has_an_owner(recommendation, partner, who):
    actions.set_owners(recommendation, owners={partner: "Director"}, **who)
    actions.set_owners(recommendation, owners={partner: "Head of Legal"}, **who)
    assert [(row.partner, row.owner) for row in PartnerOwner.objects.all()] == [
        (partner, "Head of Legal")
    ]
    change = AuditEvent.objects.latest("id").changes[0]
    assert (change["label"], change["was"], change["now"]) == (
        "Owner at First council",
        "Director",
        "Head of Legal",
    )


def test_owners_that_did_not_change_leave_no_trace(recommendation, partner, who):
    events = AuditEvent.objects.count()
    actions.set_owners(recommendation, owners={partner: ""}, **who)
    assert (AuditEvent.objects.count(), PartnerOwner.objects.count()) == (events, 0)


def test_a_partner_of_another_programme_owns_nothing_here(recommendation, who):
    assert (
        "of this programme"
        in refusal(actions.set_owners, recommendation, owners={PartnerFactory(): "Head"}, **who)[1]
    )


def test_acceptance_of_the_risk_that_is_over_already_is_refused(recommendation, who):
    values = {"approver": "Board", "why": "Cheap", "until": TODAY - A_DAY}
    assert refusal(actions.accept_risk, recommendation, **values, **who)[0] == "until"


def test_a_review_of_the_future_is_refused(programme, who):
    values = {"title": "Gateway 4", "kind": "gateway", "held_on": TODAY + A_DAY}
    assert refusal(actions.add_review, programme=programme, **values, **who)[0] == "held_on"
    assert not Review.objects.exists()


def test_a_review_gets_its_rating_with_its_scale(review, who):
    review = actions.change_review(review, scale="confidence-5", rating="Amber/Red", **who)
    assert review.rating_in_words == "Amber/Red (delivery confidence in five steps)"


def test_the_days_of_the_report_are_chosen_in_order_and_once(programme, who):
    actions.set_columns(programme=programme, days=[TODAY, date(2012, 1, 1), TODAY], **who)
    assert TableColumns.objects.days(programme) == [date(2012, 1, 1), TODAY]
    too_many = [TODAY + number * A_DAY for number in range(5)]
    for refused in too_many, [TODAY + A_DAY]:
        assert refusal(actions.set_columns, programme=programme, days=refused, **who)[0] == "days"


def test_a_hidden_character_is_refused(add):
    assert refusal(add, text="Plan‮nalp")[0] == "text"
