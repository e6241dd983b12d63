"""Milestones."""

from datetime import date

from milestones import actions, log
from milestones.models import Milestone, Period
from tests.contract.kit import Kit, PageForm, Step

ROLLED_OVER = "planned, rolled over"
UNFINISHED = ("planned", "in_progress", "planned, without a date", ROLLED_OVER)
WHY = {"why": "Agreed by the board"}


def add(w, title="Structure agreed", **details):
    values = {"due": "Early December 2012", "title": title, **details}
    return actions.add_milestone(programme=w.programme, **w.who, **values)


def add_period(w, label="March 2012", month=3):
    days = {"starts_on": date(2012, month, 1), "ends_on": date(2012, month, 28)}
    return actions.add_period(programme=w.programme, label=label, **days, **w.who)


def another(w, milestone):
    return {"needs": add(w, "Consultation held").reference}


def periods(w):
    """March and April 2012; gives the part of the address that leads to March."""
    march = add_period(w)
    add_period(w, "April 2012", 4)
    return (march.pk,)


def closed_period(w):
    """March 2012, closed; gives the part of the address that leads to it."""
    parts = periods(w)
    actions.close_period(Period.objects.get(pk=parts[0]), **w.who)
    return parts


def roll_over(w, milestone):
    period = Period.objects.get(pk=periods(w)[0])
    actions.change_milestone(milestone, period=period, **w.who)
    actions.close_period(period, **w.who)


def register(w):
    """M1 to M4: overdue, re-dated, complete and ongoing, without a date that can be read."""
    add(w, "Structure", due="Early December 2006", period=add_period(w))
    april = add_period(w, "April 2012", 4)
    second = add(w, "Budget", due="May 2199", owner="Finance Officer", period=april)
    actions.redate_milestone(second, due="June 2199", why="Later", **w.who)
    actions.complete_milestone(add(w, "Support", due=""), ongoing=True, **w.who)
    strategy = add(w, "Strategy", due="On completion of strategy")
    actions.add_dependency(Milestone.objects.get(pk=second.pk), needs=strategy, **w.who)


MILESTONES = Kit(
    name="milestones",
    add=add,
    typed={"title": "Structure agreed", "due": "Early December 2026", "forecast": "Spring 2027"},
    change=("title", "Structure agreed by all", "Structure agreed by all"),
    by_adding={"state": "Planned"},  # the log is the plan
    subjects={
        "planned": [],
        "planned, without a date": [{"due": ""}],
        ROLLED_OVER: [roll_over],
        "in_progress": ["depend", "deliver"],
        "complete": ["depend", "deliver", "complete"],
        "withdrawn": ["depend", "withdraw"],
    },
    full="in_progress",
    children={
        "deliveries": ("deliver", "outcome"),
        "due-dates": ("redate", "why"),
        "dependencies": None,
        "roll-overs": None,
    },
    leaves_open=(("complete", "in_progress", None), ("withdraw", "in_progress", None)),
    decided={log.DATED: ("planned", {}), log.ROLLED_OVER: (ROLLED_OVER, {"period": ""})},
    steps=(
        Step("milestones:start", "Start", UNFINISHED[::2] + (ROLLED_OVER,), state="in_progress"),
        Step(
            "milestones:deliver",
            "Record a delivery",
            (*UNFINISHED, "complete"),
            {"delivered_on": "1 March 2012", "to_body": "Programme Board"},
            shows="Programme Board",
        ),
        Step("milestones:complete", "Complete", UNFINISHED, state="complete"),
        Step(
            "milestones:redate",
            "Re-date",
            ("planned", "in_progress", ROLLED_OVER),
            {"due": "Spring 2029", **WHY},
            shows="Spring 2029",
        ),
        Step(
            "milestones:redate",
            "Give a due date",
            ("planned, without a date",),
            {"due": "Spring 2029", **WHY},
            shows="Spring 2029",
        ),
        # A report prints the comment of what is settled too.
        Step(
            "milestones:comment",
            "Change the comment",
            (*UNFINISHED, "complete", "withdrawn"),
            {"comment": "Goes to the board"},
            shows="Goes to the board",
        ),
        Step("milestones:withdraw", "Withdraw", UNFINISHED, WHY, "withdrawn"),
        Step(
            "milestones:reopen",
            "Reopen",
            ("complete", "withdrawn"),
            WHY,
            {"complete": "in_progress", "withdrawn": "planned"},
        ),
        Step(
            "milestones:depend", "Add a dependency", UNFINISHED, another, shows="Consultation held"
        ),
        Step(
            "milestones:end_dependency",
            "End the dependency on M2",
            ("in_progress",),
            WHY,
            shows="It depends on no other milestone.",
            parts=("M2",),
        ),
    ),
    forms=(
        PageForm(
            "milestones:add_period",
            "Add a period",
            "milestones:periods",
            {"label": "March", "starts_on": "1 March 2012", "ends_on": "31 March 2012"},
            "March saved.",
        ),
        PageForm(
            "milestones:edit_period",
            "Change March 2012",
            "milestones:periods",
            {"label": "Mar 2012", "starts_on": "1 March 2012", "ends_on": "31 March 2012"},
            "Mar 2012 saved.",
            begin=periods,
        ),
        PageForm(
            "milestones:close_period",
            "Close March 2012",
            "milestones:periods",
            {},
            "March 2012 closed.",
            begin=periods,
        ),
        PageForm(
            "milestones:reopen_period",
            "Reopen March 2012",
            "milestones:periods",
            WHY,
            "March 2012 reopened.",
            begin=closed_period,
        ),
    ),
    register=register,
    finds={
        "": ["M1", "M2", "M3", "M4"],
        "?state=complete": ["M3"],
        "?state=unfinished": ["M1", "M2", "M4"],
        "?overdue=yes": ["M1"],
        "?owner=Finance+Officer": ["M2"],
        "?flag=unclear": ["M4"],
        "?flag=ongoing": ["M3"],
        "?flag=redated": ["M2"],
        "?flag=rolled": [],
        "?dependencies=waiting": ["M2"],
        "?period=current": ["M1"],
        "?period=next": ["M2"],
        "?period=none": ["M3", "M4"],
        "?q=early+structure": ["M1"],
        "?sort=-due": ["M2", "M1", "M3", "M4"],
    },
)

KITS = [MILESTONES]
