"""Risks of a demo programme."""

from datetime import timedelta

from . import actions
from .models import Risk


def load(programme, data, people):
    """Adds the file's risks: proposed, assessed, opened, and with their mitigation."""
    facts = data.get("risks")
    for number, row in enumerate(facts["rows"] if facts else []):
        when = {"by": people["manager"], "at": facts["recorded"] + timedelta(minutes=number)}
        row = dict(row)
        mitigation = row.pop("mitigation")
        risk = actions.add_risk(programme=programme, **when, **row)
        actions.open_risk(risk, **when)
        actions.add_mitigation(Risk.objects.get(pk=risk.pk), **when, text=mitigation)
