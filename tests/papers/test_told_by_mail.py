"""Who is told by mail of a clearance that is asked, and of a part that is due."""

import pytest

from outbox.choices import Kind
from outbox.models import Mail
from tests.papers.clearing import *  # noqa: F403  (its fixtures)


@pytest.mark.once
def test_a_clearance_is_told_to_those_who_may_answer(
    demand, draft, ask, legal_officer, programme_manager, outsider
):
    demand()
    ask(draft)
    [one] = Mail.objects.filter(kind=Kind.CLEARANCE)
    assert one.person == legal_officer
    assert one.subject.startswith("Legal: clear Cover report, Scrutiny committee on 4 April")
    assert one.subject.endswith("by 26 March 2012")


@pytest.mark.once
def test_a_clearance_of_a_post_is_told_to_who_holds_it(finance, draft, ask, finance_officer):
    ask(draft)
    assert Mail.objects.get(kind=Kind.CLEARANCE).person == finance_officer
