"""Risks and issues as plain rows: for downloads, the overview and the committee's report."""

from datetime import timedelta

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone

from programme.reporting import BAND, DATE, LINES, NUMBER, Column, Log, Need, Section, Tile, iso

from . import permissions
from .banding import BANDS
from .choices import LIVE, IssueState, State
from .models import Banding, Issue, Mitigation, Risk
from .querysets import is_banded, needing_attention, with_assessments
from .tables import TRENDS, trend


def heat_map(risks, thresholds):
    """The 25 cells of the heat map: score, band, count and references in each."""
    placed = {}
    for risk in risks:
        placed.setdefault((risk.likelihood, risk.impact), []).append(risk.reference)
    return {
        "cells": [
            {
                "likelihood": likelihood,
                "impact": impact,
                "score": likelihood * impact,
                "band": thresholds.band(likelihood * impact).as_dict(),
                "count": len(placed.get((likelihood, impact), [])),
                "references": placed.get((likelihood, impact), []),
            }
            for likelihood in range(5, 0, -1)
            for impact in range(1, 6)
        ]
    }


class RiskLog(Log):
    """The risk register."""

    name = "risks"
    title = "Risks"
    permission = permissions.SEE
    url_name = "risks:list"
    detail_url_name = "risks:detail"
    closed_states = frozenset({State.CLOSED, State.MATERIALISED})
    columns = (
        Column("reference", "Ref", width=6),
        Column("title", "Risk", width=24),
        Column("likelihood", "L", NUMBER, 5, optional=True),
        Column("impact", "I", NUMBER, 5, optional=True),
        Column("score", "Score", NUMBER, 7, optional=True),
        Column("frequency", "Frequency", width=14, optional=True),
        Column("severity", "Severity", width=10, optional=True),
        Column("band", "Band", BAND, 9),
        Column("trend", "Since last report", width=10, optional=True),
        Column("mitigations", "Mitigation", LINES, 34),
        Column("owner", "Risk owner", width=12),
        Column("action_owner", "Action owner", width=12),
        Column("state", "State", width=10),
        Column("category", "Category", width=10),
        Column("cause", "Cause", width=20),
        Column("event", "Event", width=20),
        Column("effect", "Effect", width=20),
        Column("controls", "Existing controls", width=20),
        Column("response", "Response", width=10),
        Column("proximity", "Proximity", width=10),
        Column("appetite", "Risk appetite", width=10),
        Column("inherent_score", "Inherent score", NUMBER, 8),
        Column("target_score", "Target score", NUMBER, 8),
        Column("review_on", "Review date", DATE, 10),
        Column("accepted_until", "Accepted until", DATE, 10),
        Column("accepted_by", "Accepted by", width=10),
    )

    def entries(self, programme, at=None):
        return Risk.objects.as_at(at).filter(programme=programme).order_by("number")

    def rows(self, entries, *, programme, at, since=None):
        since = since or getattr(programme, "previous_position", None)
        thresholds = Banding.objects.thresholds(programme, at, timezone.localdate(at))
        risks = with_assessments(list(entries), at=at, since=since)
        lines = self._mitigations(risks, at)
        return [self._row(risk, thresholds, lines.get(risk.pk, [])) for risk in risks]

    def _mitigations(self, risks, at):
        lines = {}
        found = Mitigation.objects.as_at(at).filter(risk__in=[risk.pk for risk in risks])
        for mitigation in found.order_by("risk_id", "number"):
            when = f" ({mitigation.owner})" if mitigation.owner else ""
            done = " – done" if mitigation.done_on else ""
            lines.setdefault(mitigation.risk_id, []).append(f"{mitigation.text}{when}{done}")
        return lines

    def _row(self, risk, thresholds, mitigations):
        band = risk.band(thresholds)
        plain = (
            "reference",
            "title",
            "likelihood",
            "impact",
            "score",
            "owner",
            "action_owner",
            "cause",
            "event",
        )
        plain += ("effect", "controls", "appetite", "accepted_by")
        return {
            **{name: getattr(risk, name) for name in plain},
            "band": band.as_dict() if band else None,
            "frequency": risk.frequency_words or risk.get_frequency_display(),
            "severity": risk.get_severity_display(),
            "judged": bool(risk.judged),
            "trend": TRENDS.get(trend(risk), ""),
            "mitigations": mitigations,
            "state": risk.get_state_display(),
            "category": risk.get_category_display(),
            "response": risk.get_response_display(),
            "proximity": risk.get_proximity_display(),
            "inherent_score": risk.inherent.score if risk.inherent else None,
            "target_score": risk.target.score if risk.target else None,
            "review_on": iso(risk.review_on),
            "accepted_until": iso(risk.accepted_until),
            "top_impact": risk.has_top_impact,
        }

    def tile(self, programme, *, at, today):
        live = self.entries(programme, at).filter(state__in=LIVE)
        thresholds = Banding.objects.thresholds(programme, at, today)
        counts = live.aggregate(
            all=Count("id"),
            red=Count("id", is_banded(thresholds, "red")),
            late=Count("id", Q(review_on__lt=today)),
        )
        lines = [
            {"text": f"{counts['red']} red", "kind": "red" if counts["red"] else ""},
            {"text": f"{counts['late']} past review", "kind": "late" if counts["late"] else ""},
        ]
        return Tile(self.title, "", counts["all"], lines)

    def needs(self, programme, *, today):
        thresholds = Banding.objects.thresholds(programme, None, today)
        found = needing_attention(Risk.objects.of(programme), today, thresholds)
        worst = found.order_by(F("score").desc(nulls_last=True), "number")[:20]
        return [Need(*self._need(risk, programme, thresholds, today)) for risk in worst]

    def _need(self, risk, programme, thresholds, today):
        url = reverse("risks:detail", args=[programme.slug, risk.reference])
        name = f"{risk.reference} {risk.title}"
        if risk.acceptance_expired(today):
            return f"{name}: acceptance ran out", url, "overdue"
        if risk.review_overdue(today):
            return f"{name}: review overdue", url, "overdue"
        score = "" if risk.score is None else f", score {risk.score}"
        return f"{name}: {risk.band(thresholds).word.lower()}{score}", url, "red"


class IssueLog(Log):
    """The issue log."""

    name = "issues"
    title = "Issues"
    permission = permissions.SEE
    url_name = "risks:issues"
    detail_url_name = "risks:issue"
    closed_states = frozenset({IssueState.RESOLVED})
    columns = (
        Column("reference", "Ref", width=8),
        Column("title", "Issue", width=30),
        Column("raised_on", "Raised", DATE, 12),
        Column("owner", "Owner", width=15),
        Column("impact", "Impact", width=25),
        Column("state", "State", width=10),
        Column("resolution", "Resolution", width=25),
        Column("resolved_on", "Resolved", DATE, 12),
        Column("risk", "Linked risk", width=8),
    )

    def entries(self, programme, at=None):
        return Issue.objects.as_at(at).filter(programme=programme).order_by("number")

    def rows(self, entries, *, programme, at):
        entries = list(entries)
        references = dict(
            Risk.objects.filter(pk__in=[i.risk_id for i in entries]).values_list("pk", "reference")
        )
        return [
            {
                **{
                    name: getattr(issue, name)
                    for name in ("reference", "title", "owner", "impact", "resolution")
                },
                "raised_on": iso(issue.raised_on),
                "resolved_on": iso(issue.resolved_on),
                "state": issue.get_state_display(),
                "risk": references.get(issue.risk_id),
            }
            for issue in entries
        ]

    def tile(self, programme, *, at, today):
        counts = self.entries(programme, at).aggregate(
            all=Count("id"), open=Count("id", Q(state=IssueState.OPEN))
        )
        return Tile(self.title, "", counts["all"], [{"text": f"{counts['open']} open", "kind": ""}])

    def needs(self, programme, *, today):
        old = Issue.objects.of(programme).filter(
            state=IssueState.OPEN, raised_on__lt=today - timedelta(days=28)
        )
        return [
            Need(
                f"{issue.reference} {issue.title}: open for more than four weeks",
                reverse("risks:issue", args=[programme.slug, issue.reference]),
            )
            for issue in old[:20]
        ]


RISKS, ISSUES = RiskLog(), IssueLog()
LOGS = [RISKS, ISSUES]


def _by_band(rows):
    """How many rows each band has."""
    return {key: sum(row["band"] == band.as_dict() for row in rows) for key, band in BANDS.items()}


class RisksSection(Section):
    """Live risks, and those that were closed since the report before, with score, band and mitigation."""

    key = log = "risks"
    title = "Risks"
    template = "risks/report.html"
    columns = RiskLog.columns[:10] + (Column("owner", "Risk owner", width=12, optional=True),)

    def rows(self, programme, at, since):
        shown = Q(state__in=LIVE)
        if since:
            shown |= Q(state__in=[State.CLOSED, State.MATERIALISED], updated_at__gt=since)
        entries = RISKS.entries(programme, at).filter(shown)
        return RISKS.rows(entries, programme=programme, at=at, since=since)

    def notes(self, rows):
        if any(row["judged"] for row in rows):
            return [
                "The status of a risk is judged by the lead officer; it is not computed from frequency and severity."
            ]
        worst = [
            row["reference"]
            for row in rows
            if row["top_impact"] and row["band"] and row["band"]["key"] != "red"
        ]
        if not worst:
            return []
        return [
            f"Impact 5 whatever the score: {', '.join(worst)}. If it happens, the effect is critical."
        ]

    def extra(self, rows, programme, at, since):
        thresholds = Banding.objects.thresholds(programme, at, timezone.localdate(at))
        counts = _by_band(rows)
        risks = [risk for risk in RISKS.entries(programme, at).filter(state__in=LIVE) if risk.score]
        if rows and not risks:
            return {
                "judged": [
                    {**band.as_dict(), "count": counts[key]}
                    for key, band in reversed(BANDS.items())
                ]
            }
        return {"key": thresholds.key(), "counts": counts, "heatmap": heat_map(risks, thresholds)}

    def figures(self, rows, totals):
        counts = _by_band(rows)
        bands = [
            {"key": key, "label": f"{band.word} risks", "kind": NUMBER, "value": counts[key]}
            for key, band in BANDS.items()
        ]
        return [*super().figures(rows, totals), *bands]
