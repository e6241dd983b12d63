"""Days that cannot be: an issue is a thing of the past, and resolved after it was raised."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from risks import actions
from tests.factories import MARCH_2012

TODAY, TOMORROW = date(2012, 3, 9), date(2012, 3, 10)


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": MARCH_2012}


@pytest.fixture
def issue(programme, who):
    return actions.add_issue(programme=programme, title="It is down", raised_on=TODAY, **who)


def test_an_edit_cannot_move_a_day_into_the_future(issue, who):
    with pytest.raises(ValidationError, match="10 March 2012 is in the future") as refused:
        actions.change_issue(issue, raised_on=TOMORROW, **who)
    assert set(refused.value.error_dict) == {"raised_on"}


def test_a_day_is_judged_when_it_is_changed_and_no_other_is(issue, who):
    type(issue).objects.update(raised_on=TOMORROW)
    assert actions.change_issue(issue, title="It was down", **who).raised_on == TOMORROW


def test_a_day_that_another_one_follows_cannot_pass_it(issue, who):
    issue = actions.resolve_issue(issue, resolution="Restarted", resolved_on=TODAY, **who)
    issue = actions.reopen_issue(issue, why="It is down again", **who)
    with pytest.raises(ValidationError, match="before it was raised"):
        actions.resolve_issue(issue, resolution="Again", resolved_on=date(2012, 3, 8), **who)
