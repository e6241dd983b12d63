"""Columns share the sheet by what stands in them, and no word of them breaks."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from programme.column_widths import LANDSCAPE, PORTRAIT, fits, least_widths, per_cents, table_widths

pytestmark = pytest.mark.once
SIZES = st.lists(st.floats(0.1, 90), min_size=1, max_size=20)


def column(key, kind="text", label="Ref"):
    return {"key": key, "label": label, "kind": kind}


@given(SIZES)
def test_widths_fill_the_table_and_no_more(widths):
    columns = [column(str(place)) for place, _ in enumerate(widths)]
    assert sum(per_cents(columns, [{}], PORTRAIT, widths)) == 100


@given(SIZES, st.lists(st.integers(0, 40), min_size=20, max_size=20))
def test_no_column_is_rounded_below_its_longest_word(least, words):
    assume(fits(least, PORTRAIT))
    columns = [column(str(place)) for place, _ in enumerate(least)]
    row = {str(place): "word " * count for place, count in enumerate(words)}
    found = per_cents(columns, [row], PORTRAIT, least)
    assert sum(found) == 100
    assert all(per * PORTRAIT >= 100 * low for per, low in zip(found, least, strict=True))


def widths_of(*rows):
    """Per cent of the columns of a table upright with these rows, each "reference|what|comment"."""
    columns = [column("reference"), column("what", label="What"), column("comment", label="Said")]
    rows = [
        dict(zip(("reference", "what", "comment"), row.split("|"), strict=True)) for row in rows
    ]
    return table_widths(columns, rows, PORTRAIT)


def test_a_reference_of_four_signs_gets_room_beside_a_long_comment():
    short, *_ = widths_of(f"R1|A|{'x ' * 900}")
    longer, *_ = widths_of(f"R1000|A|{'x ' * 900}")
    assert longer > short > 3


def test_a_column_of_one_long_text_gets_less_than_one_of_many():
    many = [f"R{number}|{'what is done about it ' * 5}|" for number in range(30)]
    _, what, comment = widths_of(*many, f"R31|Short|{'a long comment ' * 12}")
    assert what > 3 * comment


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
    assert sum(table_widths(columns, rows, LANDSCAPE)) == 100
