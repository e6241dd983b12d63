"""A preview as plain data: every row of the file with its place, verdict and reasons."""

from collections import Counter

from intake.lines import NOT_A_RECORD


def as_dict(result) -> dict:
    """What people and programs are told of a preview."""
    rows = [line.as_dict() for line in result.lines]
    for one in result.left_out:
        told = {"where": one.where, "verdict": NOT_A_RECORD, "reasons": [one.what]}
        rows.append({**told, "words": one.words} if one.words else told)
    counts = Counter(row["verdict"] for row in rows)
    return {
        "tables": result.tables,
        "said": list(result.said),
        "counts": dict(sorted(counts.items())),
        "rows": rows,
    }
