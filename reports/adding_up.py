"""A report adds up: every figure that it prints is computed again from the rows that it prints.

What does not agree becomes a finding with both figures and the place. A finding blocks publication
until the logs are corrected or the officer explains it in a note, which is printed. Figures that a
source document printed are held against the computed ones in the same way, so that its slips are
shown and never silently mended.
"""

import re

from django.core.exceptions import ValidationError

from programme.facts import DATE, MONEY, NUMBER, TEXT, name_of
from programme.formats import as_date_or_moment, counted, money
from programme.money_phrases import read_pence
from programme.reporting import Check, sections, tables_of


def in_words(value, kind) -> str:
    """A figure as a reader should see it."""
    if value is None or value == "":
        return "nothing"
    return money(value) if kind == MONEY else str(value)


def finding(section, key, place, printed, computed, kind=NUMBER, source="") -> dict:
    """One figure that does not agree, in words for the page, the PDF and the attached data."""
    return {
        "key": f"{section['key']}.{key}",
        "section": section["title"],
        "place": place,
        "printed": in_words(printed, kind),
        "computed": in_words(computed, kind),
        "source": source,
        "note": "",
    }


def check(content, printed_figures=(), notes=None) -> dict:
    """Adds up the content of a report again.

    `printed_figures` are those that source documents printed; `notes` explain findings, by key.
    Returns {"checked": how many figures were compared, "findings": [...]}.
    """
    findings, checked = [], 0
    for table in tables_of(content):
        for compare in (_totals, _rows):
            found, number = compare(table)
            findings += found
            checked += number
    for section in content["sections"]:
        found, number = _at_a_glance(section)
        findings += found
        checked += number
        found, number = _printed(
            section, [one for one in printed_figures if one.section == section["key"]]
        )
        findings += found
        checked += number
    found, number = _changes(content)
    findings, checked = findings + found, checked + number
    for one in findings:
        one["note"] = (notes or {}).get(one["key"], "")
    return {"checked": checked, "findings": findings}


def _totals(table):
    """Every printed total against the sum of its column."""
    columns = {column["key"]: column for column in table["columns"]}
    totals = table.get("totals") or {}
    found = []
    for key, total in totals.items():
        computed = sum(row[key] or 0 for row in table["rows"])
        if computed != total:
            place, kind = f"Total of {columns[key]['label']}", columns[key]["kind"]
            found.append(finding(table, f"total.{key}", place, total, computed, kind))
    return found, len(totals)


def _rows(table):
    """What the section itself computes again, and every date against the calendar."""
    section = sections().get(table["key"])  # none for a further table of a section
    checks = [*(section.checks(table) if section else ()), *_dates(table)]
    found = [
        finding(
            table,
            f"{one.reference}.{one.key}",
            f"{one.reference or 'Row'}: {one.place}",
            one.printed,
            one.computed,
        )
        for one in checks
        if one.printed != one.computed
    ]
    return found, len(checks)


def _at_a_glance(section):
    """What the overview says of the log against what the section computes under the same name."""
    said, computed = section.get("at_a_glance", {}), computed_figures(section)
    shared = [key for key in said if key in computed]
    found = [
        finding(
            section,
            f"glance.{key}",
            f"{computed[key]['label']}, on the overview",
            said[key],
            computed[key]["value"],
            computed[key]["kind"],
        )
        for key in shared
        if said[key] != computed[key]["value"]
    ]
    return found, len(shared)


def _changes(content):
    """What changed against the tables that show the same row: its title, and the band it came to.

    Where several logs have a row of that name, one of them has to agree.
    """
    tables = list(tables_of(content))
    changes = next((one for one in tables if one["key"] == "changes"), {"rows": []})
    shown = {}
    for row in (row for table in tables if table is not changes for row in table["rows"]):
        shown.setdefault(row.get("reference"), []).append(row)
    found, compared = [], 0
    for row in changes["rows"]:
        others = shown.get(row["reference"], [])
        for key, place, printed in _told(row):
            there = dict.fromkeys(_word(one[key]) for one in others if one.get(key))
            compared += bool(there)
            if there and printed not in there:
                about, place = f"{row['reference']}.{key}", f"{row['reference']}: {place}"
                found.append(finding(changes, about, place, printed, ", ".join(there), TEXT))
    return found, compared


def _told(row):
    """(column, place, words) of what a change says of how its row stands."""
    yield "title", "What", row["title"]
    first = next(iter(row["change"]), "")
    if band := re.match("From ([a-z ]+) to ([a-z ]+)", first):
        yield "band", "Band", band[2]


def _word(value):
    """A title, or a band's word as changes write it."""
    return value["word"].lower() if isinstance(value, dict) else value


def _dates(table):
    for row in table["rows"]:
        for column in table["columns"]:
            value = row.get(column["key"])
            if column["kind"] == DATE and value:
                day = value if _is_day(value) else "no day in the calendar"
                yield Check(row.get("reference"), column["key"], name_of(column), value, day)


def _is_day(value):
    try:
        return as_date_or_moment(value) is not None
    except ValueError:
        return False


def computed_figures(section) -> dict:
    """What a section and its further tables compute under a name.

    Returns {key: {"key", "label", "kind", "value"}}.
    """
    tables = [section, *section.get("parts", [])]
    return {figure["key"]: figure for table in tables for figure in table.get("figures", [])}


def _printed(section, printed_figures):
    """What source documents printed against what the section computes under the same name."""
    computed, found = computed_figures(section), []
    by_name = {}
    for one in printed_figures:
        by_name.setdefault(one.figure, []).append(one)
    for name, places in by_name.items():
        found += (
            _against_rows(section, places, computed[name])
            if name in computed
            else _against_each_other(section, places)
        )
    return found, len(printed_figures)


def _against_rows(section, places, figure):
    return [
        _slip(
            section,
            number,
            one,
            label=figure["label"],
            computed=in_words(figure["value"], figure["kind"]),
        )
        for number, one in enumerate(places, start=1)
        if str(figure["value"]) != one.printed
    ]


def _against_each_other(section, places):
    """A figure that no row gives: the places that print it have to agree.

    One alone can be held against nothing.
    """
    first, *others = places
    differing = [one for one in others if one.printed != first.printed]
    if others and not differing:
        return []
    elsewhere = [
        f"printed as {in_words(one.printed, one.kind)} in: {one.document}" for one in differing
    ]
    return [
        _slip(section, 1, first, label=first.label, computed="; ".join(["nothing", *elsewhere]))
    ]


def _slip(section, number, one, *, label, computed):
    """The finding of a printed figure.

    The second document that prints a figure wrongly is explained under its own key.
    """
    key = f"printed.{one.figure}" + (f".{number}" if number > 1 else "")
    printed = in_words(one.printed, one.kind)
    return finding(section, key, label, printed, computed, kind=TEXT, source=one.document)


def as_kept(text, kind=None) -> tuple[str, str]:
    """What somebody typed as printed, and its kind, as `PrintedFigure` keeps them.

    That is pence, a bare number, or words.

    `kind` is that of the computed figure; without one a pound sign makes money.

    Raises:
        ValidationError: it should be money or a number, and is none.
    """
    if kind == MONEY or kind is None and "£" in text:
        return str(read_pence(text)), MONEY
    number = text.strip().replace(",", "")
    if number.isdecimal():
        return str(int(number)), NUMBER
    if kind == NUMBER:
        raise ValidationError("Enter a whole number, for example 21.")
    return text.strip(), TEXT


def unexplained(content) -> list[dict]:
    """The findings that block publication."""
    return [one for one in content.get("findings", []) if not one["note"]]


def sentences(result) -> list[str]:
    """What the last page says about the check."""
    findings = result["findings"]
    said = [
        f"{result['checked']:,} totals, scores, bands, dates and printed figures "
        "were computed again from the rows shown."
    ]
    if not findings:
        return [*said, "All of them agree."]
    explained = sum(bool(one["note"]) for one in findings)
    do = counted(len(findings), "does not agree", "do not agree")
    if len(findings) == 1:
        return [*said, f"{do}; a note explains it." if explained else f"{do}; no note explains it."]
    are = counted(explained, "of them is", "of them are")
    return [*said, f"{do}; {are} explained in a note."]
