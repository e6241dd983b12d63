"""Communications of a demo programme."""

from functools import partial

from programme.demo import enter_rows

from . import actions


def load(programme, data, people):
    """Adds the file's communications, as far as each had come, with what people said about them."""
    facts = data.get("communications", {"rows": []})
    enter_rows(programme, facts, people, actions, partial(_add, programme))


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
    return communication
