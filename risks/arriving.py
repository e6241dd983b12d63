"""What the risk register takes in from files besides its facts: ratings, mitigations and how a risk
ended.
"""

import re

from django.utils import timezone

from programme.arriving import DAY, LINES, SCORE, WORDS, Arriving
from programme.formats import day

from . import actions
from .choices import Kind, State
from .models import Assessment, Mitigation

TIMES = re.compile(r"\s*([1-9])\s*[x×*]\s*([1-9])\s*(?:=\s*(\d{1,2}))?\s*", re.IGNORECASE)
STEP = re.compile(r"\d{1,2}(?:\.0+)?(?:\s*[-–:(]\s*\D+)?")  # the reader has looked at it
HAPPENED = re.compile(r"\b(?:it )?(?:has )?(?:happened|materialised|occurred)\b", re.IGNORECASE)
CLOSED = re.compile(r"\b(?:closed?|resolved|retired|archived|no longer a risk)\b", re.IGNORECASE)
STANDS = re.compile(
    r"\b(?:open|live|active|current|new|on-?\s?going|in progress|under way|draft|monitor\w*|"
    r"increas\w+|decreas\w+|reduc\w+|stable|static|no change|unchanged|treat\w*|tolerat\w+|"
    r"proposed|managed|mitigat\w+|escalated|accepted|under review)\b",
    re.IGNORECASE,
)
AS_NET = re.compile(r"(?:same )?as (?:net|current|residual|now)\s*", re.IGNORECASE)
VIEWS = {
    "inherent": ("inherent", ("gross", "inherent", "initial", "before controls", "raw")),
    "current": ("current", ("net", "current", "residual", "now", "after controls")),
    "target": ("target", ("target",)),
}
MEASURES = {
    "likelihood": ("likelihood", "probability", "l", "p", "like", "likelihood 1 5", "prob"),
    "impact": ("impact", "i", "severity", "consequence", "impact 1 5", "c"),
    "score": ("score", "rating", "total", "l x i", "risk score", "lxi", "risk rating", "pxi"),
}


def _rated():
    """Likelihood, impact and score of each view; those of the current one without its name too."""
    for view, (label, words) in VIEWS.items():
        for measure, said in MEASURES.items():
            both = [f"{one} {two}" for one in words for two in said]
            both += list(said) if view == "current" else []
            kind = WORDS if measure == "score" else SCORE
            both += [f"{one} risk" for one in words] if measure == "score" else []
            bare = said if view == "inherent" else ()  # beside a column of the current one
            label_ = f"{label.capitalize()} {measure}"
            yield Arriving(f"{view}_{measure}", label_, kind, (*both,), otherwise=bare)


class RiskArrivals:
    """The part of the log that takes in files."""

    adds, changes = staticmethod(actions.add_risk), staticmethod(actions.change_risk)
    arrivals = (
        *_rated(),
        Arriving(
            "mitigations",
            "Mitigations",
            LINES,
            (
                "mitigation",
                "mitigations",
                "mitigating actions",
                "mitigating action",
                "mitigation actions",
                "planned actions",
                "what we are doing about it",
                "actions",
                "further action",
                "action plan",
                "risk reduction measures",
            ),
        ),
        Arriving("closed_on", "Closed on", DAY, ("closed on", "date closed", "closed")),
        Arriving(
            "closed_why",
            "Why closed",
            WORDS,
            (
                "why",
                "reason closed",
                "reason",
                "why closed",
                "closure reason",
                "reason for closure",
            ),
        ),
        Arriving("status", "Open or closed", WORDS, ("status", "risk status", "open or closed")),
    )
    explains = frozenset({"closed_on"})
    not_from_files = frozenset({"target_given"})

    def doubts(self, given, cells):
        found = []
        for view in VIEWS:
            found += _doubts_of(view, given, cells)
        why = cells["closed_why"].text if "closed_why" in cells else ""
        status = cells["status"].text if "status" in cells else ""
        ended = HAPPENED.search(f"{status} {why}")
        if "closed_on" in cells or why or ended or CLOSED.search(status):
            given["state"] = "materialised" if ended else "closed"
        elif status and not STANDS.search(status):
            found.append(("status", f"“{status[:80]}” says neither open nor closed. Which is it?"))
        return found

    def holds(self, risk):
        texts = risk.mitigations.order_by("number").values_list("risk_id", "text")
        return _held([risk], texts, risk.assessments)[risk.pk]

    def held_by(self, entries):
        ours = {"risk__programme__in": {risk.programme_id for risk in entries}}
        texts = Mitigation.objects.filter(**ours).order_by("number").values_list("risk_id", "text")
        return _held(entries, texts, Assessment.objects.filter(**ours))

    def take_in(self, risk, given, *, by, at, why, on):
        who = {"by": by, "at": at}
        held = self.holds(risk)
        for kind in Kind:
            names = (f"{kind}_likelihood", f"{kind}_impact")
            new = [given.get(name) for name in names]
            if all(new) and new != [held.get(name) for name in names]:
                judged = dict(zip(("likelihood", "impact"), new, strict=True))
                risk = actions.assess_risk(
                    risk, kind=kind, effective_on=on, why=why, **judged, **who
                )
        for text in given.get("mitigations") or []:
            if text not in held["mitigations"]:
                risk = actions.add_mitigation(risk, text=text, **who)
        if given.get("state") and given["state"] != str(risk.state):
            risk = _settled(risk, given, why, who)
        return risk


def _held(risks, texts, assessments):
    found = {
        risk.pk: {"state": str(risk.state) if risk.is_closed else None, "mitigations": []}
        for risk in risks
    }
    for pk, text in texts:
        if pk in found:
            found[pk]["mitigations"].append(text)
    for last in assessments.known_at(None).in_order():  # the last of each kind stays
        kind, rated = last.kind, (last.likelihood, last.impact)
        if last.risk_id in found:
            names = (f"{kind}_likelihood", f"{kind}_impact")
            found[last.risk_id] |= dict(zip(names, rated, strict=True))
    return found


def _settled(risk, given, why, who):
    """The risk closed or as having happened, with the reason and the day that the file gives."""
    when = given.get("closed_on")
    said = [given.get("closed_why") or "Closed in the file", f"on {day(when)}" if when else ""]
    how = {"why": "; ".join(filter(None, [*said, why])), **who}
    if given["state"] == "closed":
        return actions.close_risk(risk, **how)
    if risk.state == State.PROPOSED:  # what has happened was on the register
        risk = actions.open_risk(risk, why=why, **who)
    raised = when or timezone.localdate(who["at"])
    actions.materialise_risk(risk, owner=risk.owner, raised_on=raised, **how)
    risk.refresh_from_db()
    return risk


def _doubts_of(view, given, cells):
    """What is asked of the rating of one view."""
    names = [f"{view}_{measure}" for measure in ("likelihood", "impact", "score")]
    likelihood, impact, score = names
    words = next((cells[name].text for name in names if name in cells), "")
    sum_ = TIMES.fullmatch(words) or TIMES.fullmatch(cells[score].text if score in cells else "")
    if sum_:
        given[likelihood], given[impact] = int(sum_[1]), int(sum_[2])
        given[score] = int(sum_[1]) * int(sum_[2])
        other = sum_[3] and int(sum_[3]) != given[score]
        return [(score, f"{words}: {sum_[1]} x {sum_[2]} is {given[score]}.")] if other else []
    if AS_NET.fullmatch(words) and view == "target":
        for measure in ("likelihood", "impact", "score"):
            given[f"target_{measure}"] = given.get(f"current_{measure}")
        return [(likelihood, f"“{words}” is read as the same as the current rating. Is it?")]
    both = given.get(likelihood), given.get(impact)
    typed = _whole(cells[score].text) if score in cells else None
    if all(both):
        given[score] = both[0] * both[1]
        if typed not in (None, given[score]):
            asked = f"The score says {typed}, but {both[0]} x {both[1]} is {given[score]}."
            return [(score, f"{asked} Which is meant?")]
        return []
    for name, measure in zip((likelihood, impact), both, strict=True):
        words = cells[name].text if name in cells else ""
        if words and measure is None and not STEP.fullmatch(words):
            return [
                (name, f"“{words[:80]}” is no score from 1 to 5: it stays unscored. Is that right?")
            ]
    if score in cells and not cells[score].formula and typed and given["reference"] is not None:
        given[score] = typed
    elif score in given:
        given[score] = None
    return []


def _whole(text):
    return int(text) if re.fullmatch(r"\s*\d{1,3}\s*", text) else None
