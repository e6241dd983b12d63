"""Recommendations as the committee's response table prints them, whole and in four parts."""

from django.db.models import Count

from programme.facts import Column
from programme.formats import day, lower_first
from programme.reporting import ALWAYS, Note, Section

from .choices import Table
from .log import RECOMMENDATIONS
from .models import Review, TableColumns
from .querysets import in_table

# What a reader misses when no row has it.
BLANKS = {"owners": "an owner", "priority": "a priority", "due_on": "a due date"}
WIDTHS = {"review": 10, "text": 28, "comments": 18, "owners": 12, "due_on": 9}


def position_key(on):
    """The key of the column that holds the positions as at a day."""
    return f"position_{on.isoformat()}"


def response_rows(entries, position, days, reviews=None):
    """The rows of recommendations, each with one more position for every one of `days`."""
    entries = list(entries)
    rows = RECOMMENDATIONS.rows(entries, position, reviews=reviews)
    for entry, row in zip(entries, rows, strict=True):
        for on in days:
            update = entry.position_on(on)
            row[position_key(on)] = update.text if update else None
    return rows


class ResponseTableSection(Section):
    """Every recommendation with its response and its position, as a committee reads them."""

    key, table = "recommendations", Table.ALL
    log = "recommendations"
    title = "Recommendations and responses"
    template = "recommendations/report.html"
    landscape = True
    columns = RECOMMENDATIONS.pick(
        "review printed_reference reference text priority? response? comments owners? due_on?",
        **WIDTHS,
    )

    def columns_at(self, position):
        """The positions, one column for each day, stand before the state."""
        days = TableColumns.objects.printed(position)
        share = 26 if len(days) == 1 else 36 // len(days)
        found = [Column(position_key(on), f"Position as at {day(on)}", width=share) for on in days]
        return (*self.columns, *found, *RECOMMENDATIONS.pick("state"))

    def all_columns(self):
        return (*self.columns, *RECOMMENDATIONS.pick("state"))

    def is_dated(self, key):
        return key.startswith("position_")

    def rows(self, position):
        entries = RECOMMENDATIONS.entries(position).filter(in_table(self.table, position))
        rows = response_rows(entries, position, TableColumns.objects.printed(position))
        return sorted(rows, key=_review_number)

    def notes(self, rows):
        return [*_blanks(rows), *_meanings(rows), *_flags(rows)]

    def extra(self, rows, position):
        empty = f"No recommendation stands in the table “{self.table.label}”."
        return {"group_by": "review", "empty": empty}


def _review_number(row):
    return int(row["review"].split()[0].removeprefix(Review.PREFIX))


def _blanks(rows):
    missing = {key: words for key, words in BLANKS.items() if not any(row[key] for row in rows)}
    if rows and missing:
        said = f"No recommendation in this table has {_listed([*missing.values()], 'or')}."
        yield Note(said, *missing)


def _meanings(rows):
    """What the words that point elsewhere mean."""
    alike = {}
    for row in rows:
        if other := row["comments_mean"]:
            comments = f"the comments “{row['comments']}” mean those on {other}"
            yield Note(f"{row['reference']}: {comments}.", "comments")
        if meaning := row["position_means"]:
            said = (row["position"].rstrip("."), meaning)
            alike.setdefault(said, []).append(row["reference"])
    for (words, meaning), references in alike.items():
        said = f"{_listed(references, 'and')}: “{words}” – {lower_first(meaning)}."
        yield Note(said, *ALWAYS)


def _flags(rows):
    alike = {}
    for row in rows:
        for flag in filter(None, row["flagged"].split("; ")):
            alike.setdefault(flag, []).append(row["reference"])
    for flag, references in alike.items():
        yield f"{_listed(references, 'and')}: {lower_first(flag)}."


def _listed(words, last):
    """REC1, REC2 and REC3."""
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


class AllRecommendations(ResponseTableSection):
    """The whole table, under the counts of the other four."""

    glance = {"all": "count"}

    def extra(self, rows, position):
        tables = {table: in_table(table, position) for table in Table}
        shown = RECOMMENDATIONS.entries(position).filter(
            reference__in=[row["reference"] for row in rows]
        )
        counts = shown.aggregate(
            **{f"in_{table.value}": Count("id", found) for table, found in tables.items() if found}
        )
        counted = [
            {"word": table.label, "count": counts.get(f"in_{table.value}", len(rows))}
            for table in Table
        ]
        return {**super().extra(rows, position), "counts": counted}


class LiveRecommendations(ResponseTableSection):
    """Those that are not verified yet, nor settled in another way."""

    key, table, title = "recommendations-live", Table.LIVE, "Recommendations: live"
    glance = {"live": "count"}
    settled = "reference text owners state"


class CompletedRecommendations(ResponseTableSection):
    """Those that somebody verified since the report before."""

    glance = {"completed": "count"}
    key, table = "recommendations-completed", Table.COMPLETED
    title = "Recommendations: completed since the last meeting"


class ExtensionRecommendations(ResponseTableSection):
    """Those for which a later due date is asked for."""

    glance = {"extension": "count"}
    key, table = "recommendations-extension", Table.EXTENSION
    title = "Recommendations: extension requested"


class OverdueRecommendations(ResponseTableSection):
    """Those that should have been done by now."""

    glance = {"overdue": "count"}
    key, table, title = "recommendations-overdue", Table.OVERDUE, "Recommendations: overdue"
