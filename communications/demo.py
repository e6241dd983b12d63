"""Communications of a demo programme."""

from datetime import timedelta

from . import actions


def load(programme, data, people):
    """Adds the file's communications, as far as each had come, with what people said about them."""
    facts = data.get("communications")
    if not facts:
        return
    for number, row in enumerate(facts["rows"]):
        when = {"by": people["manager"], "at": facts["recorded"] + timedelta(minutes=number)}
        _add(programme, when, **row)


def _add(programme, when, *, under_way=False, done=None, feedback=(), **details):
    communication = actions.add_communication(programme=programme, **when, **details)
    if under_way:
        communication = actions.start_communication(communication, **when)
    if done is not None:
        where = done.get("where", "")
        actions.complete_communication(
            communication, done_on=done.get("on"), done_where=where, **when
        )
    for said in feedback:
        actions.add_feedback(communication, **when, **said)
