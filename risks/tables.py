"""The registers of risks and issues as tables."""

import django_tables2 as tables
from django.utils.html import format_html

from programme.formats import badge, day
from programme.ui.tables import LogTable

from .choices import Category, Rating, Response, State
from .querysets import trend

RATINGS = dict(Rating.choices)
STATES, CATEGORIES, RESPONSES = dict(State.choices), dict(Category.choices), dict(Response.choices)
TRENDS = {"up": "▲ Worse", "down": "▼ Better", "same": "No change", "new": "New"}


class RiskTable(LogTable):
    """Ref and risk lead to the detail page; the band's word stands beside its colour."""

    reference = tables.Column("Ref", order_by="number")
    title = tables.Column("Risk")
    owner = tables.Column("Risk owner")
    likelihood = tables.Column("L", attrs={"th": {"abbr": "Likelihood"}})
    impact = tables.Column("I")
    score = tables.Column("Score")
    band = tables.Column("Band", orderable=False)
    trend = tables.Column("Since last report", orderable=False)
    target = tables.Column("Target", orderable=False)
    state = tables.Column("State")
    review_on = tables.Column("Review")
    updated_at = tables.Column("Changed")

    numeric = frozenset({"likelihood", "impact", "score", "target"})

    def cells(self, risk):
        band = risk.band(self.thresholds)
        review = day(risk.review_on)
        if risk.review_overdue(self.today):
            review = format_html('{} <strong class="late">Overdue</strong>', review)
        state = STATES[risk.state]
        if risk.acceptance_expired(self.today):
            state = format_html('{} <strong class="late">Expired</strong>', state)
        changed = format_html("{}<br>{}", day(risk.updated_at), risk.updated_by_name)
        return (
            self.link_to("risks:detail", risk, risk.reference),
            self.link_to("risks:detail", risk, risk.title),
            risk.owner,
            risk.likelihood or RATINGS.get(risk.frequency, "–"),
            risk.impact or RATINGS.get(risk.severity, "–"),
            risk.score or "–",
            badge(band.as_dict() if band else None),
            TRENDS.get(trend(risk), ""),
            risk.target.score if risk.target else "",
            state,
            review,
            changed,
        )

    def row_class(self, risk):
        band = risk.band(self.thresholds)
        return f"row--{band.key}" if band else ""


class IssueTable(LogTable):
    """The issue log."""

    reference = tables.Column("Ref", order_by="number")
    title = tables.Column("Issue")
    owner = tables.Column("Owner")
    raised_on = tables.Column("Raised")
    state = tables.Column("State")
    resolved_on = tables.Column("Resolved")
    updated_at = tables.Column("Changed")

    def cells(self, issue):
        return (
            self.link_to("risks:issue", issue, issue.reference),
            self.link_to("risks:issue", issue, issue.title),
            issue.owner,
            day(issue.raised_on),
            issue.get_state_display(),
            day(issue.resolved_on),
            format_html("{}<br>{}", day(issue.updated_at), issue.updated_by_name),
        )
