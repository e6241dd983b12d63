"""Risks and issues as the committee's report prints them."""

from django.db.models import Q

from programme.log import NUMBER
from programme.reporting import Check, Section

from .banding import BANDS
from .choices import LIVE, SETTLED, TOP_IMPACT
from .log import RISKS
from .models import Banding


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


def _by_band(rows):
    """How many rows each band has."""
    return {key: sum(row["band"] == band.as_dict() for row in rows) for key, band in BANDS.items()}


def _printed_band(key, score):
    """The word of the band whose range, as the report prints it, holds the score."""
    return next((band["word"] for band in key if band["low"] <= score <= band["high"]), "no band")


class RisksSection(Section):
    """Live risks, and those that were closed since the report before, with score, band and mitigation."""

    key = log = "risks"
    title = "Risks"
    template = "risks/report.html"
    columns = RISKS.pick(
        "reference title likelihood? impact? score? frequency? severity? band trend? "
        "mitigations owner?"
    )

    def rows(self, position):
        shown = Q(state__in=LIVE)
        if position.since:
            shown |= Q(state__in=SETTLED, updated_at__gt=position.since)
        return RISKS.rows(RISKS.entries(position).filter(shown), position)

    def notes(self, rows):
        if any(row["judged"] for row in rows):
            return [
                "The status of a risk is judged by the lead officer; it is not computed from frequency and severity."
            ]
        worst = [
            row["reference"]
            for row in rows
            if row["impact"] == TOP_IMPACT and row["band"]["key"] != "red"
        ]
        if not worst:
            return []
        return [
            f"Impact 5 whatever the score: {', '.join(worst)}. If it happens, the effect is critical."
        ]

    def checks(self, table):
        """Every score is likelihood x impact, and has the band whose printed range holds it."""
        for row in table["rows"]:
            if (score := row.get("score")) is None:
                continue
            reference = row["reference"]
            yield Check(reference, "score", "score", score, row["likelihood"] * row["impact"])
            if row.get("band"):
                band = _printed_band(table["extra"].get("key", []), score)
                yield Check(reference, "band", "band", row["band"]["word"], band)

    def extra(self, rows, position):
        thresholds = Banding.objects.thresholds(position)
        counts = _by_band(rows)
        live = RISKS.entries(position).filter(state__in=LIVE)
        risks = [risk for risk in live if risk.score]
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
