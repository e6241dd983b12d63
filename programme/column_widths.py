"""How wide the columns of a table are: what stands in them decides, not a guess beforehand.

Widths are in em of the table's text (9 pt on paper). A reference, a figure, a date and a band
never break, and no word does: each column gets what its longest word needs. What is left of the
sheet is shared by how much text the columns hold. Letters are measured by classes, a little wider
than the bundled face, so that nothing touches its neighbour.
"""

from itertools import accumulate, pairwise
from math import ceil

from programme.facts import BAND, BLANKS, DATE, LINES, MONEY, NUMBER, said
from programme.formats import day, money

PORTRAIT, LANDSCAPE = 55.0, 83.0  # em between the margins of an A4 sheet
PADDING, MARK = 1.4, 0.6  # em of a cell, and of the coloured mark at the left of a banded row
AFTER_A_FIGURE = 0.8  # em more, so that a figure at the right edge stands apart from what follows
BADGE, BULLET = 1.4, 1.1  # em around the word of a band, and before a line of a list
SHORT = 8  # em of a word or two, “Not recorded”: on one line where there is room
LONGEST_WORD = 18  # em; a longer one, such as an address, may break
MOST = 150  # em of text that count when the rest is shared: one long comment must not take all
NARROW, WIDE = set("iljtfrI.,;:'’|!()[]-‑ "), set("mwMW@%—…")
FIGURES = {NUMBER, MONEY}
WHOLE = FIGURES | {BAND}  # kinds whose value stays on one line


def measure(text: str, bold: bool = False) -> float:
    """About how many em `text` takes on one line."""
    found = sum(
        0.3 if letter in NARROW else 0.86 if letter in WIDE else 0.62 if letter.isupper() else 0.53
        for letter in text
    )
    return found * 1.05 if bold else found


def shares(columns: list[dict], rows: list[dict], whole: float) -> list[float]:
    """Em for each column of a table that is `whole` em wide; more where it cannot be so narrow."""
    least = _least_with_short(columns, rows, whole)
    wanted = [max(low, _wanted(column, rows)) for low, column in zip(least, columns, strict=True)]
    rest, more = max(0, whole - sum(least)), sum(wanted) - sum(least)
    return [
        low + rest * ((want - low) / more if more else low / sum(least))
        for low, want in zip(least, wanted, strict=True)
    ]


def least_widths(columns: list[dict], rows: list[dict]) -> list[float]:
    """Em that each column needs so that no word in it breaks, nor touches the column beside it."""
    found = []
    for place, column in enumerate(columns):
        figure_before = place and columns[place - 1]["kind"] in FIGURES
        follows = figure_before and column["kind"] not in FIGURES
        around = PADDING + (0 if place else MARK) + (AFTER_A_FIGURE if follows else 0)
        found.append(around + _longest(column, rows, bold=not place))
    return found


def _least_with_short(columns, rows, whole):
    """What columns need so that no word breaks, and of those that hold a word or two as many as can
    what these need on one line, out of half of what is left.
    """
    least = least_widths(columns, rows)
    room = (whole - sum(least)) / 2
    wanted = {place: _wanted(column, rows) for place, column in enumerate(columns)}
    for place in sorted(wanted, key=lambda place: wanted[place] - least[place]):
        more = wanted[place] - least[place]
        raised = [*least[:place], wanted[place], *least[place + 1 :]]
        if 0 < more <= room and wanted[place] <= SHORT and fits(raised, whole):
            least, room = raised, room - more
    return least


def whole_per_cents(widths: list[float], least=()) -> list[int]:
    """The widths as whole per cent that add up to 100; where they can, none is less than what its
    column needs (`least`, in em too): half a letter less would break a word.

    Each is a class of the style sheet, and a table whose columns add up to more would run off the
    sheet.
    """
    whole = sum(widths)
    needed = _per_cents(least, whole) if fits(least, whole) else []
    if not needed:
        return _parted(100, widths)
    more = [max(0, 100 * width / whole - low) for width, low in zip(widths, needed, strict=True)]
    rest = _parted(100 - sum(needed), more if any(more) else needed)
    return [low + part for low, part in zip(needed, rest, strict=True)]


def fits(least: list[float], whole: float) -> bool:
    """Whether a table `whole` em wide holds columns that need so much, in whole per cent."""
    return sum(_per_cents(least, whole)) <= 100


def _per_cents(least, whole):
    return [ceil(100 * low / whole) for low in least]


def _parted(whole, sizes):
    edges = [round(whole * edge / sum(sizes)) for edge in accumulate(sizes, initial=0)]
    return [right - left for left, right in pairwise(edges)]


def table_widths(columns: list[dict], rows: list[dict], whole: float) -> list[int]:
    """Whole per cent for each column of a table that is `whole` em wide."""
    return whole_per_cents(shares(columns, rows, whole), _least_with_short(columns, rows, whole))


def is_blank(value) -> bool:
    """Whether nothing is printed for it."""
    return value in BLANKS


def printed(column, row):
    """What a row prints in a column: where nobody said anything, that nobody did."""
    return said(row.get(column["key"]), column.get("unsaid", ""))


def _longest(column, rows, bold):
    """Em of the longest word of the column, its heading's included."""
    kind = column["kind"]
    whole = kind in WHOLE or column["key"] == "reference"
    needed = [measure(word, bold=True) for word in column["label"].split()]
    for row in rows:
        lines = texts(printed(column, row), kind)
        words = lines if whole else [word for line in lines for word in line.split(" ")]
        needed += [min(measure(word, bold or kind == BAND), LONGEST_WORD) for word in words]
    return max(needed, default=0) + {BAND: BADGE, LINES: BULLET}.get(kind, 0)


def _wanted(column, rows):
    lengths = [sum(map(measure, texts(printed(column, row), column["kind"]))) for row in rows]
    return min(max(lengths, default=0), MOST) + PADDING


def texts(value, kind) -> list[str]:
    """The lines that are printed for a value, so far as its kind decides."""
    if is_blank(value):
        return []
    if kind == MONEY:
        return [money(value)]
    if kind == DATE:
        return [day(value).replace(" ", "\u00a0", 1)]
    if kind == BAND:
        return [value["word"]]
    return [str(item) for item in value] if isinstance(value, list) else str(value).split("\n")
