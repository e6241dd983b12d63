"""Workstreams of a demo programme, as its document has them."""

from functools import partial

from programme.demo import enter_rows

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
    add = partial(_add, programme, facts, people["director"])
    enter_rows(programme, facts, people, actions, add)


def _add(programme, facts, director, when, *, positions, purpose, follow_on=(), **row):
    purpose = "\n".join(purpose)
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
    for action in follow_on:
        _propose(workstream, facts, director, when, **action)
    return workstream


def _propose(workstream, facts, director, when, *, accepted=None, **action):
    """Proposes an action, and says at which moment its owner took it on."""
    action = {"plan": facts["plan"], "monitoring_body": facts["monitoring_body"], **action}
    proposed = actions.propose_follow_on(
        programme=workstream.programme, workstream=workstream, **action, **when
    )
    if accepted:
        taken = {name: action[name] for name in ("owner", "plan", "monitoring_body")}
        actions.accept_follow_on(proposed, by=director, at=accepted, **taken)
