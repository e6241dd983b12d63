"""A closing is taken back that was made by mistake: by those who may close, with a reason.

What was published stays as it is. Where a published report rests on the closing, it is taken back
only when the person says so.
"""

from programme.extension import extensions
from programme.log import log_name
from programme.records import refuse_if


def resting_on(row, since) -> list[str]:
    """The published reports that showed rows of the log to which `row` belongs as at the moment
    `since`, when it was closed, or later; newest first.
    """
    programme, name = row.programme, log_name(type(row))
    return [
        words for room in extensions() for words in room.published_since(programme, name, since)
    ]


def refuse_reported(found, reported):
    """Refuses to take a closing back on which the published reports `found` rest; `reported` says
    that this is known.

    Raises:
        ValidationError: beside `reported`, naming a report.
    """
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    said = f"“{found[0]}”{more} rests on it and stays as it is." if found else ""
    tick = f"{said} Tick the box to take it back all the same."
    refuse_if(found and not reported, tick, "reported")
