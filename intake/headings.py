"""Which rows of a block are its headings."""

import re

from intake.places import within

TRIED = 200  # rows in which headings are looked for
LONGEST = 90  # characters of a heading
NOT_A_HEADING = re.compile(r"^[£(]?[-\d][\d.,/%)\s-]*[km]?$|^\d{1,2}\s\w+\s\d{2,4}$", re.IGNORECASE)
CODE = re.compile(r"(?!FY|[QHP]\d\d?$)[A-Z]{1,4}[-./ ]?\d{1,4}[a-z]?")
YEAR = re.compile(r"(?:FY\s?)?(?:19|20)?\d\d\s?[/-]\s?(?:20)?\d\d")


def plain(text) -> str:
    """A heading as it is compared: words in small letters, without marks."""
    words = re.sub(r"[^\w£%/]+", " ", text.lower().replace("_", " "))
    return " ".join(words.split())


KEY = "Import key"  # over the keys of a workbook that was downloaded here


def is_key(heading) -> bool:
    """Whether a heading stands over the keys of rows of ours."""
    return plain(heading) == plain(KEY)


def could_be(cell) -> bool:
    """Whether a cell could be a heading: a few words, or a financial year."""
    text = cell.text.strip()
    if YEAR.fullmatch(text):
        return True
    words = cell.kind == "text" and 0 < len(text) <= LONGEST
    return words and not NOT_A_HEADING.match(text) and not cell.formula


class Headings:
    """The headings of a block: `rows` are those that they stand on, `by_column` their words."""

    def __init__(self, rows, by_column):
        self.rows, self.by_column = rows, by_column

    @property
    def last(self):
        return self.rows[-1]

    def same_as(self, other):
        return [plain(one) for one in self.by_column.values()] == [
            plain(one) for one in other.by_column.values()
        ]

    def repeats(self, cells) -> bool:
        """Whether a row says the headings again."""
        same = [
            plain(cell.text) in plain(self.by_column.get(column, ""))
            for column, cell in cells.items()
            if plain(cell.text)
        ]
        return len(same) > 1 and sum(same) >= 0.8 * len(same)


def are_sure(cells, knows) -> bool:
    """Whether a row says headings by more than one word among others, an officer for example."""
    found = [knows(plain(cell.text)) for cell in cells.values()]
    return sum(one > 0 for one in found) > 1 or max(found) > 1


def score(cells, knows) -> int:
    """How much a row looks like headings; 0 where it cannot be one."""
    if len(cells) < 2 or not all(could_be(cell) for cell in cells.values()):
        return 0
    if CODE.fullmatch(cells[min(cells)].text.strip()):
        return 0  # the reference of a record
    different = {plain(cell.text) for cell in cells.values()}
    known = sum(knows(text) > 0 for text in different)
    enough = known >= 2 or (known and len(cells) >= 3)
    return len(different) + 3 * known if enough else 0


def find(grid, block, rows, knows) -> Headings | None:
    """The first headings of a block within the given rows."""
    for place, row in enumerate(rows[:TRIED]):
        if score(within(grid.rows[row], block), knows):
            near = [one for one in rows[place : place + 3] if one - row == rows.index(one) - place]
            best = max(near, key=lambda one: score(within(grid.rows[one], block), knows))
            return _with_bands(grid, block, best)
    return None


def _with_bands(grid, block, row):
    """The headings with those that stand over or under them."""
    main = within(grid.rows[row], block)
    rows, words = [row], {column: cell.text for column, cell in main.items()}
    over = within(grid.rows.get(row - 1, {}), block)
    if len(over) > 1 and all(could_be(cell) for cell in over.values()) and set(over) != set(main):
        bands = _spread(grid, row - 1, over, block)
        rows = [row - 1, row]
        words = {
            column: _joined(bands.get(column, ""), words.get(column, ""))
            for column in sorted({*bands, *words})
        }
    under = within(grid.rows.get(row + 1, {}), block)
    if _is_second_line(grid, row, main, under, block):
        bands = _spread(grid, row, main, block)
        rows = [row, row + 1]
        words = {
            column: _joined(bands.get(column, ""), under[column].text if column in under else "")
            for column in sorted({*bands, *under})
        }
    return Headings(rows, {column: text for column, text in sorted(words.items()) if text})


def _joined(over, under):
    return " ".join(part for part in (over.strip(), under.strip()) if part).replace("\n", " ")


def _spread(grid, row, cells, block):
    """{column: heading}: a heading that is merged, or that blanks follow, stands over them all."""
    found = {}
    for column, cell in cells.items():
        last = grid.merged_across.get((row, column))
        if last is None:
            later = [one for one in cells if one > column]
            last = (min(later) if later else block[1] + 1) - 1
            merged = any(one == row for one, _ in grid.merged_across)
            last = column if merged else last
        found |= dict.fromkeys(range(column, last + 1), cell.text)
    return found


def _is_second_line(grid, row, main, under, block):
    """Whether the row below goes on with the headings: it fills what they leave open."""
    if not under or not all(could_be(cell) for cell in under.values()):
        return False
    merged = [grid.merged_across.get((row, column), column) for column in main]
    groups = {
        one
        for column, last in zip(main, merged, strict=True)
        if last > column
        for one in range(column, last + 1)
    }
    blank = {column for column in range(block[0], block[1] + 1) if column not in main}
    opened = groups or {one for gap in blank for one in (gap, gap - 1)}
    return min(main) not in under and set(under) <= opened and bool(set(under) & blank)
