"""Risks and issues of a demo programme."""

from functools import partial

from django.utils import timezone

from programme.demo import enter_rows

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
    enter_rows(programme, facts, people, actions, partial(_add, programme), step_on=_step_on)
    issues = data.get("issues", {"rows": []})
    enter_rows(programme, issues, people, actions, partial(_add_issue, programme))


def _add(programme, when, *, mitigations=(), mitigation="", is_open=True, **row):
    words = {name: row.pop(name) for name in IN_WORDS if name in row}
    risk = actions.add_risk(programme=programme, **when, **row)
    if is_open:
        actions.open_risk(risk, **when)
    if words:
        actions.assess_in_words(risk, effective_on=timezone.localdate(when["at"]), **when, **words)
    for planned in mitigations or filter(None, [mitigation]):
        planned = planned if isinstance(planned, dict) else {"text": planned}
        actions.add_mitigation(Risk.objects.get(pk=risk.pk), **when, **planned)
    return risk


def _add_issue(programme, when, **row):
    return actions.add_issue(programme=programme, **when, **row)


def _step_on(risk, at, said):
    """A step that names the number of a mitigation is taken on that."""
    number = said.get("mitigation")
    given = {name: value for name, value in said.items() if name != "mitigation"}
    return risk.mitigations.get(number=number) if number else risk, given
