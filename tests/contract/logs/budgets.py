"""Budget lines and reserves."""

from datetime import date

from budgets import actions, log
from budgets.models import PeriodLock
from tests.contract.kit import Kit, PageForm, Step

OPEN = ("open", "open, with money moved")
GONE = "open, with a call withdrawn"
WITH_CALLS = ("open, with a call", "open, with a contingent call", "open, with an approved call")
WHY = {"why": "Agreed by the board"}
MONEY = {"amount": "1,000", "on": "9 March 2012"}


def add_line(w, title="Human resources support", pounds=30_000, **details):
    values = {"financial_year": "2011/12", "allocation": pounds * 100, "title": title, **details}
    return actions.add_line(programme=w.programme, **w.who, **values)


def another_line(w, line):
    other = add_line(w, "Outside advice")
    return {"to": str(other.pk), "reason": "More work", "authority": "Section 151 officer", **MONEY}


def lock(w):
    days = {"starts_on": date(2011, 4, 1), "ends_on": date(2011, 4, 30)}
    who = {**w.who, "by": w.person("finance_officer")}
    actions.lock_period(programme=w.programme, **days, **who)
    return (PeriodLock.objects.get().pk,)


def lines(w):
    """B1 to B3: within budget, forecast over, closed; B4 overspent in another year."""
    add_line(w, "Human resources", 15_000)
    advice = {"forecast": 10_200_00, "owner": "Head of service"}
    add_line(w, "Outside advice", 10_000, **advice)
    actions.close_line(add_line(w, "Moving", 50_000), why="Done", **w.who)
    fees = add_line(w, "Fees", 100, financial_year="2010/11")
    what = {"amount": 200_00, "on": date(2011, 3, 1), "what": "Fees"}
    actions.post_spend(fees, **what, **w.who)


BUDGET = Kit(
    name="budgets",
    add=add_line,
    typed={"title": "Legal advice", "financial_year": "2011/12", "allocation": "15,000"},
    change=("title", "Staff support", "Staff support"),
    decided={log.ALLOCATED: ("open", {"allocation": "60,000", "financial_year": "2012/13"})},
    by_adding={"state": "Open"},  # money can move on a line from the day on which it is there
    subjects={
        "open": [],
        "open, with money moved": ["commit", "spend", "move"],
        "closed": ["spend", "close"],
    },
    full="open, with money moved",
    children={
        "postings": ("spend", "what"),
        "given": ("move", "reason"),
        "taken": None,
    },
    steps=(
        Step("budgets:spend", "Post spend", OPEN, {**MONEY, "what": "Fees"}, shows="Fees"),
        Step("budgets:commit", "Commit money", OPEN, {**MONEY, "what": "Order"}, shows="Order"),
        Step("budgets:forecast", "Set the forecast", OPEN, {"forecast": "25,000"}, shows="£25,000"),
        Step("budgets:move", "Move money (virement)", OPEN, another_line, shows="Virement to"),
        Step(
            "budgets:allocate",
            "Change the allocation",
            OPEN,
            {
                "allocation": "40,000",
                "financial_year": "2011/12",
                "reason": "More work",
                "authority": "Cabinet",
            },
            shows="£40,000",
        ),
        Step(
            "budgets:close",
            "Close",
            ("open",),
            WHY,
            "closed",
            not_yet={"open, with money moved": "still committed"},
        ),
        Step("budgets:reopen", "Reopen", ("closed",), WHY, "open"),
        Step(
            "budgets:reverse",
            "Release commitment of £1,000",
            ("open, with money moved",),
            {"on": "9 March 2012", **WHY},
            shows="released",
            parts=(1,),
        ),
    ),
    forms=(
        PageForm(
            "budgets:lock",
            "Lock a period",
            "budgets:periods",
            {"starts_on": "1 April 2011", "ends_on": "30 April 2011"},
            "is locked.",
            by="finance_officer",
        ),
        PageForm(
            "budgets:unlock",
            "Unlock",
            "budgets:periods",
            WHY,
            "is unlocked.",
            by="finance_officer",
            begin=lock,
        ),
    ),
    register=lines,
    finds={
        "": ["B1", "B2", "B3", "B4"],
        "?financial_year=2010/11": ["B4"],
        "?standing=green": ["B1", "B3"],
        "?standing=amber": ["B2"],
        "?standing=red": ["B4"],
        "?owner=Head of service": ["B2"],
        "?q=advice": ["B2"],
        "?q=head advice": ["B2"],
        "?state=closed": ["B3"],
        "?sort=-current_allocation&state=open": ["B1", "B2", "B4"],
        "?sort=-variance&state=open": ["B2", "B1", "B4"],
    },
)


def add_reserve(w, title="Partnership reserves", **details):
    values = {"opening": 100_000, "forecast_on": date(2012, 3, 31), "title": title, **details}
    return actions.add_reserve(programme=w.programme, **w.who, **values)


def reserves(w):
    actions.close_reserve(add_reserve(w, comment="For projects"), why="Spent", **w.who)
    pensions = add_reserve(w, "Pensions", opening=90_000, owner="Treasurer")
    call = {"amount": 100_00, "what": "Advice", "on": w.who["at"].date()}
    actions.request_call(pensions, **call, **w.who)


DECIDED = {"authority": "Joint Committee", "on": "9 March 2012"}
RESERVES = Kit(
    name="reserves",
    add=add_reserve,
    typed={"title": "Pensions", "opening": "232,290", "forecast_on": "31 March 2012"},
    change=("opening", "1,500", "£1,500"),
    by_adding={"state": "Open"},  # money can be drawn and put back
    subjects={
        "open": [],
        WITH_CALLS[0]: ["reserve_call"],
        WITH_CALLS[1]: ["reserve_call", "reserve_make_contingent"],
        WITH_CALLS[2]: ["reserve_call", "reserve_approve", "reserve_contribute"],
        GONE: ["reserve_call", "reserve_withdraw"],
        "closed": ["reserve_call", "reserve_approve", "reserve_close"],
    },
    full=WITH_CALLS[2],
    children={
        "calls": ("reserve_call", "what"),
        "movements": ("reserve_contribute", "what"),
    },
    leaves_open=(("reserve_close", WITH_CALLS[0], "of calls are not decided"),),
    decided={
        log.CALLS_DECIDED: (
            WITH_CALLS[2],
            {"opening": "2,000", "forecast_on": "31 March 2013"},
        )
    },
    steps=(
        Step(
            "budgets:reserve_call",
            "Record a call",
            ("open", *WITH_CALLS, GONE),
            {"amount": "100", "what": "Project work", "on": "9 March 2012"},
            shows="Project work",
        ),
        Step(
            "budgets:reserve_contribute",
            "Record a contribution",
            ("open", *WITH_CALLS, GONE),
            {"amount": "100", "what": "From Havering", "on": "9 March 2012"},
            shows="From Havering",
        ),
        Step(
            "budgets:reserve_draw",
            "Record money drawn",
            WITH_CALLS[2:],
            {"amount": "50", "what": "First invoice", "on": "9 March 2012"},
            shows="First invoice",
            not_yet=dict.fromkeys(("open", *WITH_CALLS[:2], GONE), "is approved and not drawn"),
        ),
        Step(
            "budgets:reserve_close",
            "Close",
            ("open", WITH_CALLS[2], GONE),
            WHY,
            "closed",
            not_yet=dict.fromkeys(WITH_CALLS[:2], "of calls are not decided"),
        ),
        Step(
            "budgets:reserve_restate",
            "Restate the opening forecast",
            WITH_CALLS[1:],
            {"opening": "1,200", "forecast_on": "31 March 2012", **WHY},
            shows="£1,200",
            also=("open", WITH_CALLS[0], GONE),
        ),
        Step("budgets:reserve_reopen", "Reopen", ("closed",), WHY, "open"),
        Step(
            "budgets:reserve_approve",
            "Approve call 1",
            WITH_CALLS[:2],
            DECIDED,
            shows="Joint Committee",
            parts=(1,),
        ),
        Step(
            "budgets:reserve_make_contingent",
            "Make contingent call 1",
            WITH_CALLS[:1],
            DECIDED,
            shows="Joint Committee",
            parts=(1,),
        ),
        Step(
            "budgets:reserve_withdraw",
            "Withdraw call 1",
            WITH_CALLS,
            {"on": "9 March 2012", **WHY},
            shows="Withdrawn",
            parts=(1,),
        ),
        Step(
            "budgets:reserve_ask_again",
            "Put back call 1",
            (GONE,),
            {"on": "9 March 2012", **WHY},
            shows="Requested",
            parts=(1,),
        ),
    ),
    register=reserves,
    finds={
        "": ["RV1", "RV2"],
        "?state=closed": ["RV1"],
        "?calls=waiting": ["RV2"],
        "?q=projects": ["RV1"],
        "?q=treasurer pensions": ["RV2"],
        "?sort=opening": ["RV2", "RV1"],
    },
)

KITS = [BUDGET, RESERVES]
