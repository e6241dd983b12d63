"""Closure of a demo programme: what stands in the way is explained before its document is drawn."""

from datetime import timedelta

from django.utils import timezone

from .actions import explain_line


def load(programme, data, people):
    """Explains what the file explains, a minute each from `recorded` on."""
    facts = data.get("readiness", {"rows": []})
    for number, row in enumerate(facts["rows"]):
        at = facts["recorded"] + timedelta(minutes=number)
        who = {"by": people["manager"], "at": at, "today": timezone.localdate(at)}
        explain_line(programme=programme, **who, **row)
