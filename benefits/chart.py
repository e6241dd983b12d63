"""Planned against actual values by period: the rows of the table, and of the picture."""

from programme.formats import day

from .arithmetic import reached
from .choices import Direction
from .periods import begins_on


def plan_rows(benefit, entries) -> list[dict]:
    """One row for each period of the plan in force; a last one for what was posted after it.

    `entries` are those of the ledger that stand, in order. A period after whose predecessor nothing
    was posted has no actual value; one from before it began is given with its day, `as_at`.
    """
    rows, begun, planned = [], None, []
    for row in benefit.plan:
        planned.append(row.value)
        rows.append(_row(benefit, row.period, planned, entries, begun, row.ends_on))
        begun = row.ends_on
    if rows and any(entry.on > begun for entry in entries):
        rows.append(_row(benefit, f"To {day(entries[-1].on)}", planned, entries, begun, None))
    return rows


def _row(benefit, label, planned, entries, after, until):
    planned = reached(benefit.counting, benefit.baseline, planned)
    up_to = [entry for entry in entries if until is None or entry.on <= until]
    posted = any(after is None or entry.on > after for entry in up_to)
    values = [entry.value for entry in up_to] if posted else []
    actual = reached(benefit.counting, benefit.baseline, values)
    early = values and until and up_to[-1].on < (begins_on(label) or until)
    return {
        "label": label,
        "planned": planned,
        "planned_text": benefit.written(planned),
        "actual": actual,
        "actual_text": benefit.written(actual),
        "as_at": day(up_to[-1].on) if early else "",
    }


def actual_in_words(row, nothing="Not posted") -> str:
    """The actual value of a row as it is read in a sentence or a cell: 50%, as at 1 October 2026.

    Rows that were kept before have no `as_at`.
    """
    as_at = f", as at {row['as_at']}" if row.get("as_at") else ""
    return f"{row['actual_text']}{as_at}" or nothing


def chart(benefit, rows) -> dict:
    """What the picture shows: the rows, and the lines of baseline and target."""
    better = "up" if benefit.direction == Direction.UP else "down"
    return {
        "title": f"{benefit}: {benefit.measure}, better when it goes {better}",
        "periods": rows,
        "lines": [
            {
                "key": "baseline",
                "value": benefit.baseline,
                "text": f"Baseline {benefit.written(benefit.baseline)}, {day(benefit.baseline_on)}",
            },
            {
                "key": "target",
                "value": benefit.target,
                "text": f"Target {benefit.written(benefit.target)}",
            },
        ],
    }
