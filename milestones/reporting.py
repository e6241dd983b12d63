"""Milestones as the committee's report prints them."""

from datetime import date

from django.db.models import Q

from programme.alike import told_apart
from programme.date_phrases import month_of
from programme.facts import DATE, Column, iso
from programme.formats import lower_first
from programme.reporting import Section, settled_part, settled_since

from .choices import CURRENT, NEXT, NOT_PLACED, UNFINISHED, State
from .log import MILESTONES
from .models import Period


def _bar(milestone):
    return {
        "reference": milestone.reference,
        "title": milestone.shown_title,
        "earliest": iso(milestone.due_earliest),
        "latest": iso(milestone.due_latest),
        "delivered": iso(milestone.delivered_on),
        "state": milestone.get_state_display() + (", ongoing" if milestone.ongoing else ""),
    }


def timeline(milestones, position):
    """Bars for the picture of milestones against time, over whole months.

    It is empty when no day is known at all. `at` is the day that the picture speaks of, left out
    where it lies beyond the picture.
    """
    bars = [_bar(milestone) for milestone in told_apart(milestones, position)]
    known = (bar[key] for bar in bars for key in ("earliest", "latest", "delivered"))
    days = [date.fromisoformat(day) for day in known if day]
    if not days:
        return {}
    start, end = month_of(min(days)).earliest, month_of(max(days)).latest
    shown, today = {"from": iso(start), "to": iso(end), "bars": bars}, position.day
    return {**shown, "at": iso(today)} if start <= today <= end else shown


class MilestonesSection(Section):
    """The milestones of the current period and the next one, and those placed in no period."""

    key = log = "milestones"
    title = "Milestones"
    template = "milestones/report.html"
    columns = (
        *MILESTONES.pick(
            "period reference title due? deliveries?", period=6, reference=9, due=15, deliveries=30
        ),
        Column("delivered_on", "Finally delivered", DATE, 14, optional=True),
        *MILESTONES.pick("state comment flagged?", state=14, comment=24, flagged=20),
    )

    def context(self, position, limit=None):
        """On a sheet laid crosswise as soon as deliveries are printed."""
        content = super().context(position, limit)
        printed = {column["key"] for column in content["columns"]}
        return {**content, "landscape": "deliveries" in printed}

    def rows(self, position):
        rows = MILESTONES.rows(self._entries(position), position)
        shown = [
            {**row, "period": row["phase"], "period_label": row["period"], "flagged": _flagged(row)}
            for row in rows
        ]
        return sorted(shown, key=lambda row: [CURRENT, NEXT, NOT_PLACED].index(row["period"]))

    def _entries(self, position):
        """Of those in no period, the unfinished and those changed since the report before."""
        unplaced = Q(state__in=UNFINISHED)
        if position.since:
            unplaced |= Q(settled_at__gt=position.since)
        reported = [period.pk for period in Period.objects.by_phase(position).values()]
        shown = Q(period_id__in=reported) | Q(period_id=None) & unplaced
        return MILESTONES.entries(position).filter(shown).exclude(state=State.WITHDRAWN)

    def parts(self, rows, position):
        return settled_since(MILESTONES, position, "reference title owner", {State.WITHDRAWN})

    def notes(self, rows):
        labels = [f"{phase}: {label}" for phase, label in _labels(rows).items()]
        return [". ".join(labels) + "."] if labels else []

    def extra(self, rows, position):
        place = {row["reference"]: number for number, row in enumerate(rows)}
        milestones = MILESTONES.entries(position).filter(reference__in=list(place))
        in_order = sorted(milestones, key=lambda milestone: place[milestone.reference])
        picture = timeline(in_order, position)
        return {"group_by": "period", "periods": _labels(rows), "timeline": picture}


class AllMilestones(MilestonesSection):
    """Every milestone of the programme, whatever its period: what a closure document shows."""

    key = "milestones-all"
    title = "Key milestones"
    columns = (
        *MILESTONES.pick("reference title due? deliveries? comment?", due=15, deliveries=32),
    )

    def _entries(self, position):
        return MILESTONES.entries(position).exclude(state=State.WITHDRAWN)

    def parts(self, rows, position):
        """Those that were given up, whenever that was: a closure document hides none."""
        gone = MILESTONES.entries(position).filter(state=State.WITHDRAWN)
        title, names = "Milestones that were withdrawn", "reference title due owner"
        return settled_part("milestones-withdrawn", title, MILESTONES, position, gone, names)

    def notes(self, rows):
        return []

    def extra(self, rows, position):
        return {"empty": "No milestone is on record."}


def _flagged(row):
    """The row's flags and how far it slipped."""
    words = row["slippage"]
    slipped = f"Slippage: {lower_first(words)}" if words else ""
    return "; ".join(filter(None, [row["flagged"], slipped]))


def _labels(rows):
    """What the current and the next period are called, of those that have rows."""
    return {row["period"]: row["period_label"] for row in rows if row["period_label"]}
