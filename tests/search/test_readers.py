"""Nobody finds what they may not read; with several programmes, each by its own roles."""

import pytest

from programme.authorization import Role
from programme.models import Programme
from tests.factories import MARCH_2012, MembershipFactory
from tests.finding import PAGE

ALL = "/search/"


@pytest.fixture
def rows(add_risk, outsider):
    """A risk in each of two programmes."""
    add_risk("Lease here")
    add_risk("Lease elsewhere", by=outsider)


def test_every_role_that_reads_logs_finds_rows_and_a_member_does_not(everyone, rows, find):
    for role, somebody in everyone.items():
        found = set(find("lease", by=somebody))
        assert found == (set() if role == Role.COMMITTEE_MEMBER else {"Risks", "History"}), role


def test_a_word_of_another_programme_is_found_by_its_own_people_alone(
    rows, find, outsider, signed_in, client
):
    assert "Risks" not in find("elsewhere")
    assert find("elsewhere", url=ALL) == {}
    assert find("lease", url=ALL, by=outsider)["Risks"] == ["R1 Lease elsewhere"]
    assert signed_in(outsider).get(PAGE, {"q": "lease"}).status_code == 404
    assert client.get(ALL, {"q": "lease"}).url.startswith("/account/sign-in/")


def test_all_programmes_are_searched_each_by_the_roles_held_there(
    rows, find, outsider, programme, programme_manager
):
    elsewhere = Programme.objects.exclude(pk=programme.pk).get()
    MembershipFactory(programme=elsewhere, user=programme_manager, role="committee_member")
    assert find("lease", url=ALL)["Risks"] == ["R1 Lease here"]
    MembershipFactory(programme=elsewhere, user=programme_manager, role="auditor")
    assert set(find("R1", url=ALL)["Risks"]) == {"R1 Lease here", "R1 Lease elsewhere"}


def test_an_ended_role_finds_nothing(rows, find, programme_manager):
    how = {"ended_at": MARCH_2012, "ended_by": programme_manager}
    programme_manager.memberships.update(**how)
    assert find("lease", url=ALL) == {}


def test_every_page_of_a_programme_and_the_home_page_have_the_search_in_their_head(
    signed_in, programme_manager, outsider, programme, client
):
    browser = signed_in(programme_manager)
    assert (
        f'action="{PAGE}"' in browser.get("/programmes/shared-management/risks/").content.decode()
    )
    MembershipFactory(programme=programme, user=outsider)
    assert f'action="{ALL}"' in signed_in(outsider).get("/").content.decode()
    assert 'role="search" action' not in client.get("/account/sign-in/").content.decode()
