"""Workstreams of a demo programme, as its document has them."""

from datetime import timedelta

from . import actions
from .models import Workstream


def load(programme, data, people):
    """Adds the words for progress, the workstreams with their positions, and what goes on after."""
    facts = data.get("workstreams")
    if not facts:
        return
    by, at = people["manager"], facts["recorded"]
    when = {"by": by, "at": data["programme"]["created"]}
    actions.set_scale(
        programme=programme, words=facts["scale"], applies_from=facts["scale_from"], **when
    )
    for number, row in enumerate(facts["rows"]):
        _add(programme, facts, {"by": by, "at": at + timedelta(minutes=number)}, dict(row))


def _add(programme, facts, when, row):
    positions, follow_on = row.pop("positions"), row.pop("follow_on", [])
    purpose = "\n".join(row.pop("purpose"))
    workstream = actions.add_workstream(programme=programme, purpose=purpose, **row, **when)
    for position in positions:
        text = "\n".join(position.get("text", []))
        actions.add_position(
            Workstream.objects.get(pk=workstream.pk),
            as_at=facts["position_as_at"],
            progress=position["progress"],
            text=text,
            source=position["source"],
            **when,
        )
    moved = {"plan": facts["plan"], "monitoring_body": facts["monitoring_body"]}
    for action in follow_on:
        actions.propose_follow_on(
            programme=programme, workstream=workstream, **{**moved, **action}, **when
        )
