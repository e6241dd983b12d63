"""Who may do what with milestones."""

from datetime import date

import pytest

from milestones import actions, permissions
from milestones.models import Milestone
from programme.authorization import LOG_READERS, NotPermitted, Role
from tests.factories import MARCH_2012

STEPS = {
    "change": (actions.change_milestone, {"title": "Mine"}),
    "comment": (actions.comment_milestone, {"comment": "Mine"}),
    "start": (actions.start_milestone, {}),
    "deliver": (actions.deliver_milestone, {"delivered_on": date(2012, 3, 1)}),
    "complete": (actions.complete_milestone, {}),
    "redate": (actions.redate_milestone, {"due": "May 2012", "why": "Mine"}),
    "withdraw": (actions.withdraw_milestone, {"why": "Mine"}),
    "reopen": (actions.reopen_milestone, {"why": "Mine"}),
}


def test_roles_that_keep_and_see_the_milestones():
    assert permissions.KEEP.roles == {Role.PROGRAMME_MANAGER, Role.WORKSTREAM_LEAD}
    assert permissions.KEEP_PERIODS.roles == {Role.PROGRAMME_MANAGER}
    assert permissions.SEE.roles == LOG_READERS


@pytest.mark.parametrize("step", STEPS)
def test_only_those_who_keep_milestones_may_take_a_step(milestone, everyone, outsider, step):
    action, values = STEPS[step]
    others = [user for role, user in everyone.items() if role not in permissions.KEEP.roles]
    for user in [*others, outsider]:
        with pytest.raises(NotPermitted):
            action(milestone, by=user, at=MARCH_2012, **values)
    assert Milestone.objects.get().version == milestone.version


def test_a_workstream_lead_keeps_milestones_but_no_periods(programme, workstream_lead, period):
    milestone = actions.add_milestone(
        programme=programme, by=workstream_lead, at=MARCH_2012, title="Mine"
    )
    assert (
        actions.start_milestone(milestone, by=workstream_lead, at=MARCH_2012).state == "in_progress"
    )
    march = period()
    values = {"label": "Mine", "starts_on": date(2012, 5, 1), "ends_on": date(2012, 5, 2)}
    for attempt in (
        lambda: actions.add_period(
            programme=programme, by=workstream_lead, at=MARCH_2012, **values
        ),
        lambda: actions.change_period(march, by=workstream_lead, at=MARCH_2012, **values),
        lambda: actions.close_period(march, by=workstream_lead, at=MARCH_2012),
    ):
        with pytest.raises(NotPermitted):
            attempt()


def test_nobody_adds_a_milestone_or_a_dependency_where_they_have_no_part(
    programme, outsider, milestone, add
):
    with pytest.raises(NotPermitted):
        actions.add_milestone(programme=programme, by=outsider, at=MARCH_2012, title="Theirs")
    with pytest.raises(NotPermitted):
        actions.add_dependency(milestone, by=outsider, at=MARCH_2012, needs=add("Other"))
