"""The register as a page: filtered, sorted, searched, paged, at any moment, at a steady cost."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from risks import actions
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
    def test_the_count_and_the_key_are_those_of_what_is_shown(self, look):
        page = look("?owner=Director")
        assert "Risks (2)" in words(page)
        counts = {item["word"]: item["count"] for item in page.context["key"]}
        assert counts == {"Red": 1, "Amber": 0, "Green": 1, "Not assessed": 0}


def test_an_owner_who_has_changed_narrows_to_nothing_and_the_page_says_so(look, add_risk):
    add_risk(owner="Director")
    page = look("?owner=Former+director")
    assert references(page) == []
    assert "“Former director” is not among the choices, so nothing is shown." in words(page)
    assert "Risk owner: Former director (unknown)" in words(page)


@pytest.mark.each
def test_the_owners_of_the_past_can_be_chosen(look, add_risk, programme_manager):
    risk, later = add_risk(owner="Director"), MARCH_2012 + timedelta(days=2)
    actions.change_risk(risk, by=programme_manager, at=later, owner="Head of legal")
    assert references(look("?owner=Director")) == []
    then = look("?at=2012-03-09&owner=Director")
    assert references(then) == ["R1"]
    assert "Head of legal" not in words(then)


@pytest.mark.usefixtures("register")
class TestSorting:
    @pytest.mark.each
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


def fill(programme, count):
    """Fills the register up to `count` risks, without a past."""
    there = Risk.objects.filter(programme=programme).count()
    values = {"programme": programme, "likelihood": 2, "impact": 2, "score": 4}
    values |= {"created_at": MARCH_2012, "updated_at": MARCH_2012, "updated_by_name": "Officer"}
    Risk.objects.bulk_create(
        Risk(number=n, reference=f"R{n}", title=f"Risk {n}", owner=f"Officer {n % 9}", **values)
        for n in range(there + 1, count + 1)
    )


@pytest.mark.each
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
    assert len(costs) == 1 and costs.pop() <= 10


class TestThePast:
    def test_the_past_cannot_be_missed_and_cannot_be_changed(
        self, programme_manager, signed_in, risk
    ):
        page = signed_in(programme_manager).get(f"{LIST}?at=2012-03-09")
        assert "You are looking at the position as at 9 March 2012" in words(page)
        assert page.context["add_url"] is None
        assert "Set the bands" not in words(page)

    @pytest.mark.parametrize(
        "text", ["yesterday", "2012-02-30", "31/2/2012", "2012-03-09T99:00", "9999-99-99", "\u202e"]
    )
    def test_a_moment_that_is_none_is_said_and_shows_nothing(self, look, risk, text):
        page = look(f"?at={text}")
        assert page.status_code == 400 and "Nothing is shown." in words(page)
        assert risk.title not in words(page)

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


@pytest.mark.each
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
    assert "R2 5 5 25 Red" in page


SAME = [
    ("the council’s offices", "council's"),
    ("the council's offices", "council’s"),
    ("re\u00adorganisation", "reorganisation"),
    ("non\u2011cashable", "non-cashable"),
    ("non–cashable", "non-cashable"),
    ("Cyngor Tŷ Ddewi", "ty"),
    ("Cyngor Ty Ddewi", "tŷ"),
    ("CYNGOR GWYNEDD Ŵ", "ŵ"),
    ("Cafe\u0301", "café"),
    ("Café", "CAFE"),
    ("“joint” working", '"joint"'),
    ("ﬁnance", "finance"),
    ("50%_off", "50%_off"),
    ("Cyngor Ynys Môn", "YNYS MON"),
    ("CYNGOR YNYS MÔN", "ynys môn"),
    ("Ysgol Y Ddôl, Betws-yn-Rhos", "betws\u2011yn\u2011rhos"),
    ("Betws\u2010yn\u2010Rhos", "BETWS-YN-RHOS"),
    ("Llan\u00adfair\u00adpwll", "llanfairpwll"),
    ("Llanfairpwll", "llan\u00adfair"),
    ("Tŷ’r Cyngor", "ty'r"),
    ("Ty\u0302'r Cyngor", "TŶ’R"),
    ("Ŵyl y Banc, Ẁ ac Ẅ", "wyl w"),
    ("the council´s offices", "council’s"),
    ("the council‛s offices", "council's"),
    ("Pen\u00a0y\u202fbont", "pen y bont"),
    ("Østergade ŁÆÐ", "ØSTERGADE łæð"),
    ("2−4 Heol\u2009Fawr", "2-4 heol fawr"),
    ("ΟΔΟΣ ΕΡΜΟΥ", "οδος ερμου"),
    ("Οδός Ερμού", "ΟΔΟΣ"),
    ("ΟΔΟΣ", "ΟΔΟΣ"),
    ("misspelt on the left", "\u200emisspelt on\u2060 the\u202a left\u202c"),
    ("Grey\u2764\ufe0f", "\u2764"),
]


@pytest.mark.each
@pytest.mark.parametrize(("stands", "sought"), SAME)
def test_a_search_finds_words_however_they_are_written(look, add_risk, stands, sought):
    add_risk(stands)
    add_risk("something else")
    assert references(look("?" + urlencode({"q": sought}))) == ["R1"]
