"""The register as a page: filtered, sorted, searched, paged, at any moment, at a steady cost."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from risks import actions
from risks.log import ISSUES, RISKS
from risks.models import Risk
from tests.factories import MARCH_2012, PositionFactory
from tests.reading import rows, words

LIST = "/programmes/shared-management/risks/"
TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)

pytestmark = pytest.mark.usefixtures("march_2012")


@pytest.fixture
def march_2012():
    with time_machine.travel(MARCH_2012 + A_DAY, tick=False):
        yield


@pytest.fixture
def register(add_risk):
    """R1 to R4: red, amber, green, not assessed."""
    add_risk("A partner leaves", likelihood=3, impact=5, owner="Director", cause="A vote")
    add_risk("Savings come late", likelihood=3, impact=4, owner="Head of finance", review_on=TODAY)
    add_risk("Staff object", likelihood=5, impact=1, owner="Director")
    add_risk("Nobody knows")


@pytest.fixture
def look(auditor, signed_in):
    """A function that gives the register as an auditor sees it."""
    client = signed_in(auditor)
    return lambda query="": client.get(f"{LIST}{query}")


def references(response):
    return [row[0] for row in rows(response)]


@pytest.mark.usefixtures("register")
class TestFilters:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", ["R1", "R2", "R3", "R4"]),
            ("?band=red", ["R1"]),
            ("?band=amber", ["R2"]),
            ("?band=green", ["R3"]),
            ("?band=none", ["R4"]),
            ("?owner=Director", ["R1", "R3"]),
            ("?owner=Director&band=green", ["R3"]),
            ("?state=proposed", ["R1", "R2", "R3", "R4"]),
            ("?state=closed", []),
            ("?state=live&impact=5", ["R1"]),
            ("?likelihood=3", ["R1", "R2"]),
            ("?needs=yes", ["R1", "R2"]),
            ("?q=PARTNER", ["R1"]),
            ("?q=vote partner", ["R1"]),
            ("?q=vote savings", []),
            ("?q=R4", ["R4"]),
            ("?q=%25", []),
            ("?q=_", []),
            ("?band=purple", []),
            ("?likelihood=9&owner=Nobody", []),
            ("?unknown=1", ["R1", "R2", "R3", "R4"]),
        ],
    )
    def test_the_address_says_what_is_shown(self, look, query, found):
        assert references(look(query)) == found

    def test_the_count_and_the_key_are_those_of_what_is_shown(self, look):
        page = look("?owner=Director")
        assert "Risks (2)" in words(page)
        counts = {item["word"]: item["count"] for item in page.context["key"]}
        assert counts == {"Red": 1, "Amber": 0, "Green": 1, "Not assessed": 0}

    def test_a_filter_in_force_is_a_tag_that_takes_it_away(self, look):
        (chip, _) = look("?owner=Director&q=vote&sort=-score").context["chips"][::-1]
        assert chip["label"] == "Risk owner: Director"
        assert references(look(chip["url"])) == ["R1"]
        assert "sort=-score" in chip["url"] and "owner" not in chip["url"]

    def test_the_sort_and_the_moment_stay_when_somebody_filters(self, look):
        page = look(f"?sort=-score&at={TODAY}&per_page=25").content.decode()
        for name, value in {"sort": "-score", "at": TODAY, "per_page": 25}.items():
            assert f'name="{name}" value="{value}"' in page

    def test_nothing_found_says_so(self, look):
        assert "No entry fits these filters." in words(look("?q=zebra"))


def test_an_empty_register_says_what_to_do_first(programme_manager, signed_in):
    page = signed_in(programme_manager).get(LIST)
    assert "Add the first risk" in words(page)
    assert f'href="{LIST}add/"' in page.content.decode()


def test_an_owner_who_has_changed_narrows_to_nothing_and_the_page_says_so(look, add_risk):
    add_risk(owner="Director")
    page = look("?owner=Former+director")
    assert references(page) == []
    assert "“Former director” is not among the choices, so nothing is shown." in words(page)
    assert "Risk owner: Former director (unknown)" in words(page)


def test_the_owners_of_the_past_can_be_chosen(look, add_risk, programme_manager):
    risk, later = add_risk(owner="Director"), MARCH_2012 + timedelta(days=2)
    actions.change_risk(risk, by=programme_manager, at=later, owner="Head of legal")
    assert references(look("?owner=Director")) == []
    then = look("?at=2012-03-09&owner=Director")
    assert references(then) == ["R1"]
    assert "Head of legal" not in words(then)


@pytest.mark.usefixtures("register")
class TestSorting:
    @pytest.mark.parametrize(
        ("sort", "found"),
        [
            ("-score", ["R1", "R2", "R3", "R4"]),
            ("score", ["R3", "R2", "R1", "R4"]),
            ("title", ["R1", "R4", "R2", "R3"]),
            ("-reference", ["R4", "R3", "R2", "R1"]),
            ("review_on", ["R2", "R1", "R3", "R4"]),
            ("band", ["R1", "R2", "R3", "R4"]),
            ("password", ["R1", "R2", "R3", "R4"]),
            ("--score", ["R1", "R2", "R3", "R4"]),
            ("score,title", ["R1", "R2", "R3", "R4"]),
        ],
    )
    def test_the_address_says_the_order_and_blanks_come_last(self, look, sort, found):
        assert references(look(f"?sort={sort}")) == found

    @pytest.mark.parametrize(
        "sort", [f"{sign}{name}" for name in RISKS.register.split() for sign in ("", "-")]
    )
    def test_every_heading_can_be_pressed(self, look, sort):
        assert len(references(look(f"?sort={sort}"))) == 4

    def test_a_heading_says_how_it_is_sorted_and_turns_the_order_round(self, look):
        heads = {
            head["label"]: head
            for head in look("?sort=score&band=red").context["table"]["columns_head"]
        }
        assert heads["Score"]["sort"] == "ascending"
        assert heads["Score"]["sort_url"] == "?sort=-score&band=red"
        assert heads["Band"]["sort"] is None

    def test_r10_comes_after_r9(self, look, add_risk):
        for _ in range(6):
            add_risk()
        assert references(look())[-2:] == ["R9", "R10"]


@pytest.mark.parametrize(
    "sort", [f"{sign}{name}" for name in ISSUES.register.split() for sign in ("", "-")]
)
def test_every_heading_of_the_issue_log_can_be_pressed(in_state, auditor, signed_in, sort):
    in_state("materialised")
    assert references(
        signed_in(auditor).get(f"/programmes/shared-management/issues/?sort={sort}")
    ) == ["I1"]


def fill(programme, count):
    """Fills the register up to `count` risks, without a past."""
    there = Risk.objects.filter(programme=programme).count()
    values = {"programme": programme, "likelihood": 2, "impact": 2, "score": 4}
    values |= {"created_at": MARCH_2012, "updated_at": MARCH_2012, "updated_by_name": "Officer"}
    Risk.objects.bulk_create(
        Risk(number=n, reference=f"R{n}", title=f"Risk {n}", owner=f"Officer {n % 9}", **values)
        for n in range(there + 1, count + 1)
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", (1, 50)),
        ("?per_page=25&page=2", (26, 50)),
        ("?per_page=100", (1, 60)),
        ("?per_page=7", (1, 50)),
        ("?page=99", (51, 60)),
        ("?page=x", (1, 50)),
        ("?page=-1&per_page=1000000", (51, 60)),
    ],
)
def test_the_address_says_the_page_and_its_size(look, programme, query, found):
    fill(programme, 60)
    shown = references(look(query))
    assert (shown[0], shown[-1], len(shown)) == (
        f"R{found[0]}",
        f"R{found[1]}",
        found[1] - found[0] + 1,
    )


def test_the_page_keeps_the_filters(look, programme):
    fill(programme, 60)
    (second,) = [
        link for link in look("?band=green&sort=title").context["pager"] if link["label"] == 2
    ]
    assert second["url"] == "?band=green&sort=title&page=2"


@pytest.mark.parametrize(
    "query", ["", "?at=2012-03-09", "?q=risk&band=green&owner=Officer+1&sort=-score&per_page=100"]
)
def test_a_page_costs_the_same_few_queries_for_3_60_and_1000_risks(look, programme, query):
    PositionFactory(programme=programme, at=MARCH_2012)
    costs = set()
    for count in (3, 60, 1000):
        fill(programme, count)
        with CaptureQueriesContext(connection) as queries:
            assert look(query).status_code == 200
        costs.add(len(queries))
    assert len(costs) == 1 and costs.pop() <= 8


class TestThePast:
    def test_the_register_of_a_past_day(self, look, risk, programme_manager):
        actions.change_risk(
            risk, by=programme_manager, at=MARCH_2012 + A_DAY, title="All partners leave"
        )
        assert rows(look("?at=2012-03-09"))[0][1] == "A partner leaves the agreement"
        assert rows(look())[0][1] == "All partners leave"
        assert references(look("?at=2012-03-08")) == []

    def test_the_past_cannot_be_missed_and_cannot_be_changed(
        self, programme_manager, signed_in, risk
    ):
        page = signed_in(programme_manager).get(f"{LIST}?at=2012-03-09")
        assert "You are looking at the position as at 9 March 2012" in words(page)
        assert page.context["add_url"] is None
        assert "Set the bands" not in words(page)

    def test_links_lead_on_within_the_past(self, look, risk):
        assert 'href="R1/?at=2012-03-09"' in look("?at=2012-03-09").content.decode()

    @pytest.mark.parametrize(
        "text", ["yesterday", "2012-02-30", "31/2/2012", "2012-03-09T99:00", "9999-99-99", "\u202e"]
    )
    def test_a_moment_that_is_none_is_said_and_shows_now(self, look, risk, text):
        page = look(f"?at={text}")
        assert "You are looking at the position now." in words(page)
        assert references(page) == ["R1"]

    def test_bands_are_those_that_applied_then(self, look, risk, programme, programme_manager):
        bands = {
            "green_from": 1,
            "green_to": 8,
            "amber_from": 9,
            "amber_to": 15,
            "red_from": 16,
            "red_to": 25,
        }
        who = {"programme": programme, "by": programme_manager, "at": MARCH_2012 + A_DAY}
        actions.set_bands(**who, applies_from=TODAY + A_DAY, **bands)
        assert "Amber" in rows(look())[0]
        assert "Red" in rows(look("?at=2012-03-09"))[0]


def test_a_crowded_place_of_the_heat_map_leads_to_the_register(programme, auditor, signed_in):
    fill(programme, 32)
    client = signed_in(auditor)
    page = client.get(f"{LIST}heat-map/").content.decode()
    assert page.count(f'<a href="{LIST}R') == 30
    (more,) = re.findall(r'<a href="([^"]*)">and 2 more</a>', page)
    assert len(rows(client.get(unescape(more)))) == 32


@pytest.mark.parametrize("query", ["", "?at=2012-03-10"])
def test_the_heat_map_shows_live_risks_in_their_places(
    query, in_state, add_risk, auditor, signed_in
):
    in_state("closed")
    add_risk(likelihood=5, impact=5)
    page = words(signed_in(auditor).get(f"{LIST}heat-map/{query}"))
    assert "Heat map of 1 risk by likelihood and impact: 1 Red" in page
    assert "5 5 25 Red R2" in page
