"""Two people work on the same child row: fields that one did not touch are those of the other."""

import pytest

from recommendations import actions as recommendations
from recommendations.models import PartnerOwner
from risks import actions
from risks.models import Mitigation
from tests.factories import MARCH_2012, PartnerFactory
from tests.reading import sent, words

pytestmark = pytest.mark.once

PROGRAMME = "/programmes/shared-management"
MITIGATION = f"{PROGRAMME}/risks/R1/mitigations/1/"


@pytest.fixture
def both(signed_in, programme_manager, workstream_lead):
    return signed_in(programme_manager), signed_in(workstream_lead)


@pytest.fixture
def mitigation(programme, programme_manager):
    who = {"by": programme_manager, "at": MARCH_2012}
    risk = actions.add_risk(programme=programme, title="A partner leaves", **who)
    actions.add_mitigation(risk, text="Agree terms", owner="Alpha", **who)
    return Mitigation.objects.get()


def after_the_manager_named_beta(both, **typed):
    """What the lead gets, who opened the mitigation before."""
    manager, lead = both
    mine = sent(lead.get(MITIGATION))
    manager.post(MITIGATION, {**sent(manager.get(MITIGATION)), "owner": "Beta"})
    return lead.post(MITIGATION, {**mine, **typed})


def test_an_untouched_owner_stays_as_the_other_one_set_it(both, mitigation):
    page = after_the_manager_named_beta(both, text="Agree all terms")
    assert "Save both changes" in words(page)
    both[1].post(MITIGATION, sent(page))
    mitigation.refresh_from_db()
    assert (mitigation.text, mitigation.owner) == ("Agree all terms", "Beta")


def test_what_both_changed_is_asked(both, mitigation):
    page = after_the_manager_named_beta(both, owner="Gamma")
    (field,) = page.context["asked"]
    assert (field["yours"], field["theirs"]) == ("Gamma", "Beta")
    both[1].post(MITIGATION, {**sent(page), "pick_owner": "theirs"})
    mitigation.refresh_from_db()
    assert mitigation.owner == "Beta"


def test_a_page_never_shows_what_was_typed_as_what_is_on_record(both, mitigation, programme):
    lead = both[1]
    page = lead.post(MITIGATION, {**sent(lead.get(MITIGATION)), "text": "Mine", "done_on": "never"})
    assert page.context["facts"][-1]["value"].text == "Agree terms"


def test_owners_at_two_partners_are_both_kept(both, programme, programme_manager):
    who = {"programme": programme, "by": programme_manager, "at": MARCH_2012}
    review = recommendations.add_review(title="Gateway", kind="gateway", **who)
    recommendations.add_recommendation(review=review, text="Publish", **who)
    first, second = (PartnerFactory(programme=programme, name=name) for name in ("One", "Two"))
    (manager, lead), url = both, f"{PROGRAMME}/recommendations/REC1/owners/"
    mine = sent(lead.get(url))
    manager.post(url, {**sent(manager.get(url)), f"owner_{first.pk}": "Solicitor"})
    lead.post(url, sent(lead.post(url, {**mine, f"owner_{second.pk}": "Treasurer"})))
    owners = PartnerOwner.objects.order_by("partner").values_list("owner", flat=True)
    assert list(owners) == ["Solicitor", "Treasurer"]
