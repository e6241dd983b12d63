"""Clearances of demo programmes: demanded, asked for and answered as people do."""

from papers.demanded import demand_clearance
from programme.models import Partner

from . import actions, cleared

NOBODY = {"role": "", "post": "", "partner": None, "person": None}


def clear(report, facts, people):
    """Asks for the clearances in `facts["rows"]` of a draft, the first thing at `facts["asked"]`,
    and has those answered that say who answered when.

    From `facts["demanded"]` on the body demands all of them, or did before where
    `facts["is_demanded"]`; without either they are asked for once.
    """
    who = {"by": people["democratic"], "at": facts["asked"]}
    report.refresh_from_db()
    for row in facts["rows"]:
        whom = _whom(report, row)
        if "demanded" in facts:
            demanded = {"by": who["by"], "at": facts["demanded"]}
            demand_clearance(body=report.definition.body, **demanded, **whom)
        elif "is_demanded" not in facts:
            actions.ask_clearances(report, **who, due_on=facts["due_on"], also=whom)
    if "demanded" in facts or "is_demanded" in facts:
        open_ones = cleared.not_asked(report, [])
        demands = [(demand.pk, council and council.pk) for demand, council in open_ones]
        actions.ask_clearances(report, **who, due_on=facts["due_on"], demands=demands)
    for row in facts["rows"]:
        if "answered" in row:
            _answer(report, row, people)


def _whom(report, row):
    asked = {name: row[name] for name in ("label", "role", "post") if name in row}
    if council := row.get("council"):
        asked["partner"] = Partner.objects.get(programme=report.definition.programme, name=council)
    return {**NOBODY, **asked}


def _answer(report, row, people):
    asked = {name: one for name, one in _whom(report, row).items() if name != "person"}
    clearance = report.clearances.get(**asked)
    seen = cleared.fingerprint(report.content)
    said = {"answer": row.get("answer", "cleared"), "words": row.get("words", "")}
    who = {"by": people[row["by"]], "at": row["answered"]}
    actions.answer_clearance(clearance, **who, **said, fingerprint=seen)
    if "met" in row:
        officer = {"by": people["democratic"], "at": row["met_at"]}
        actions.meet_condition(clearance, **officer, how=row["met"])
