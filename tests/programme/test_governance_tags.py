"""Figures and dates read the same on every page and in every report."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe

from milestones import slippage
from programme import formats
from programme.formats import badge, day, moment, money
from programme.log import counting
from programme.ui.child_tables import ChildTable


@pytest.mark.parametrize(
    ("pence", "written"),
    [
        (131_600_000, "£1,316,000"),
        (0, "£0"),
        (1250, "£12.50"),
        (5, "£0.05"),
        (-14_500_000, "−£145,000"),
        (-5, "−£0.05"),
        (None, ""),
        ("", ""),
    ],
)
def test_money(pence, written):
    assert money(pence) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2010, 12, 17), "17 December 2010"),
        ("2012-04-04", "4 April 2012"),
        ("2012-03-09T17:00:00+00:00", "9 March 2012"),
        # Half past midnight of British Summer Time.
        (datetime(2012, 6, 30, 23, 30, tzinfo=UTC), "1 July 2012"),
        (None, ""),
        ("", ""),
    ],
)
def test_day(value, written):
    assert day(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2012-03-09T17:00:00+00:00", "9 March 2012 at 5.00pm"),
        (datetime(2012, 3, 9, 0, 5, tzinfo=UTC), "9 March 2012 at 12.05am"),
        (datetime(2012, 7, 1, 11, 30, tzinfo=UTC), "1 July 2012 at 12.30pm"),
        (date(2012, 3, 9), "9 March 2012"),
        (None, ""),
    ],
)
def test_moment(value, written):
    assert moment(value) == written


def test_a_band_is_never_colour_alone():
    assert badge({"key": "red", "word": "Red"}) == '<strong class="band band--red">Red</strong>'


def test_nothing_rated_says_so():
    assert badge(None) == '<strong class="band band--none">Not rated</strong>'


def test_words_of_a_scheme_are_escaped():
    assert "<script>" not in badge({"key": "red", "word": "<script>"})


def test_the_filters_load_as_one_library():
    page = Template("{% load governance %}{{ pence|money }} on {{ when|day }}")
    assert page.render(Context({"pence": 100, "when": "2012-03-09"})) == "£1 on 9 March 2012"


def test_cells_go_with_their_headings_and_are_escaped():
    table = ChildTable(
        "", ["Ref", "Score", "<b>"], [["R1", None, "<i>"], [7, 3, ""]], numeric="Score"
    )
    one, two = table.rows_html.split("\n")
    assert one == (
        '<tr><th scope="row">R1</th><td data-label="Score" class=number></td>'
        '<td data-label="&lt;b&gt;">&lt;i&gt;</td></tr>'
    )
    assert '<th scope="row" data-label="Ref">7</th>' in two


def test_columns_without_a_long_word_keep_their_words_whole():
    """Otherwise a narrow column broke "R10" between its figures."""
    link = '<a href="/programmes/somewhere/risks/R100/">R100</a>'
    rows = [[mark_safe(link), "Confirmed", "Communications"], ["R2", "In " + 16 * "x", None]]
    assert ChildTable("", ["Ref", "Title", "Log"], rows).whole == "whole-1 whole-3"


def test_a_row_that_does_not_fit_its_head_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        ChildTable("", ["Ref", "Score"], [["R1"]]).rows_html  # noqa: B018


def test_counts_have_their_thousands_apart():
    assert formats.days_late(date(2024, 2, 29), date(2026, 11, 26)) == "1,001 days late"
    assert formats.time_left(date(2020, 1, 1), date(2026, 1, 1), 0) == "passed 2,192 days ago"
    assert formats.counted(1, "row") == "1 row" and formats.counted(1000, "row") == "1,000 rows"
    assert formats.counted(1200, "does not", "do not") == "1,200 do not"
    assert formats.number(12345) == "12,345" and formats.number("many") == "many"
    assert counting(1500, "late")["text"] == "1,500 late"
    assert slippage._days(1200, 1300) == "1,200 to 1,300 days late"
