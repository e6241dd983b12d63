"""A correction after a report was published, in whichever log, does not move the old report."""

from datetime import date

import pytest

from budgets import actions as budgets
from budgets.models import Call, Posting, Reserve
from milestones import actions as milestones
from milestones.models import Milestone
from papers.demanded import demanded_by, leave_out_demand
from programme.models import Body
from recommendations import actions as recommendations
from recommendations.models import Recommendation
from reports import actions, schedule
from reports.composition import compose
from reports.storage import read
from risks import actions as risks
from risks.models import Risk
from savings import actions as savings
from savings.models import Achievement, Reallocation
from tests.factories import MARCH_2012, MeetingFactory, noon
from tests.filled import *  # noqa: F403
from tests.reports.drawn import draw
from tests.reports.moments import DRAFT_MOMENT, PUBLICATION

AFTER = noon(2012, 3, 28)
DAY = AFTER.date()
WHY = "It was entered wrongly"


def correct_savings(who):
    savings.reverse_achieved(Achievement.objects.get(), why=WHY, **who)
    savings.withdraw_reallocation(Reallocation.objects.get(), why=WHY, **who)


def correct_reserves(who):
    budgets.withdraw_call(Call.objects.get(), on=DAY, why=WHY, **who)
    budgets.change_reserve(Reserve.objects.get(), opening=2_000_00, **who)


def correct_recommendations(who):
    entry = recommendations.respond_to_recommendation(
        Recommendation.objects.get(), response="rejected", why=WHY, **who
    )
    recommendations.add_update(entry, as_at=DAY, text="Not pursued", **who)


def correct_milestones(who):
    first = milestones.redate_milestone(
        Milestone.objects.get(reference="M1"), due="Spring 2013", why=WHY, **who
    )
    milestones.deliver_milestone(first, delivered_on=date(2012, 3, 5), is_final=True, **who)


def correct_risks(who):
    risk = Risk.objects.get()
    risks.assess_risk(
        risk, kind="current", likelihood=1, impact=2, effective_on=DAY, why=WHY, **who
    )


def correct_budgets(who):
    budgets.reverse_posting(Posting.objects.get(), on=DAY, why=WHY, **who)


CORRECTIONS = {
    "milestones": correct_milestones,
    "risks": correct_risks,
    "budget": correct_budgets,
    "reserves": correct_reserves,
    "savings": correct_savings,
    "recommendations": correct_recommendations,
}


@pytest.fixture
def who(filler):
    """Somebody who may correct every log, after the publication."""
    return {"by": filler, "at": AFTER}


@pytest.fixture
def definition(programme, democratic_services):
    """A report of every section that is corrected here, on a programme with a row of everything."""
    body = Body.objects.filter(programme=programme).first()
    MeetingFactory(body=body, on=date(2012, 4, 5))
    return actions.define_report(
        programme=programme,
        by=democratic_services,
        at=MARCH_2012,
        body=body,
        kind="progress",
        title="Position of the logs",
        sections=list(CORRECTIONS),
        lead_days=5,
    )


def position(definition, at=DRAFT_MOMENT):
    """What a report of each section says as at a moment, without what is only about the report."""
    return {
        section["key"]: section for section in compose(definition, at=at, since=None)["sections"]
    }


@pytest.mark.once
@pytest.mark.parametrize("key", CORRECTIONS)
def test_a_position_that_was_reported_stays_what_it_was(definition, who, key):
    before = position(definition)
    CORRECTIONS[key](who)
    assert position(definition) == before
    now = position(definition, at=AFTER)
    assert now[key] != before[key]


@pytest.mark.once
def test_a_published_report_does_not_move_nor_does_a_new_version_of_its_moment(
    definition, who, democratic_services, signed_in
):
    report = next(
        found for found in schedule.raise_due(DRAFT_MOMENT) if found.definition == definition
    )
    draft = draw(report, DRAFT_MOMENT)
    by = {"by": democratic_services, "at": PUBLICATION, "note": "The page counts a merged risk"}
    actions.explain_finding(draft, key="risks.printed.count", **by)
    draft = draw(report, DRAFT_MOMENT)
    officer = {"by": democratic_services, "at": PUBLICATION}
    for demand in demanded_by(definition.body):
        leave_out_demand(demand, why="Nobody clears it here", **officer)
    published = actions.publish_report(
        draft, by=democratic_services, at=PUBLICATION, sha256=draft.pdf_sha256
    )
    address, client = (
        f"/programmes/{definition.programme.slug}/reports/{published.pk}",
        signed_in(democratic_services),
    )
    data, file = client.get(f"{address}.json").content, read(published)

    for correct in CORRECTIONS.values():
        correct(who)
    assert (client.get(f"{address}.json").content, read(published)) == (data, file)
    published.refresh_from_db()
    assert (published.content, published.pdf_sha256) == (draft.content, draft.pdf_sha256)

    new = actions.correct_report(published, by=democratic_services, at=AFTER, reason=WHY)
    shown = {section["key"]: section for section in draw(new, AFTER).content["sections"]}
    was = {section["key"]: section for section in draft.content["sections"]}
    assert shown == was
