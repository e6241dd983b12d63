"""Workstreams and follow-on actions as the committee's report prints them."""

from collections import Counter

from django.utils.text import slugify

from programme.facts import LINES, NUMBER, Column
from programme.formats import NOT_RECORDED, counted, lower_first
from programme.reporting import Section

from .choices import LIVE, State
from .log import FOLLOW_ON, WORKSTREAMS, progress_counts
from .models import ProgressScale


class WorkstreamsSection(Section):
    """Every workstream with its purpose, position and progress, and what goes on after it."""

    key = log = "workstreams"
    title = "Workstreams"
    template = "programme/counted_report.html"
    landscape = True
    columns = WORKSTREAMS.pick(
        "reference title purpose position progress follow_on owner? lead_partner?"
    )

    def rows(self, position):
        return WORKSTREAMS.rows(WORKSTREAMS.entries(position), position)

    def notes(self, rows):
        return [
            f"{row['reference']} {row['title']}: {flag}" for row in rows for flag in row["flagged"]
        ]

    def extra(self, rows, position):
        scale = ProgressScale.objects.words(position)
        found = progress_counts([row["progress"] for row in rows], scale)
        return {"counts": {"title": "Workstreams by progress", "rows": found if rows else []}}

    def figures(self, rows, totals, position):
        by_word = [
            {
                "key": f"progress-{slugify(row['word'])}",
                "label": f"Workstreams: {row['word'].lower()}",
                "kind": NUMBER,
                "value": row["count"],
            }
            for row in progress_counts([row["progress"] for row in rows], ())
        ]
        return [*super().figures(rows, totals, position), *by_word]


class FollowOnSection(Section):
    """Actions by workstream: those to be done, and those that ended since the report before."""

    key = log = "follow-on"
    title = "Follow-on actions"
    template = "workstreams/follow_on.html"
    landscape = True
    columns = FOLLOW_ON.pick(
        "reference workstream title detail? owner plan monitoring_body due? state accepted_on? "
        "accepted_by? outcome? done_on? withdrawn_because? source?"
    )
    settled = "reference workstream title owner state"

    def rows(self, position):
        entries = FOLLOW_ON.entries(position).order_by("workstream__number", "number")
        if position.since:
            entries = entries.filter(state__in=LIVE)
        return FOLLOW_ON.rows(entries, position)

    def notes(self, rows):
        waiting = sum(row["state"] == State.PROPOSED.label for row in rows)
        said = f"{counted(waiting, 'follow-on action')} of {len(rows):,}"
        return [f"{said}: nobody has accepted them yet."] if waiting else []

    def extra(self, rows, position):
        return {"group_by": "workstream", "empty": "No follow-on action is on record."}

    def figures(self, rows, totals, position):
        by_state = [
            {
                "key": f"state-{state.value}",
                "label": f"Follow-on actions: {state.label.lower()}",
                "kind": NUMBER,
                "value": sum(row["state"] == state.label for row in rows),
            }
            for state in State
        ]
        return [*super().figures(rows, totals, position), *by_state]


class FollowOnPlan(FollowOnSection):
    """Every follow-on action by workstream. What most of them share is said once, under the table;
    a row says what it has otherwise.
    """

    key = "follow-on-plan"
    title = "Follow-on actions by workstream"
    template = "workstreams/follow_on.html"
    landscape = False
    columns = (
        *FOLLOW_ON.pick("reference workstream title due? outcome?", title=50, due=12),
        Column("otherwise", "To note", LINES, 36, optional=True),
    )
    shared = ["owner", "plan", "monitoring_body", "state"]

    def rows(self, position):
        entries = FOLLOW_ON.entries(position).order_by("workstream__number", "number")
        rows = FOLLOW_ON.rows(entries, position)
        usual = self._usual(rows)
        for row in rows:
            differing = [name for name in self.shared if row[name] != usual[name]]
            detail = [row["detail"]] if row["detail"] else []
            row["otherwise"] = detail + [self._said(name, row[name]) for name in differing]
        return rows

    def parts(self, rows, position):
        return []

    def notes(self, rows):
        if not rows:
            return []
        usual = [lower_first(self._said(name, value)) for name, value in self._usual(rows).items()]
        return [f"Of every action, unless its row says otherwise: {'; '.join(usual)}."]

    def _usual(self, rows):
        """What each shared fact is of the most rows; of two that are as many, the first."""
        return {
            name: Counter(row[name] for row in rows).most_common(1)[0][0] if rows else ""
            for name in self.shared
        }

    def _said(self, name, value):
        column = FOLLOW_ON.bound[name].as_column()
        return f"{column.label}: {value or NOT_RECORDED.lower()}"
