"""How wide the columns of a table are: what stands in them decides, not a guess beforehand.

Widths are in em of the table's text (9 pt on paper). A reference, a figure, a date and a band
never break, and no word does: each column gets what its longest word needs. What is left of the
sheet is shared so that the table takes the fewest lines. Letters are measured by classes, a little
wider than the bundled face, so that nothing touches its neighbour.
"""

from itertools import accumulate, pairwise
from math import ceil

from programme.facts import BAND, BLANKS, DATE, LINES, MONEY, NUMBER, name_of, said
from programme.formats import day, money

PORTRAIT, LANDSCAPE = 55.0, 83.0  # em between the margins of an A4 sheet
PADDING, MARK = 1.4, 0.6  # em of a cell, and of the coloured mark at the left of a banded row
AFTER_A_FIGURE = 0.8  # em more, so that a figure at the right edge stands apart from what follows
BADGE, BULLET = 1.4, 1.1  # em around the word of a band, and before a line of a list
SHORT = 8  # em of a word or two, “Not recorded”: on one line where there is room
LONGEST_WORD = 18  # em; a longer one, such as an address, may break
SHARP = 6  # the power by which the highest cell of a row outweighs those beside it
TINY = 0.001  # of a line: so little is nothing gained
SPOKEN_FOR = 100  # rows; of a longer table each of so many speaks for those beside it
NARROW, WIDE = set("iljtfrI.,;:'’|!()[]-‑ "), set("mwMW@%—…")
FIGURES = {NUMBER, MONEY}
WHOLE = FIGURES | {BAND}  # kinds whose value stays on one line


class _Letters(dict):
    """About how many em each letter takes."""

    def __missing__(self, letter):
        known = 0.3 if letter in NARROW else 0.86 if letter in WIDE else None
        self[letter] = known or (0.62 if letter.isupper() else 0.53)
        return self[letter]


_em_of = _Letters().__getitem__


def measure(text: str, bold: bool = False) -> float:
    """About how many em `text` takes on one line."""
    found = sum(map(_em_of, text))
    return found * 1.05 if bold else found


def table_widths(columns: list[dict], rows: list[dict], whole: float) -> list[int]:
    """Whole per cent for each column of a table that is `whole` em wide."""
    return per_cents(columns, rows, whole, _least_with_short(columns, rows, whole))


def per_cents(columns: list[dict], rows: list[dict], whole: float, least: list) -> list[int]:
    """Whole per cent for each column, which add up to 100: what it needs (`least`, em), and of the
    rest one more each time where it makes the table lowest.

    Each is a class of the style sheet, and a table whose columns add up to more would run off the
    sheet. A column of which few rows hold words gets little, be they as long as they may: they
    take few lines more.
    """
    if not fits(least, whole):
        return _parted(100, least)
    found = _per_cents(least, whole)
    some = rows[:: len(rows) // SPOKEN_FOR + 1]
    table = _Heights([_lengths(column, some) for column in columns], found, whole)
    while sum(found) < 100 and (best := table.lowered_most(found)) is not None:
        found[best] += 1
        table.widen(best, found[best])
    rest = _parted(100 - sum(found), found)
    return [per_cent + more for per_cent, more in zip(found, rest, strict=True)]


class _Heights:
    """How high the rows of a table are at given widths of its columns.

    A row is as high as its highest cell; the others count a little, for none of two that are
    equally high makes it lower alone. A cell counts half by whole lines and half by fractions of
    them: so each bit of width makes it lower, the bit that saves a line most.
    """

    def __init__(self, lengths, found, whole):
        self.per_cent = whole / 100
        self.cells = [dict(enumerate(column)) for column in lengths]  # that can become lower
        self.powers = [self._powers(place, width) for place, width in enumerate(found)]
        self.rows = [sum(cells) for cells in zip(*(p.values() for p in self.powers), strict=True)]

    def lowered_most(self, found):
        """The place of the column that one per cent more does most for; None if it does nothing."""
        saved = [self._saved(place, width + 1) for place, width in enumerate(found)]
        return saved.index(max(saved)) if max(saved) > TINY else None

    def widen(self, place, width):
        """From now on the column has `width` per cent."""
        for row, now in self._powers(place, width).items():
            self.rows[row] += now - self.powers[place][row]
            self.powers[place][row] = now
            if now <= max(1, len(self.cells[place][row])) ** SHARP:
                del self.cells[place][row]

    def _saved(self, place, width):
        return sum(
            self.rows[row] ** (1 / SHARP)
            - (self.rows[row] - self.powers[place][row] + now) ** (1 / SHARP)
            for row, now in self._powers(place, width).items()
        )

    def _powers(self, place, width):
        room = max(width * self.per_cent - PADDING, 1)
        return {
            row: max(1, sum(_lines(line / room) for line in cell)) ** SHARP
            for row, cell in self.cells[place].items()
        }


def _lines(times):
    """How high a text is that is so many times as long as its column is wide."""
    return (times + ceil(times)) / 2 if times > 1 else 1


def _lengths(column, rows):
    """Em of each line of each cell of a column, its heading's first."""
    more = {BAND: BADGE, LINES: BULLET}.get(column["kind"], 0)
    cells = [[measure(line) + more for line in written(column, row)] for row in rows]
    return [[measure(column["label"], bold=True)], *cells]


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


def fits(least: list[float], whole: float) -> bool:
    """Whether a table `whole` em wide holds columns that need so much, in whole per cent."""
    return sum(_per_cents(least, whole)) <= 100


def _per_cents(least, whole):
    return [ceil(100 * low / whole) for low in least]


def _parted(whole, sizes):
    edges = [round(whole * edge / sum(sizes)) for edge in accumulate(sizes, initial=0)]
    return [right - left for left, right in pairwise(edges)]


def is_blank(value) -> bool:
    """Whether nothing is printed for it."""
    return value in BLANKS


def printed(column, row):
    """What a row prints in a column: where nobody said anything, that nobody did."""
    return said(row.get(column["key"]), column.get("unsaid", ""))


def written(column, row) -> list[str]:
    """The lines that a row prints in a column, with those of the columns `under` it."""
    lines = texts(printed(column, row), column["kind"])
    for one in column.get("under", []):
        first, *more = texts(printed(one, row), one["kind"]) or [None]
        lines += [f"{name_of(one)}: {first}", *more] if first else []
    return lines


def _longest(column, rows, bold):
    """Em of the longest word of the column, its heading's included."""
    kind = column["kind"]
    whole = kind in WHOLE or column["key"] == "reference"
    needed = [measure(word, bold=True) for word in column["label"].split()]
    for row in rows:
        lines = written(column, row)
        words = lines if whole else [word for line in lines for word in line.split(" ")]
        needed += [min(measure(word, bold or kind == BAND), LONGEST_WORD) for word in words]
    return max(needed, default=0) + {BAND: BADGE, LINES: BULLET}.get(kind, 0)


def _wanted(column, rows):
    lengths = [sum(map(measure, written(column, row))) for row in rows]
    return max(lengths, default=0) + PADDING


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
