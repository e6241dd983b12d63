"""Workstreams of a demo programme, as its document has them."""

from programme.demo import entered, take_steps

from . import actions
from .models import Workstream


def load(programme, data, people):
    """Adds the words for progress, the workstreams with their positions, and what goes on after."""
    facts = data.get("workstreams")
    if not facts:
        return
    if "scale" in facts:
        when = {"by": people["manager"], "at": data["programme"]["created"]}
        actions.set_scale(
            programme=programme, words=facts["scale"], applies_from=facts["scale_from"], **when
        )
    for row, when, steps in entered(programme, facts, people):
        workstream, follow_on = _add(programme, facts, when, row)
        take_steps(actions, workstream, steps, people)
        for action in follow_on:
            _propose(workstream, facts, when, people, **action)


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
            source=position.get("source", ""),
            **when,
        )
    return workstream, follow_on


def _propose(workstream, facts, when, people, *, steps=(), **action):
    moved = {"plan": facts["plan"], "monitoring_body": facts["monitoring_body"]}
    proposed = actions.propose_follow_on(
        programme=workstream.programme, workstream=workstream, **{**moved, **action}, **when
    )
    take_steps(actions, proposed, steps, people)
