"""A report adds up: every figure that it prints is computed again from the rows that it prints.

What does not agree becomes a finding with both figures and the place. A finding blocks publication until the logs
are corrected or the officer explains it in a note, which is printed. Figures that a source document printed are
held against the computed ones in the same way, so that its slips are shown and never silently mended.
"""

from programme.reporting import DATE, MONEY, NUMBER, tables_of
from programme.templatetags.governance import as_date_or_moment, money


def in_words(value, kind) -> str:
    """A figure as a reader should see it."""
    if value is None or value == "":
        return "nothing"
    return money(value) if kind == MONEY else str(value)


def finding(section, key, place, printed, computed, kind=NUMBER, source="") -> dict:
    """One figure that does not agree, in plain words for the page, the PDF and the attached data."""
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

    `printed_figures` are those that source documents printed; `notes` are explanations by finding key.
    Returns {"checked": how many figures were compared, "findings": [...]}.
    """
    findings, checked = [], 0
    for table in tables_of(content):
        for compare in (_totals, _rows):
            found, number = compare(table)
            findings += found
            checked += number
    for section in content["sections"]:
        found, number = _printed(section, [one for one in printed_figures if one.section == section["key"]])
        findings += found
        checked += number
    for one in findings:
        one["note"] = (notes or {}).get(one["key"], "")
    return {"checked": checked, "findings": findings}


def _totals(section):
    """Every printed total against the sum of its column."""
    labels = {column["key"]: column for column in section["columns"]}
    found = []
    totals = section.get("totals") or {}
    for key, total in totals.items():
        computed = sum(row[key] or 0 for row in section["rows"])
        if computed != total:
            column = labels[key]
            found.append(finding(section, f"total.{key}", f"Total of {column['label']}", total, computed, column["kind"]))
    return found, len(totals)


def _rows(section):
    """Every score against likelihood x impact, every band against the printed key, every date against the calendar."""
    found, checked = [], 0
    for row in section["rows"]:
        for key, place, printed, computed in _row_figures(section, row):
            checked += 1
            if printed != computed:
                where = f"{row.get('reference') or 'Row'}: {place}"
                found.append(finding(section, f"{row.get('reference')}.{key}", where, printed, computed))
    return found, checked


def _row_figures(section, row):
    if row.get("score") is not None:
        yield "score", "score", row["score"], row["likelihood"] * row["impact"]
        if row.get("band"):
            yield "band", "band", row["band"]["word"], _band(section["extra"].get("key", []), row["score"])
    for column in section["columns"]:
        value = row.get(column["key"])
        if column["kind"] == DATE and value:
            yield column["key"], column["label"], value, value if _is_day(value) else "no day in the calendar"


def _is_day(value):
    try:
        return as_date_or_moment(value) is not None
    except ValueError:
        return False


def _band(key, score):
    """The word of the band whose printed range holds the score."""
    return next((band["word"] for band in key if band["low"] <= score <= band["high"]), "no band")


def _printed(section, printed_figures):
    """What source documents printed against what the section computes under the same name."""
    tables = [section, *section.get("parts", [])]
    computed = {figure["key"]: figure for table in tables for figure in table.get("figures", [])}
    found = []
    for one in printed_figures:
        figure = computed.get(one.figure)
        value, kind = (figure["value"], figure["kind"]) if figure else (None, NUMBER)
        if str(value) != one.printed:
            label = figure["label"] if figure else one.figure
            shown = int(one.printed) if kind == MONEY and one.printed.lstrip("-").isdigit() else one.printed
            found.append(finding(section, f"printed.{one.figure}", label, shown, value, kind, one.document))
    return found, len(printed_figures)


def unexplained(content) -> list[dict]:
    """The findings that block publication."""
    return [one for one in content.get("findings", []) if not one["note"]]


def sentences(result) -> list[str]:
    """What the last page says about the check."""
    findings = result["findings"]
    said = [f"{result['checked']} totals, scores, bands, dates and printed figures were computed again from the rows shown."]
    if not findings:
        return [*said, "All of them agree."]
    explained = sum(bool(one["note"]) for one in findings)
    return [*said, f"{len(findings)} do not agree; {explained} of them are explained in a note."]
