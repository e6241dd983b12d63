"""Risks and issues as the committee's report prints them."""

from programme.formats import listed
from programme.log import NUMBER
from programme.reporting import Check, Section, settled_since

from .banding import ALL_WORDS, WORDS
from .choices import LIVE, IssueState
from .log import ISSUES, RISKS
from .models import Banding


def heat_map(risks, thresholds):
    """The cells of the heat map: score, band, count and references in each."""
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
            for likelihood in range(thresholds.likelihoods, 0, -1)
            for impact in range(1, thresholds.impacts + 1)
        ]
    }


def _by_band(rows):
    """How many rows each band has."""
    return {key: sum((row["band"] or {}).get("key") == key for row in rows) for key in ALL_WORDS}


def _printed_band(key, score):
    """The word of the band whose range, as the report prints it, holds the score."""
    return next((band["word"] for band in key if band["low"] <= score <= band["high"]), "no band")


class RisksSection(Section):
    """Live risks with score, band and mitigation; apart from them, those closed since the report
    before.
    """

    key = log = "risks"
    title = "Risks"
    template = "risks/report.html"
    columns = RISKS.pick(
        "reference title likelihood? impact? score? frequency? severity? band trend? "
        "mitigations owner?"
    )

    def rows(self, position):
        return RISKS.rows(RISKS.entries(position).filter(state__in=LIVE), position)

    def parts(self, rows, position):
        return settled_since(RISKS, position, "reference title owner state")

    def notes(self, rows):
        if any(row["judged"] for row in rows):
            return [
                "The status of a risk is judged by the lead officer; it is not computed from"
                " frequency and severity."
            ]
        worst = [row for row in rows if row["has_top_impact"]]
        if all(row["band"]["key"] == "red" for row in worst):
            return []
        top = max(row["impact"] or 0 for row in rows)
        names = ", ".join(row["reference"] for row in worst)
        return [f"Impact {top} whatever the score: {names}. If it happens, the effect is critical."]

    def checks(self, table):
        """Scores are likelihood x impact, bands those of the key, and key and heat map count the
        rows.
        """
        yield from self._counts(table)
        for row in table["rows"]:
            if (score := row.get("score")) is None:
                continue
            reference = row["reference"]
            yield Check(reference, "score", "score", score, row["likelihood"] * row["impact"])
            if row.get("band"):
                band = _printed_band(table["extra"].get("key", []), score)
                yield Check(reference, "band", "band", row["band"]["word"], band)

    def _counts(self, table):
        counts = table["extra"].get("counts", {})
        cells = table["extra"].get("heatmap", {}).get("cells", [])
        for key, word in ALL_WORDS.items():
            shown = sum((row["band"] or {}).get("key") == key for row in table["rows"])
            if key in counts:
                yield Check("", f"key.{key}", f"{word} risks in the key", counts[key], shown)
            if cells:
                held = sum(cell["count"] for cell in cells if cell["band"]["key"] == key)
                place = f"{word} risks on the heat map"
                yield Check("", f"heatmap.{key}", place, held, shown)

    def extra(self, rows, position):
        thresholds = Banding.objects.thresholds(position)
        counts = _by_band(rows)
        shown = {row["reference"] for row in rows}
        live = RISKS.entries(position).filter(state__in=LIVE)
        risks = [risk for risk in live if risk.score and risk.reference in shown]
        if rows and not risks:
            return {
                "judged": [
                    {**band.as_dict(), "count": counts[band.key]}
                    for band in reversed(thresholds.judged)
                ]
            }
        key, held = thresholds.key(), heat_map(risks, thresholds)
        counts = {band.key: counts[band.key] for band in thresholds.bands}
        matrix = {"size": thresholds.likelihoods, "impacts": thresholds.impacts}
        return {"key": key, "counts": counts, **matrix, "heatmap": held}

    def figures(self, rows, totals):
        counts = _by_band(rows)
        bands = [
            {"key": key, "label": f"{word} risks", "kind": NUMBER, "value": counts[key]}
            for key, word in ALL_WORDS.items()
            if key in WORDS or counts[key]
        ]
        return [*super().figures(rows, totals), *bands]


class IssuesSection(Section):
    """Open issues, raised from a risk that has happened or by hand; apart from them, those resolved
    since the report before.
    """

    key = log = "issues"
    title = "Issues"
    template = "risks/issues_report.html"
    columns = ISSUES.pick("reference title impact? raised_on owner? risk?", reference=7, title=32)

    def rows(self, position):
        found = ISSUES.entries(position).filter(state=IssueState.OPEN)
        return ISSUES.rows(found, position)

    def parts(self, rows, position):
        return settled_since(ISSUES, position, "reference title owner")

    def notes(self, rows):
        nobody = [row["reference"] for row in rows if not row["owner"]]
        return [f"No owner is given for {listed(nobody)}."] if nobody else []

    def extra(self, rows, position):
        return {"empty": "No issue is open."}
