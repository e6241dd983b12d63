"""What differs between two versions of a report, as a reader would mark it: row by row, figure by
figure.
"""

from collections import Counter
from difflib import SequenceMatcher
from itertools import zip_longest

from programme.formats import day, money
from programme.log import BAND, DATE, LINES, MONEY
from programme.reporting import tables_of

from .document import label
from .printed_words import lines_of

WRITE = {
    MONEY: money,
    DATE: day,
    BAND: lambda band: band["word"],
    LINES: "; ".join,
}
BLANK = "blank"


def differences(old, new) -> list[dict]:
    """Each difference as {"place", "was", "now"}, in the order of the newer version; all of them in
    words.
    """
    before = {table["key"]: table for table in tables_of(old)}
    after = {table["key"]: table for table in tables_of(new)}
    found = [*_heading(old["heading"], new["heading"]), *_written(old, new)]
    for key, table in after.items():
        if key not in before:
            found.append(_one(table["title"], "", "added to the report"))
        else:
            found += _table(before[key], table)
    gone = [table for key, table in before.items() if key not in after]
    return found + [_one(table["title"], "in the report", "left out") for table in gone]


def _one(place, was, now):
    return {"place": place, "was": was, "now": now}


def _heading(old, new):
    return [
        _one(label, old[name] or BLANK, new[name] or BLANK)
        for name, label in (("title", "Title"), ("body", "Body"), ("programme", "Programme"))
        if old[name] != new[name]
    ]


def _written(old, new):
    """What people wrote, line by line: each is named by its number, or by what it said."""
    before = {part["key"]: part for part in old.get("words", [])}
    after = {part["key"]: part for part in new.get("words", [])}
    found = []
    for key, part in after.items():
        title = f"{label(part['number'])}{part['title']}"
        if key not in before:
            found.append(_one(title, "", "added to the report"))
        else:
            found += _lines(title, lines_of(before[key]), lines_of(part))
    gone = [part for key, part in before.items() if key not in after]
    return found + [_one(part["title"], "in the report", "left out") for part in gone]


def _lines(title, old, new):
    """Lines that differ: what stands in place of what, then what came or went."""
    found = []
    matcher = SequenceMatcher(None, [words for _, words in old], [words for _, words in new])
    for how, i, j, k, m in matcher.get_opcodes():
        if how == "equal":
            continue
        for was, now in zip_longest(old[i:j], new[k:m]):
            number = (now or was)[0]
            place = f"{title}: {number}" if number else title
            found.append(_one(place, was[1] if was else "", now[1] if now else "left out"))
    return found


def _table(old, new):
    title, columns = new["title"], {column["key"]: column for column in new["columns"]}
    known = {column["key"]: column for column in old["columns"]}
    found = [
        _one(f"{title}: column {columns[key]['label']}", "", "added")
        for key in columns
        if key not in known
    ]
    found += [
        _one(f"{title}: column {known[key]['label']}", "in the table", "left out")
        for key in known
        if key not in columns
    ]
    # what a column came or went with is told cell by cell as well
    every, several = list({**known, **columns}.values()), _several(old, new)
    found += _rows(title, every, _by_name(old, several), _by_name(new, several))
    found += _entries(title, every, old, new, several)
    found += _cells(f"{title}: total", every, old.get("totals") or {}, new.get("totals") or {})
    return found + _sentences(title, old, new)


def _by_name(table, several):
    """The rows by what they are called: their reference, or their place where they have none.

    Those of `several`, references that stand in more than one row, are left out.
    """
    named = ((_name(row, place), row) for place, row in enumerate(table["rows"], start=1))
    return {name: row for name, row in named if name not in several}


def _name(row, place):
    return str(row.get("reference") or f"row {place}")


def _several(*tables):
    """References that stand in more than one row of a table, as those of a ledger do."""
    counted = [Counter(row.get("reference") for row in table["rows"]) for table in tables]
    return {name for counts in counted for name, count in counts.items() if name and count > 1}


def _entries(title, columns, old, new, names):
    """Rows of a ledger that came or went: each is told whole, for none has a name of its own."""

    def of(table):
        shown = [row for row in table["rows"] if row.get("reference") in names]
        return [(row["reference"], _whole(columns, row)) for row in shown]

    before, after = of(old), of(new)
    gone = [
        _one(f"{title}: {name}", row, "left out")
        for name, row in before
        if (name, row) not in after
    ]
    come = [_one(f"{title}: {name}", "", row) for name, row in after if (name, row) not in before]
    return gone + come


def _whole(columns, row):
    """A row's cells in words, those aside that say what it belongs to."""
    told = [
        _words(row.get(column["key"]), column["kind"])
        for column in columns
        if column["key"] not in ("reference", "title")
    ]
    return "; ".join(words for words in told if words != BLANK)


def _rows(title, columns, old, new):
    found = []
    for name, row in new.items():
        if name in old:
            found += _cells(f"{title}: {name}", columns, old[name], row)
        else:
            found.append(_one(f"{title}: {name}", "", row.get("title") or "added"))
    return found + [
        _one(f"{title}: {name}", row.get("title") or "shown", "left out")
        for name, row in old.items()
        if name not in new
    ]


def _cells(place, columns, old, new):
    return [
        _one(f"{place}, {column['label']}", _words(old.get(key), kind), _words(new.get(key), kind))
        for column in columns
        for key, kind in [(column["key"], column["kind"])]
        if old.get(key) != new.get(key)
    ]


def _words(value, kind):
    if value in (None, "", []):
        return BLANK
    return str(WRITE.get(kind, str)(value))


def _sentences(title, old, new):
    """Notes under a table that came or went."""
    gone = [
        _one(f"{title}: note", note, BLANK) for note in old["notes"] if note not in new["notes"]
    ]
    come = [
        _one(f"{title}: note", BLANK, note) for note in new["notes"] if note not in old["notes"]
    ]
    return gone + come
