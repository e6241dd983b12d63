"""What differs between two versions of a report, as a reader would mark it: row by row, figure by
figure.
"""

from programme.formats import day, money
from programme.log import BAND, DATE, LINES, MONEY
from programme.reporting import tables_of

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
    found = _heading(old["heading"], new["heading"])
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
    shared = [column for key, column in columns.items() if key in known]
    found += _rows(title, shared, _by_name(old), _by_name(new))
    found += _cells(f"{title}: total", shared, old.get("totals") or {}, new.get("totals") or {})
    return found + _sentences(title, old, new)


def _by_name(table):
    """The rows by what they are called: their reference, or their place where they have none."""
    return {
        str(row.get("reference") or f"row {place}"): row
        for place, row in enumerate(table["rows"], start=1)
    }


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
