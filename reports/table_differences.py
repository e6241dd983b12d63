"""What differs between two versions of a table: its columns, row by row, cell by cell."""

from collections import Counter

from programme.facts import BAND, DATE, LINES, MONEY, name_of
from programme.formats import day, money

WRITE = {
    MONEY: money,
    DATE: day,
    BAND: lambda band: band["word"],
    LINES: "; ".join,
}
BLANK = "blank"
NOT_PRINTED = "not printed"


def differs(place, was, now):
    return {"place": place, "was": was, "now": now}


def listed(place, was, now):
    """Words that are printed one after the other, as one difference where there is one."""
    return [differs(place, "; ".join(was) or BLANK, "; ".join(now) or BLANK)] if was != now else []


def table_differences(old, new):
    title, columns = new["title"], {column["key"]: column for column in new["columns"]}
    known = {column["key"]: column for column in old["columns"]}
    found = listed(f"{title}: title", [old["title"]], [title])
    found += [
        differs(f"{title}: column {columns[key]['label']}", "", "added")
        for key in columns
        if key not in known
    ]
    found += [
        differs(f"{title}: column {known[key]['label']}", "in the table", "left out")
        for key in known
        if key not in columns
    ]
    both = [key for key in known if key in columns], [key for key in columns if key in known]
    called = [{key: name_of(one) for key, one in of.items()} for of in (known, columns)]
    for key in both[1]:
        names = ([of[key]] for of in called)
        found += listed(f"{title}: column {called[0][key]}", *names)
    orders = ([called[1][key] for key in keys] for keys in both)
    found += listed(f"{title}: order of the columns", *orders)
    # what a column came or went with is told cell by cell as well
    every, several = list({**known, **columns}.values()), _several(old, new)
    named = _by_name(old, several), _by_name(new, several)
    found += [*_rows(title, every, *named), *_order(title, *named)]
    found += _entries(title, every, old, new, several)
    found += _cells(f"{title}: total", every, old.get("totals") or {}, new.get("totals") or {})
    return found


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
        differs(f"{title}: {name}", row, "left out")
        for name, row in before
        if (name, row) not in after
    ]
    come = [
        differs(f"{title}: {name}", "", row) for name, row in after if (name, row) not in before
    ]
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
            found.append(differs(f"{title}: {name}", "", row.get("title") or "added"))
    return found + [
        differs(f"{title}: {name}", row.get("title") or "shown", "left out")
        for name, row in old.items()
        if name not in new
    ]


def _order(title, old, new):
    """The rows that stand in another order, from the first to the last of them."""
    was, now = [name for name in old if name in new], [name for name in new if name in old]
    places = [place for place, one in enumerate(was) if one != now[place]]
    moved = slice(places[0], places[-1] + 1) if places else slice(0)
    return listed(f"{title}: order of the rows", was[moved], now[moved])


def _cells(place, columns, old, new):
    """Cells of one row that say something else; a column that one version has not, is not printed
    there.
    """
    found = []
    for key, kind, label in ((one["key"], one["kind"], name_of(one)) for one in columns):
        was, now = _words(old.get(key), kind), _words(new.get(key), kind)
        if was != now:
            was, now = (
                words if key in row else NOT_PRINTED for words, row in ((was, old), (now, new))
            )
            found.append(differs(f"{place}, {label}", was, now))
    return found


def _words(value, kind):
    if value in (None, "", []):
        return BLANK
    return str(WRITE.get(kind, str)(value))
