"""Equality assessment of a demo programme, with its plan and its monitoring questions."""

from datetime import timedelta

from . import actions


def load(programme, data, people):
    """Adds the file's assessment, the actions of its plan as far as the paper says, the answers."""
    facts = data.get("equality")
    if not facts:
        return
    by, at = people["manager"], facts["recorded"]
    assessment = actions.add_assessment(programme=programme, by=by, at=at, **facts["assessment"])
    for number, row in enumerate(facts["actions"], start=1):
        _add(assessment, {"by": by, "at": at + timedelta(minutes=number)}, **row)
    later = at + timedelta(minutes=len(facts["actions"]) + 1)
    for number, row in enumerate(facts["questions"]):
        actions.answer_question(assessment, by=by, at=later + timedelta(minutes=number), **row)


def _add(assessment, when, *, state="", says="", **details):
    details |= {"programme": assessment.programme, "assessment": assessment}
    action = actions.add_action(**when, **details)
    if state:
        steps = {"done": actions.finish_action, "under_way": actions.start_action}
        steps[state](action, why=says, **when)
