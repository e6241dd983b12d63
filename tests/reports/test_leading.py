"""On a report's page each reference and each total leads to its rows, as they stood then."""

import pytest
from django.test import Client
from django.urls import reverse

from budgets.actions import add_line
from programme.authorization import Role
from risks.actions import add_risk
from tests.factories import MembershipFactory, noon
from tests.reading import links, words

pytestmark = pytest.mark.once


@pytest.fixture
def definition(body, define, programme_manager):
    who = {"programme": body.programme, "by": programme_manager, "at": noon(2012, 3, 9)}
    line = {"financial_year": "2011/12", "allocation": 100_00}
    add_line(**who, title="Staff", **line)
    return define(body, sections=["risks", "budget"])


@pytest.fixture
def page(draft, programme):
    return reverse("reports:detail", args=[programme.slug, draft.pk])


def led(response, words):
    """The addresses to which these words lead in the report."""
    return [address for address, said in links(response).items() if words in said]


def test_a_reference_leads_to_its_row_as_it_stood(page, auditor, signed_in):
    client = signed_in(auditor)
    (address,) = led(client.get(page), "R1")
    shown = words(client.get(address))
    assert "A partner leaves" in shown and "20 March 2012" in shown


def test_a_count_leads_to_just_those_rows(page, programme, programme_manager, signed_in):
    who = {"programme": programme, "by": programme_manager, "at": noon(2012, 4, 1)}
    add_risk(**who, title="It came later", likelihood=1, impact=1)
    client = signed_in(programme_manager)
    (address,) = led(client.get(page), "2 rows")
    shown = words(client.get(address))
    assert "A partner leaves" in shown and "Savings come late" in shown
    assert "It came later" not in shown and "Rows: 1-2" in shown


def test_a_total_leads_to_the_rows_that_it_adds_up(page, auditor, signed_in):
    client = signed_in(auditor)
    (address,) = led(client.get(page), "Total")
    assert "rows=1" in address and "Staff" in words(client.get(address))


def test_who_may_not_read_the_log_has_no_link(draft, publish, page, programme, body):
    publish(draft)
    role = {"programme": programme, "role": Role.COMMITTEE_MEMBER, "body": body}
    client = Client()
    client.force_login(MembershipFactory(**role).user)
    response = client.get(page)
    assert "A partner leaves" in words(response)
    assert led(response, "R1") == led(response, "2 rows") == led(response, "Total") == []


def test_the_files_and_the_published_page_lead_nowhere(draft, publish, body):
    published = publish(draft)
    address = reverse("published_report", args=[body.slug, "2012-04-04", published.definition.kind])
    response = Client().get(address)
    assert "A partner leaves" in words(response) and led(response, "R1") == []


@pytest.mark.parametrize("asked, found", [("2", "Savings"), ("1-2", "partner"), ("2-1", "Nothing")])
def test_a_register_shows_the_rows_that_an_address_names(
    asked, found, register, programme, auditor, signed_in
):
    address = reverse("risks:list", args=[programme.slug])
    assert found in words(signed_in(auditor).get(address, {"rows": asked}))


@pytest.mark.parametrize("asked", ["x", "1,,2", "9999999", "1;2", "٣", ",".join(["1"] * 301)])
def test_what_is_no_list_of_rows_shows_none(asked, register, programme, auditor, signed_in):
    address = reverse("risks:list", args=[programme.slug])
    assert "Nothing found" in words(signed_in(auditor).get(address, {"rows": asked}))
