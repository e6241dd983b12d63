"""Reviews of benefits of a demo programme, after its closing."""

from .actions import hold_review, plan_review


def load(programme, data, people):
    """Plans the reviews of the file, and holds those that were held."""
    for said in data.get("benefit_reviews", []):
        _review(programme, people, **said)


def _review(programme, people, *, at, on, reviewer, held=None, judged=None):
    who = people[reviewer]
    planned = plan_review(programme, by=people["democratic"], at=at, on=on, reviewer=who)
    if held:
        hold_review(planned, by=who, at=held, judged=judged)
