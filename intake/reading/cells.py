"""What a file holds: sheets of cells, each with its place and what the file says of it."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta

MOST_CELLS = 300_000
MOST_ROWS = 20_000
MOST_COLUMNS = 500
LONGEST_CELL = 32_767  # characters: what Excel holds at most

TEXT, NUMBER, DAY, FLAG, ERROR = "text", "number", "day", "flag", "error"
ERRORS = ["#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"]


class Unreadable(Exception):
    """The file cannot be read; the message says why, and what to do, in words for the person."""


@dataclass
class Cell:
    """One cell that is not empty.

    `text` is the value as it is stored, in words: a day as ISO text, a number in figures, one that
    the sheet shows in per cent with its sign. `format` is the number format, `note` what somebody
    noted on the cell, `formula` whether the value was computed. `said` holds what a reader of the
    page alone would miss or mistake: a tracked change, struck words, a formula without a value.
    """

    row: int
    column: int
    text: str
    kind: str = TEXT
    format: str = ""
    note: str = ""
    formula: bool = False
    number: str = ""  # the one that the word processor gives to the paragraph
    said: list = field(default_factory=list)


@dataclass
class Sheet:
    """One sheet, or one table of a document. Rows and columns count from 1.

    `merged` holds (first row, first column, last row, last column). In text files a row has the
    number of the line on which it begins.
    """

    name: str
    cells: list = field(default_factory=list)
    merged: list = field(default_factory=list)
    hidden: bool = False
    hidden_rows: list = field(default_factory=list)
    hidden_columns: list = field(default_factory=list)
    heading_rows: list = field(default_factory=list)  # that the file itself repeats as a heading
    delimiter: str = ""  # of a text file
    blank_rows: list = field(default_factory=list)  # of a text file: delimiters and nothing else


@dataclass
class Book:
    """One file: its kind, its sheets, the words outside its tables, and what was found in it."""

    kind: str
    sheets: list = field(default_factory=list)
    outside: list = field(default_factory=list)
    said: list = field(default_factory=list)

    def as_dict(self):
        return asdict(self)


def refuse_too_large(book):
    """Refuses a sheet that has more filled rows or columns than a log.

    Raises:
        Unreadable: saying which.
    """
    for sheet in book.sheets:
        where = f"The sheet {sheet.name}" if sheet.name else "This file"
        for what, most, found in (
            ("rows", MOST_ROWS, {cell.row for cell in sheet.cells}),
            ("columns", MOST_COLUMNS, {cell.column for cell in sheet.cells}),
        ):
            if len(found) > most:
                raise Unreadable(f"{where} has more than {most:,} filled {what}. Hand in a part.")


class Counter:
    """Refuses a file with more cells than anybody reads one by one."""

    def __init__(self):
        self.cells = 0

    def add(self, row, column):
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise Unreadable(
                f"This file has more than {MOST_CELLS:,} filled cells. Save the part that you need"
                " as a file of its own."
            )
        if row > 1_048_576 or column > 16_384:
            raise Unreadable("This file is damaged: it has cells outside any sheet.")


def cell_of(row, column, value, format="", **more) -> Cell | None:
    """A cell of a stored value; None for an empty one."""
    if value is None or value == "":
        return None
    text, kind, said = _in_words(value, format)
    cell = Cell(row, column, text[:LONGEST_CELL], kind, format=format, **more)
    cell.said += said
    if len(text) > LONGEST_CELL:
        cell.said.append(f"cut after {LONGEST_CELL:,} characters")
    return cell


def _in_words(value, format):
    """(text, kind, what has to be said of it)."""
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), FLAG, []
    if isinstance(value, datetime | date):
        return _day(value, format)
    if isinstance(value, time | timedelta):
        return str(value), TEXT, []
    if isinstance(value, int | float):
        return _number(value, format)
    text = str(value)
    return text, (ERROR if text.strip() in ERRORS else TEXT), []


def _day(value, format):
    """A day whose format shows no day of the month was meant as the month."""
    shown = _without_quoted(format).lower()
    if shown and "m" in shown and "d" not in shown and "y" in shown and "h" not in shown:
        return f"{value:%B} {value.year}", DAY, []
    at_midnight = not isinstance(value, datetime) or value.time() == time()
    day = value.date() if isinstance(value, datetime) else value
    said = ["its year is not shown in the file"] if "d" in shown and "y" not in shown else []
    return (day.isoformat() if at_midnight else value.isoformat(sep=" ")), DAY, said


def _number(value, format):
    """A number in figures, without the noise of binary fractions."""
    if value != value or value in (float("inf"), float("-inf")):
        return "#NUM!", ERROR, []
    per_cent = "%" in _without_quoted(format)
    figures = f"{value * 100 if per_cent else value:.15g}"
    if "e" in figures:
        figures = f"{value:f}"
    return (f"{figures}%" if per_cent else figures), NUMBER, []


def _without_quoted(format):
    """A number format without the words that it prints as they stand."""
    return "".join(part for n, part in enumerate(format.split('"')) if n % 2 == 0)


def column_letters(column) -> str:
    """A for 1, AA for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
