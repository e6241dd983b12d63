"""Risks and issues as the committee's report prints them."""

from programme.facts import NUMBER
from programme.formats import listed
from programme.reporting import Check, Section

from .banding import ALL_WORDS
from .choices import LIVE, top_impact_in_words
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


def _words(table):
    """What the bands are called in the printed key, or else usually."""
    key = table["extra"].get("key", [])
    return ALL_WORDS | {band["key"]: band["word"] for band in key if "key" in band}


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
    settled = "reference title owner state"

    def notes(self, rows):
        if any(row["judged"] for row in rows):
            return [
                "The status of a risk is judged by the lead officer; it is not computed from"
                " frequency and severity."
            ]
        worst = [row for row in rows if row["has_top_impact"]]
        if all(row["band"]["key"] == "red" for row in worst):
            return []
        names = ", ".join(row["reference"] for row in worst)
        top = worst[0]["impact"]
        if called := top_impact_in_words(top):
            said = f"If it happens, the effect is {called}."
            return [f"Impact {top} whatever the score: {names}. {said}"]
        return [f"Impact {top}, the highest, whatever the score: {names}."]

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

    def context(self, position, limit=None):
        """The key counts the bands that a limited section lets through, and no other."""
        content = super().context(position, limit)
        chosen, extra = (limit or {}).get("filter", {}).get("band"), content["extra"]
        if chosen and "counts" in extra:
            extra["counts"] = {
                key: extra["counts"][key] for key in chosen if key in extra["counts"]
            }
        if chosen and "judged" in extra:
            extra["judged"] = [band for band in extra["judged"] if band["key"] in chosen]
        return content

    def _counts(self, table):
        counts = table["extra"].get("counts", {})
        cells = table["extra"].get("heatmap", {}).get("cells", [])
        for key, word in _words(table).items():
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

    def figures(self, rows, totals, position):
        counts = _by_band(rows)
        bands = [
            {"key": one.key, "label": f"{one.word} risks", "kind": NUMBER, "value": counts[one.key]}
            for one in Banding.objects.thresholds(position).bands
        ]
        return [*super().figures(rows, totals, position), *bands]


class IssuesSection(Section):
    """Open issues, raised from a risk that has happened or by hand; apart from them, those resolved
    since the report before.
    """

    key = log = "issues"
    title = "Issues"
    template = "risks/issues_report.html"
    columns = ISSUES.pick("reference title impact? raised_on owner? risk?", reference=7, title=32)
    settled = "reference title owner"

    def notes(self, rows):
        nobody = [row["reference"] for row in rows if not row["owner"]]
        return [f"No owner is given for {listed(nobody)}."] if nobody else []

    def extra(self, rows, position):
        return {"empty": "No issue is open."}
