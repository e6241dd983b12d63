"""Milestones as plain rows: for downloads, the overview and the committee's report."""

from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from programme.date_phrases import month_of
from programme.reporting import DATE, LINES, NUMBER, Column, Log, Need, Section, Tile, iso

from . import permissions
from .choices import CURRENT, NEXT, NOT_PLACED, OUT_OF_ORDER, UNFINISHED, State
from .models import Delivery, Dependency, Milestone
from .querysets import overdue, periods_of, reported_periods

MOST_NEEDS = 20


def _order_flag(deliveries):
    days = [delivery.delivered_on for delivery in deliveries]
    return [] if days == sorted(days) else [OUT_OF_ORDER]


def _bar(milestone):
    return {
        "reference": milestone.reference,
        "title": milestone.title,
        "earliest": iso(milestone.due_earliest),
        "latest": iso(milestone.due_latest),
        "delivered": iso(milestone.delivered_on),
        "state": milestone.get_state_display() + (", ongoing" if milestone.ongoing else ""),
    }


def timeline(milestones, today):
    """Bars for the picture of milestones against time, over whole months; empty when no day is known at all.

    `at` is the day that the picture speaks of, left out where it lies beyond the picture.
    """
    bars = [_bar(milestone) for milestone in milestones]
    days = [
        date.fromisoformat(bar[key])
        for bar in bars
        for key in ("earliest", "latest", "delivered")
        if bar[key]
    ]
    if not days:
        return {}
    start, end = month_of(min(days)).earliest, month_of(max(days)).latest
    shown = {"from": iso(start), "to": iso(end), "bars": bars}
    return {**shown, "at": iso(today)} if start <= today <= end else shown


class MilestoneLog(Log):
    """The milestone log."""

    name = "milestones"
    title = "Milestones"
    permission = permissions.SEE
    url_name = "milestones:list"
    detail_url_name = "milestones:detail"
    closed_states = frozenset({State.COMPLETE, State.WITHDRAWN})
    columns = (
        Column("reference", "Ref", width=6),
        Column("title", "Milestone", width=28),
        Column("period", "Period", width=12),
        Column("due", "Due", width=13),
        Column("due_earliest", "Due, earliest day", DATE, 10),
        Column("due_latest", "Due, latest day", DATE, 10),
        Column("delivered_on", "Delivered", DATE, 11),
        Column("state", "State", width=11),
        Column("slippage", "Slippage", width=12),
        Column("comment", "Comment", width=26),
        Column("flagged", "Flagged", width=17),
        Column("owner", "Owner", width=12),
        Column("workstream", "Workstream", width=12),
        Column("baseline", "First due", width=12),
        Column("baseline_earliest", "First due, earliest day", DATE, 10),
        Column("baseline_latest", "First due, latest day", DATE, 10),
        Column("extensions", "Times re-dated", NUMBER, 8),
        Column("forecast", "Forecast", width=12),
        Column("forecast_earliest", "Forecast, earliest day", DATE, 10),
        Column("forecast_latest", "Forecast, latest day", DATE, 10),
        Column("slippage_least", "Slippage in days, least", NUMBER, 8),
        Column("slippage_most", "Slippage in days, most", NUMBER, 8),
        Column("deliveries", "Deliveries", LINES, 20),
        Column("depends_on", "Depends on", width=10),
        Column("roll_overs", "Times rolled over", NUMBER, 8),
    )

    def entries(self, programme, at=None):
        return Milestone.objects.as_at(at).filter(programme=programme).order_by("number")

    def rows(self, entries, *, programme, at):
        today = timezone.localdate(at)
        milestones = list(entries)
        labels = {period.pk: period.label for period in periods_of(programme, at)}
        deliveries, needed = self._deliveries(milestones, at), self._needed(milestones, at)
        return [
            {
                **self._row(milestone, today, deliveries.get(milestone.pk, [])),
                "period": labels.get(milestone.period_id),
                "depends_on": ", ".join(needed.get(milestone.pk, [])),
            }
            for milestone in milestones
        ]

    def _deliveries(self, milestones, at):
        """The deliveries of each milestone in the order in which they were recorded."""
        by_milestone = {}
        found = Delivery.objects.known_at(at).filter(milestone__in=[m.pk for m in milestones])
        for delivery in found.order_by("id"):
            by_milestone.setdefault(delivery.milestone_id, []).append(delivery)
        return by_milestone

    def _needed(self, milestones, at):
        references = {}
        found = Dependency.objects.standing(at).filter(milestone__in=[m.pk for m in milestones])
        for milestone, reference in found.values_list("milestone", "needs__reference").order_by(
            "needs__number"
        ):
            references.setdefault(milestone, []).append(reference)
        return references

    def _row(self, milestone, today, deliveries):
        plain = (
            "reference",
            "title",
            "due",
            "comment",
            "owner",
            "workstream",
            "baseline",
            "extensions",
            "forecast",
        )
        days = ("due_earliest", "due_latest", "baseline_earliest", "baseline_latest")
        days += ("forecast_earliest", "forecast_latest", "delivered_on")
        slippage = milestone.slippage(today)
        return {
            **{name: getattr(milestone, name) for name in (*plain, "roll_overs")},
            **{name: iso(getattr(milestone, name)) for name in days},
            "state": milestone.get_state_display(),
            "deliveries": [delivery.in_full for delivery in deliveries],
            "flagged": "; ".join(milestone.flags(today) + _order_flag(deliveries)),
            "slippage": str(slippage) if slippage else "",
            "slippage_least": slippage.least if slippage else None,
            "slippage_most": slippage.most if slippage else None,
        }

    def tile(self, programme, *, at, today):
        late = Q(state__in=UNFINISHED, due_latest__lt=today)
        counts = self.entries(programme, at).aggregate(
            all=Count("id"),
            unfinished=Count("id", Q(state__in=UNFINISHED)),
            late=Count("id", late),
            complete=Count("id", Q(state=State.COMPLETE)),
        )
        lines = [
            {"text": f"{counts['unfinished']} unfinished", "kind": ""},
            {"text": f"{counts['late']} overdue", "kind": "late" if counts["late"] else ""},
            {"text": f"{counts['complete']} complete", "kind": ""},
        ]
        return Tile(self.title, "", counts["all"], lines)

    def needs(self, programme, *, today):
        late = overdue(Milestone.objects.of(programme), today).order_by("due_latest", "number")[
            :MOST_NEEDS
        ]
        found = [
            Need(
                f"{milestone}: overdue, due {milestone.due}",
                reverse("milestones:detail", args=[programme.slug, milestone.reference]),
            )
            for milestone in late
        ]
        current = reported_periods(periods_of(programme))[:1]
        if current and current[0].ends_on < today:
            url = reverse("milestones:periods", args=[programme.slug])
            found.append(Need(f"The period {current[0]} is over: close it", url, "late"))
        return found


MILESTONES = MilestoneLog()
LOGS = [MILESTONES]


class MilestonesSection(Section):
    """The milestones of the current period and the next one, and those that nobody has placed in a period."""

    key = log = "milestones"
    title = "Milestones"
    template = "milestones/report.html"
    columns = (
        Column("period", "Period", width=6),
        Column("reference", "Ref", width=9),
        Column("title", "Milestone", width=28),
        Column("due", "Due", width=15, optional=True),
        Column("deliveries", "Deliveries", LINES, 30, optional=True),
        Column("delivered_on", "Finally delivered", DATE, 14, optional=True),
        Column("state", "State", width=14),
        Column("comment", "Comment", width=24),
        Column("flagged", "Flagged", width=20, optional=True),
    )

    def context(self, programme, at, since):
        """On a sheet laid crosswise as soon as deliveries are printed."""
        content = super().context(programme, at, since)
        return {
            **content,
            "landscape": any(column["key"] == "deliveries" for column in content["columns"]),
        }

    def rows(self, programme, at, since):
        periods = {period.pk: period for period in reported_periods(periods_of(programme, at))}
        entries = self._entries(programme, at, since, periods)
        standings = [periods[m.period_id].standing if m.period_id else NOT_PLACED for m in entries]
        rows = [
            {**row, "period": standing, "period_label": row["period"], "flagged": _flagged(row)}
            for row, standing in zip(
                MILESTONES.rows(entries, programme=programme, at=at), standings, strict=True
            )
        ]
        return sorted(rows, key=lambda row: [CURRENT, NEXT, NOT_PLACED].index(row["period"]))

    def _entries(self, programme, at, since, periods):
        """Of those outside every period, the unfinished and those that changed since the report before."""
        unplaced = Q(period_id=None, state__in=UNFINISHED)
        if since:
            unplaced |= Q(period_id=None, updated_at__gt=since)
        return list(
            MILESTONES.entries(programme, at).filter(Q(period_id__in=list(periods)) | unplaced)
        )

    def notes(self, rows):
        labels = _labels(rows)
        return (
            [". ".join(f"{standing}: {label}" for standing, label in labels.items()) + "."]
            if labels
            else []
        )

    def extra(self, rows, programme, at, since):
        shown = {row["reference"]: place for place, row in enumerate(rows)}
        milestones = MILESTONES.entries(programme, at).filter(reference__in=list(shown))
        in_order = sorted(milestones, key=lambda milestone: shown[milestone.reference])
        return {
            "group_by": "period",
            "periods": _labels(rows),
            "timeline": timeline(in_order, timezone.localdate(at)),
        }


def _flagged(row):
    """The row's flags and how far it slipped."""
    slipped = (
        f"Slippage: {row['slippage'][:1].lower()}{row['slippage'][1:]}" if row["slippage"] else ""
    )
    return "; ".join(filter(None, [row["flagged"], slipped]))


def _labels(rows):
    """What the current and the next period are called, of those that have rows."""
    return {row["period"]: row["period_label"] for row in rows if row["period_label"]}
