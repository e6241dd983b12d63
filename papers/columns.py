"""How wide the columns of a table in a text are, and whether it is set in smaller letters.

A text stands on upright sheets. Where the words of a table do not fit there, its letters are
smaller; where they do not fit then, its figures still stay whole and words may break.
"""

from programme.column_widths import (
    PADDING,
    PORTRAIT,
    fits,
    least_widths,
    per_cents,
    table_widths,
)
from programme.facts import TEXT

TIGHT = 9 / 8  # of the em of a sheet: those of its smaller letters
LESS = PADDING - 0.6  # em less around each cell of such a table


def column_widths(labels, rows, share=1) -> tuple[list[int], bool]:
    """Whole per cent for each column, and whether the letters are smaller; `labels` and `rows` hold
    the plain words of the cells, `share` says how much of a sheet the table has.
    """
    table, sheet = _table(labels, rows), PORTRAIT * share
    if fits(least_widths(*table), sheet):
        return table_widths(*table, sheet), False
    sheet, least = sheet * TIGHT, _least(*table)
    if not fits(least, sheet):
        least = _least(*_table([_figures(one) for one in labels], [map(_figures, r) for r in rows]))
    return per_cents(*table, sheet, least), True


def _table(labels, rows):
    columns = [{"key": place, "label": label, "kind": TEXT} for place, label in enumerate(labels)]
    return columns, [dict(enumerate(row)) for row in rows]


def _least(columns, rows):
    return [low - LESS for low in least_widths(columns, rows)]


def _figures(words):
    return " ".join(word for word in words.split() if any(map(str.isdigit, word)))
