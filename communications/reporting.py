"""The communications plan as the committee's report prints it."""

from django.db.models import Q

from programme.alike import told_apart
from programme.facts import DATE, LINES, NUMBER, Column, iso
from programme.formats import lower_first
from programme.reporting import Section, part, settled_since

from .choices import UNFINISHED, Standing, State
from .log import COMMUNICATIONS

FEEDBACK = (
    *COMMUNICATIONS.pick("reference title", reference=7, title=22),
    Column("given_on", "Day", DATE, 11),
    Column("source", "From whom", width=18),
    Column("said", "What was said", width=22),
    Column("answers", "What we answered or did", LINES, 20),
)


def feedback_row(entry, feedback):
    return {
        "reference": entry.reference,
        "title": entry.shown_title,
        "given_on": iso(feedback.given_on),
        "source": feedback.source,
        "said": feedback.said,
        "answers": [str(answer) for answer in feedback.known_answers],
    }


class CommunicationsSection(Section):
    """What is to be done, what was settled since the report before, and what people said."""

    key = log = "communications"
    title = "Communications and consultation"
    template = "communications/report.html"
    landscape = True
    columns = COMMUNICATIONS.pick(
        "standing reference title audience message? channel owner due consultation? opens_on? "
        "closes_on? state done_on? done_where? cancelled_why?",
        reference=8,
        title=24,
        audience=18,
        channel=16,
        owner=10,
        consultation=14,
        opens_on=11,
        closes_on=11,
        state=10,
        done_on=13,
        done_where=18,
        cancelled_why=16,
    )

    def rows(self, position):
        since = position.since
        done = Q(state=State.DONE, settled_at__gt=since)
        shown = Q(state__in=UNFINISHED) | done if since else Q()
        entries = COMMUNICATIONS.entries(position).filter(shown)
        rows = COMMUNICATIONS.rows(entries, position)
        return sorted(rows, key=lambda row: Standing.labels.index(row["standing"]))

    def notes(self, rows):
        done = [row for row in rows if row["standing"] == Standing.DONE.label]
        undated = [row["reference"] for row in done if not row["done_on"]]
        nobody = sum(not row["owner"] for row in rows)
        notes = []
        if nobody:
            notes.append(f"No owner is given for {nobody:,} of {len(rows):,} communications.")
        if undated:
            notes.append(f"Done on a day that is not known: {', '.join(undated)}.")
        flagged = [row for row in rows if row["flagged"]]
        return notes + [f"{row['reference']}: {lower_first(row['flagged'])}." for row in flagged]

    def extra(self, rows, position):
        counts = [{"word": word, "count": count} for word, count in _by_standing(rows).items()]
        empty = "Nothing is planned, and nothing was done or cancelled since the report before."
        return {"group_by": "standing", "counts": counts, "empty": empty}

    def parts(self, rows, position):
        """Feedback that was given or answered since the report before."""
        entries = told_apart(COMMUNICATIONS.entries(position), position)
        entries = COMMUNICATIONS.prepare(entries, position)
        found = [
            feedback_row(entry, feedback)
            for entry in entries
            for feedback in entry.known_feedback
            if position.since is None or feedback.last_heard_of > position.since
        ]
        waiting = sum(not row["answers"] for row in found)
        notes = [f"Not answered yet: {waiting} of {len(found)}."] if waiting else []
        cancelled = settled_since(COMMUNICATIONS, position, "reference title", {State.CANCELLED})
        return [
            part("communications-feedback", "Feedback", FEEDBACK, found, notes=notes),
            *cancelled,
        ]

    def figures(self, rows, totals, position):
        counts = _by_standing(rows)
        return [
            *super().figures(rows, totals, position),
            *(
                {
                    "key": word.value,
                    "label": f"Communications: {word.label.lower()}",
                    "kind": NUMBER,
                    "value": counts[word.label],
                }
                for word in Standing
            ),
        ]


def _by_standing(rows):
    return {word: sum(row["standing"] == word for row in rows) for word in Standing.labels}
