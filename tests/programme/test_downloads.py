"""Values of every kind as cells of a CSV, and whole tables with their totals."""

import pytest

from programme.ui.downloads import as_csv, as_text


@pytest.mark.parametrize(
    "value, kind, text",
    [
        (None, "money", ""),
        (14_978_00, "money", "14978.00"),
        (-5, "money", "-0.05"),
        (15, "number", "15"),
        (-3, "number", "-3"),
        ("=1+1", "text", "'=1+1"),
        ("  @SUM(A1)", "text", "'  @SUM(A1)"),
        ("-3", "text", "'-3"),
        (["+1", "two"], "lines", "'+1\ntwo"),
        ({"key": "red", "word": "Red"}, "band", "Red"),
        (None, "band", ""),
        ("2012-04-04", "date", "2012-04-04"),
    ],
)
def test_one_value(value, kind, text):
    assert as_text(value, kind) == text


def test_a_table_ends_in_its_totals():
    columns = [
        {"key": "title", "label": "Line", "kind": "text"},
        {"key": "spend", "label": "Spend", "kind": "money"},
    ]
    table = as_csv(columns, [{"title": "=Staff", "spend": 12_50}], {"spend": 12_50}).decode(
        "utf-8-sig"
    )
    assert table.splitlines() == ["Line,Spend (£)", "'=Staff,12.50", "Total,12.50"]


def test_what_utf_8_cannot_hold_is_replaced():
    assert (
        as_csv([{"key": "a", "label": "A", "kind": "text"}], [{"a": "\ud800"}]).decode("utf-8-sig")
        == "A\r\n?\r\n"
    )
