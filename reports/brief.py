"""What a member reads first: what changed since the last report, in sentences on half a page, and
what is not as it should be.
"""

from collections import Counter
from itertools import accumulate
from math import ceil

from programme.facts import Column
from programme.formats import clipped, lower_first
from programme.log import logs
from programme.reporting import Section

from .changes import BANDS, NEW, ChangesSection

LINE = 90  # letters of a line of a report, about
HALF_A_PAGE = 22  # such lines
LONGEST, LONGEST_TITLE = 3 * LINE, LINE  # letters of one sentence, and of the row's title in it


class BriefSection(ChangesSection):
    """The weightiest changes since the report before as sentences, half a page of them; how many
    there are besides is said.
    """

    key = "brief"
    title = "What changed since the last meeting, in brief"
    template = "reports/brief.html"
    columns = (
        Column("reference", "Ref", width=8),
        Column("sentence", "What changed", width=92),
    )

    def rows(self, position):
        return [{**row, "sentence": sentence(row)} for row in super().rows(position)]

    def context(self, position, limit=None):
        content = super().context(position, limit)
        every = content["rows"]
        content["rows"] = every[: _fitting(row["sentence"] for row in every)]
        content["extra"] = {
            "since_words": content["extra"]["since_words"],
            "empty": content["extra"]["empty"],
            "rest": len(every) - len(content["rows"]),
        }
        return content


def sentence(row) -> str:
    """A row of the section of changes as a sentence goes on after its reference."""
    title, lines = clipped(row["title"], LONGEST_TITLE), [lower_first(one) for one in row["change"]]
    told = "; ".join(lines)
    match row["weight"]:
        case weight if weight == BANDS:
            said = f"{title}, went {told}"
        case weight if weight == NEW:
            said = f"{title}, is {told}"
        case _:
            said = f"{title}: {told}"
    return clipped(said, LONGEST).rstrip(".") + "."


def _fitting(sentences):
    """How many of the sentences stand on half a page."""
    # with its reference before it, and a little room after each
    ends = accumulate(ceil((len(one) + 8) / LINE) + 0.25 for one in sentences)
    return sum(end <= HALF_A_PAGE for end in ends)


class ExceptionsSection(Section):
    """The rows of all logs that are not as they should be: overdue, red, over their money, or
    waiting for too long. What the overview says under "Needs you" of rows, as at the moment.
    """

    key = "exceptions"
    title = "Exceptions"
    template = "reports/_table.html"
    columns = (
        Column("log", "Log", width=18),
        Column("reference", "Ref", width=8),
        Column("what", "What is not as it should be", width=74),
    )

    def rows(self, position):
        found = [(log, _row(log, need)) for log in logs() for need in log.needs(position)]
        return [{"log": log.title, **row} for log, row in found if row]

    def context(self, position, limit=None):
        """A log says no more than so many under "Needs you": the others are counted."""
        content = super().context(position, limit)
        shown = Counter(row["log"] for row in content["rows"])
        for log in logs():
            rest = log.needing(log.entries(position), position).count() - shown[log.title]
            if shown[log.title] and rest > 0:
                content["notes"].append(f"{log.title}: {rest:,} more.")
        return content

    def extra(self, rows, position):
        return {"group_by": "log", "empty": "Everything is as it should be."}


def _row(log, need):
    """What stands under "Needs you" of one row of the log; None where it is about none."""
    reference, _, what = need.text.partition(" ")
    is_about_a_row = need.url.endswith(f"/{reference}/")
    return {"reference": reference, "what": what} if is_about_a_row else None
