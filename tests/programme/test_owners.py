"""Who may own an entry as a person, and what follows for its job title."""

import pytest
from django.core.exceptions import ValidationError

from risks import actions
from risks.models import Risk
from tests.factories import MARCH_2012, MembershipFactory


@pytest.fixture
def who(programme, programme_manager):
    return {"by": programme_manager, "at": MARCH_2012}


def test_a_person_gives_their_title_where_none_is_typed(programme, workstream_lead, who):
    risk = actions.add_risk(
        programme=programme, title="Staff leave", owner_user=workstream_lead, **who
    )
    assert risk.owner == workstream_lead.job_title
    risk = actions.change_risk(risk, owner="Head of all", **who)
    assert (risk.owner, risk.owner_user) == ("Head of all", workstream_lead)
    risk = actions.change_risk(risk, owner="", owner_user=None, **who)
    assert (risk.owner, risk.owner_user) == ("", None)


def test_actions_refuse_strangers_and_those_who_read_no_logs(programme, committee_member, who):
    risk = actions.add_risk(programme=programme, title="Staff leave", owner="Mayor", **who)
    for stranger in MembershipFactory().user, committee_member:
        with pytest.raises(ValidationError, match="Choose somebody who reads the logs"):
            actions.change_risk(risk, owner_user=stranger, **who)
        with pytest.raises(ValidationError, match="Choose somebody who reads the logs"):
            actions.add_risk(programme=programme, title="Two", owner_user=stranger, **who)


def test_a_person_is_set_for_several_rows_and_gives_the_title(
    programme, programme_manager, workstream_lead, signed_in, who
):
    for title in "Staff leave", "Money runs out":
        actions.add_risk(programme=programme, title=title, owner="Mayor", **who)
    url = "/programmes/shared-management/risks/several/?step=set-owner&row=R1&row=R2"
    page = signed_in(programme_manager).get(url)
    form, hidden = page.context["form"], page.context
    assert not form["owner"].value() and not form["owner_user"].value()
    sent = {"rows": hidden["versions"], "once": hidden["once"]}
    signed_in(programme_manager).post(url, {**sent, "owner_user": workstream_lead.pk})
    found = {(one.owner, one.owner_user) for one in Risk.objects.all()}
    assert found == {(workstream_lead.job_title, workstream_lead)}
