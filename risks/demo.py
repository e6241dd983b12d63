"""Risks of a demo programme."""

from datetime import timedelta

from django.utils import timezone

from . import actions
from .choices import Scheme
from .models import Risk

IN_WORDS = ("frequency", "frequency_words", "severity", "status", "judged_by")


def load(programme, data, people):
    """Adds the file's risks: proposed, assessed in numbers or in words, opened, and with their
    mitigations.
    """
    facts = data.get("risks")
    if not facts:
        return
    manager = people["manager"]
    if facts.get("scheme") == Scheme.WORDS:
        when = {"by": manager, "at": data["programme"]["created"]}
        actions.set_scheme(
            programme=programme, kind=Scheme.WORDS, applies_from=facts["scheme_from"], **when
        )
    for number, row in enumerate(facts["rows"]):
        _add(
            programme,
            {"by": manager, "at": facts["recorded"] + timedelta(minutes=number)},
            dict(row),
        )


def _add(programme, when, row):
    mitigations = row.pop("mitigations", None) or [row.pop("mitigation")]
    words = {name: row.pop(name) for name in IN_WORDS if name in row}
    risk = actions.add_risk(programme=programme, **when, **row)
    actions.open_risk(risk, **when)
    if words:
        actions.assess_in_words(risk, effective_on=timezone.localdate(when["at"]), **when, **words)
    for text in mitigations:
        actions.add_mitigation(Risk.objects.get(pk=risk.pk), **when, text=text)
