"""Risks and issues of a demo programme."""

from django.utils import timezone

from programme.demo import entered, take_steps

from . import actions
from .choices import Scheme
from .models import Risk

IN_WORDS = ("frequency", "frequency_words", "severity", "status", "judged_by")


def load(programme, data, people):
    """Adds the file's risks: proposed, assessed in numbers or in words, opened, and with their
    mitigations, later steps and issues.
    """
    facts = data.get("risks")
    if not facts:
        return
    if facts.get("scheme") == Scheme.WORDS:
        when = {"by": people["manager"], "at": data["programme"]["created"]}
        actions.set_scheme(
            programme=programme, kind=Scheme.WORDS, applies_from=facts["scheme_from"], **when
        )
    for row, when, steps in entered(programme, facts, people):
        risk = _add(programme, when, **row)
        take_steps(actions, risk, steps, people)
    for row, when, steps in entered(programme, data.get("issues", {"rows": []}), people):
        issue = actions.add_issue(programme=programme, **when, **row)
        take_steps(actions, issue, steps, people)


def _add(programme, when, *, mitigations=(), mitigation="", is_open=True, **row):
    words = {name: row.pop(name) for name in IN_WORDS if name in row}
    risk = actions.add_risk(programme=programme, **when, **row)
    if is_open:
        actions.open_risk(risk, **when)
    if words:
        actions.assess_in_words(risk, effective_on=timezone.localdate(when["at"]), **when, **words)
    for text in mitigations or filter(None, [mitigation]):
        actions.add_mitigation(Risk.objects.get(pk=risk.pk), **when, text=text)
    return risk
