"""Columns share the sheet by what stands in them, and no word of them breaks."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from programme.column_widths import LANDSCAPE, PORTRAIT, fits, least_widths, shares, whole_per_cents

pytestmark = pytest.mark.once
SIZES = st.lists(st.floats(0.1, 90), min_size=1, max_size=20)


def column(key, kind="text", label="Ref"):
    return {"key": key, "label": label, "kind": kind}


@given(SIZES)
def test_widths_fill_the_table_and_no_more(widths):
    assert sum(whole_per_cents(widths)) == 100


@given(st.lists(st.tuples(st.floats(0.1, 9), st.floats(0, 30)), min_size=1, max_size=9))
def test_no_column_is_rounded_below_its_longest_word(columns):
    least, widths = [low for low, _ in columns], [low + more for low, more in columns]
    assume(fits(least, sum(widths)))
    found = whole_per_cents(widths, least)
    assert sum(found) == 100
    assert all(per * sum(widths) >= 100 * low for per, low in zip(found, least, strict=True))


def test_a_reference_of_four_signs_gets_room_beside_a_long_comment():
    columns = [column("reference"), column("comment", label="Comment")]
    short, _ = shares(columns, [{"reference": "R1", "comment": "x " * 900}], PORTRAIT)
    longer, _ = shares(columns, [{"reference": "R1000", "comment": "x " * 900}], PORTRAIT)
    assert longer > short > 2


def test_no_column_is_narrower_than_its_longest_word():
    columns = [column("reference"), column("owner", label="Owner"), column("what", label="What")]
    rows = [{"reference": "R100", "owner": "Telecommunications manager", "what": "long " * 200}]
    got, least = shares(columns, rows, PORTRAIT), least_widths(columns, rows)
    assert all(width >= low for width, low in zip(got, least, strict=True))
    assert sum(got) == pytest.approx(PORTRAIT)


def test_a_heading_needs_as_much_as_a_word():
    (width,) = least_widths([column("score", "number", "Likelihood")], [{"score": 3}])
    assert width > 5


def test_what_never_breaks_is_measured_whole():
    rows = [{"spend": 131_600_000, "band": {"key": "none", "word": "Not yet rated"}}]
    spend, band = least_widths([column("spend", "money"), column("band", "band")], rows)
    assert spend > 5 and band > 6


def test_a_word_without_end_does_not_take_the_sheet():
    columns = [column("reference"), column("what")]
    assert sum(least_widths(columns, [{"reference": "R1", "what": "x" * 5_000}])) < PORTRAIT


def test_more_columns_than_the_sheet_holds_still_share_it():
    columns = [column(str(number), label="Responsibility") for number in range(15)]
    rows = [{}]
    assert sum(least_widths(columns, rows)) > LANDSCAPE
    assert sum(whole_per_cents(shares(columns, rows, LANDSCAPE))) == 100
