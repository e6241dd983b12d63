"""Savings, targets, re-allocations and carry-forwards."""

from datetime import date

from savings import actions, log
from savings.models import Target
from tests.contract.kit import Kit, Step

WHY = {"why": "Agreed by the board"}
APPROVAL = {"body": "Cabinet", "on": "14 June 2011"}
YEAR = {"financial_year": "2011/12", "amount": "1,000"}
WITH_MONEY, ONCE = "approved, with money achieved", "approved, one-off"


def add_saving(w, title="Underspend", **details):
    values = {"kind": "one_off", "amount": 5_000_00, "starts_on": date(2012, 3, 9), **details}
    return actions.add_saving(programme=w.programme, title=title, **w.who, **values)


def add_permanent(w, title="Underspend", **details):
    return add_saving(w, title, **{"kind": "permanent", **details})


def savings(w):
    """S1 permanent and approved; S2 one-off of the year before; S3 withdrawn."""
    permanent = {"kind": "permanent", "starts_on": date(2011, 4, 1)}
    first = add_saving(w, "Unified structure", **permanent)
    actions.approve_saving(first, body="Cabinet", undated=True, **w.who)
    maybe = {"owner": "Treasurer", "certainty": "potential"}
    add_saving(w, amount=100, starts_on=date(2011, 3, 31), **maybe)
    actions.withdraw_saving(add_saving(w, "Telephones"), **WHY, **w.who)


def spent_once(w):
    return str(reallocate(w).pk)


SAVINGS = Kit(
    name="savings",
    add=add_permanent,
    typed={"title": "Payroll", "kind": "one_off", "amount": "£1.2m", "starts_on": "9 March 2012"},
    change=("amount", "6,000", "£6,000"),
    by_adding={"state": "Identified"},  # somebody found it
    subjects={
        "identified": [],
        "approved": ["approve"],
        ONCE: [{"kind": "one_off"}, "approve"],
        WITH_MONEY: ["approve", "post"],
        "achieved": ["approve", "post", "confirm"],
        "withdrawn": ["withdraw"],
    },
    full=WITH_MONEY,
    children={"achieved-amounts": ("post", "evidence")},
    decided={
        log.SAVING_APPROVED: (
            ONCE,
            {
                "title": "Overspend",
                "kind": "permanent",
                "amount": "10,000",
                "starts_on": "1 April 2013",
                "ends_on": "31 March 2014",
                "certainty": "committed",
                "source": spent_once,
            },
        )
    },
    steps=(
        Step("savings:approve", "Record the approval", ("identified",), APPROVAL, "approved"),
        Step(
            "savings:revise",
            "Record a changed approval",
            ("approved", ONCE, WITH_MONEY, "achieved"),
            {**APPROVAL, "title": "Rent", "amount": "7,000", "starts_on": "9 March 2012", **WHY},
            shows="£7,000",
        ),
        Step(
            "savings:change_amount",
            "Change the yearly amount",
            ("approved", WITH_MONEY, "achieved"),
            {**APPROVAL, "amount": "7,000", "from_day": "1 April 2013", **WHY},
            shows="£5,000 a year before 1 April 2013",
        ),
        Step(
            "savings:end",
            "End it",
            ("approved", WITH_MONEY, "achieved"),
            {"last_day": "31 March 2013", **WHY},
            shows="31 March 2013",
            not_yet={ONCE: "Nothing was achieved on S1: withdraw it."},
        ),
        Step(
            "savings:post",
            "Post an achieved amount",
            ("approved", ONCE, WITH_MONEY, "achieved"),
            {**YEAR, "evidence": "Budget monitoring"},
            shows="Budget monitoring",
        ),
        Step(
            "savings:confirm",
            "Confirm as achieved",
            (WITH_MONEY,),
            WHY,
            "achieved",
            not_yet=dict.fromkeys(("approved", ONCE), "Nothing is posted as achieved on S1"),
        ),
        Step(
            "savings:withdraw",
            "Withdraw",
            ("identified", "approved", ONCE),
            WHY,
            "withdrawn",
            not_yet=dict.fromkeys((WITH_MONEY, "achieved"), "was achieved on S1"),
        ),
        Step(
            "savings:reopen",
            "Reopen",
            ("achieved", "withdrawn"),
            WHY,
            {"achieved": "approved", "withdrawn": "identified"},
        ),
        Step(
            "savings:reverse",
            "Reverse £1,000",
            (WITH_MONEY, "achieved"),
            WHY,
            "approved",
            shows="Taken back",
            parts=(1,),
        ),
    ),
    register=savings,
    finds={
        "": ["S1", "S2", "S3"],
        "?financial_year=2010/11": ["S2"],
        "?kind=permanent": ["S1"],
        "?certainty=potential": ["S2"],
        "?state=live": ["S1", "S2"],
        "?state=withdrawn": ["S3"],
        "?owner=Treasurer": ["S2"],
        "?q=structure": ["S1"],
        "?sort=starts_on": ["S2", "S1", "S3"],
    },
)


def year_of(number):
    """2011/12, 2012/13 ...: there is one target for each year."""
    return f"{2010 + number}/{(11 + number) % 100:02}"


def in_a_year_of_its_own(target):
    target.financial_year = year_of(target.number)


def add_target(w, title="First reduction", **details):
    values = {"financial_year": year_of(Target.objects.count() + 1), **details}
    values = {"amount": 1_000_00, "kind": "permanent", **values}
    return actions.add_target(programme=w.programme, title=title, **w.who, **values)


def targets(w):
    actions.withdraw_target(add_target(w, comment="Agreed in June"), **WHY, **w.who)
    add_target(w, "Second reduction", financial_year="2012/13", owner="Treasurer")


TARGETS = Kit(
    name="savings-targets",
    add=add_target,
    typed={"title": "First reduction", "kind": "permanent", **YEAR},
    change=("amount", "1,500", "£1,500"),
    by_adding={"state": "In force"},  # until it is withdrawn
    subjects={"in_force": [], "withdrawn": ["target_withdraw"]},
    full="in_force",
    steps=(
        Step("savings:target_withdraw", "Withdraw", ("in_force",), WHY, "withdrawn"),
        Step("savings:target_reopen", "Reopen", ("withdrawn",), WHY, "in_force"),
    ),
    register=targets,
    differ=in_a_year_of_its_own,
    finds={
        "": ["T1", "T2"],
        "?financial_year=2012/13": ["T2"],
        "?state=withdrawn": ["T1"],
        "?q=june reduction": ["T1"],
        "?sort=-financial_year": ["T2", "T1"],
    },
)


def money(w):
    """What can be spent or carried forward: a one-off saving of £100,000 in 2011/12."""
    saving = add_saving(w, amount=100_000_00)
    actions.approve_saving(saving, body="Cabinet", undated=True, **w.who)


def reallocate(w, title="Telephones", **details):
    money(w)
    values = {"kind": "one_off", "pot": "one_off", "financial_year": "2011/12", **details}
    values = {"amount": 1_000_00, **values}
    return actions.add_reallocation(programme=w.programme, title=title, **w.who, **values)


def new_reallocation(w, _):
    money(w)
    return {"title": "Telephones", "kind": "one_off", "pot": "one_off", **YEAR}


def reallocations(w):
    spent = reallocate(w, priority="High")
    actions.approve_reallocation(spent, body="Council", undated=True, **w.who)
    reallocate(w, "Desks", owner="Treasurer")


REALLOCATIONS = Kit(
    name="reallocations",
    add=reallocate,
    typed=new_reallocation,
    change=("priority", "High", "High"),
    by_adding={"state": "Approval not recorded"},
    subjects={
        "recorded": [],
        "approved": ["reallocation_approve"],
        "withdrawn": ["reallocation_withdraw"],
    },
    full="recorded",
    decided={
        log.REALLOCATION_APPROVED: (
            "approved",
            {
                "title": "Desks",
                "kind": "permanent",
                "pot": "permanent",
                "amount": "2,000",
                "financial_year": "2012/13",
            },
        )
    },
    steps=(
        Step(
            "savings:reallocation_approve",
            "Record the approval",
            ("recorded",),
            APPROVAL,
            "approved",
        ),
        Step(
            "savings:reallocation_withdraw", "Withdraw", ("recorded", "approved"), WHY, "withdrawn"
        ),
        Step("savings:reallocation_reopen", "Reopen", ("withdrawn",), WHY, "recorded"),
    ),
    register=reallocations,
    finds={
        "": ["A1", "A2"],
        "?financial_year=2011/12": ["A1", "A2"],
        "?kind=permanent": [],
        "?state=approved": ["A1"],
        "?q=council high": ["A1"],
        "?sort=title": ["A2", "A1"],
    },
)


def carry(w, title="Net underspend", **details):
    money(w)
    values = {"financial_year": "2011/12", "amount": 1_000_00, **details}
    return actions.request_carry_forward(programme=w.programme, title=title, **w.who, **values)


def new_carry_forward(w, _):
    money(w)
    return {"title": "Net underspend", **YEAR}


def carry_forwards(w):
    actions.approve_carry_forward(carry(w), body="Council", undated=True, **w.who)
    carry(w, "Grant", owner="Treasurer", amount=10)


CARRY_FORWARDS = Kit(
    name="carry-forwards",
    add=carry,
    typed=new_carry_forward,
    change=("amount", "900", "£900"),
    by_adding={"state": "Requested"},  # adding one asks for it
    subjects={
        "requested": [],
        "approved": ["carry_forward_approve"],
        "dropped": ["carry_forward_drop"],
    },
    full="requested",
    steps=(
        Step(
            "savings:carry_forward_approve",
            "Record the approval",
            ("requested",),
            APPROVAL,
            "approved",
        ),
        Step("savings:carry_forward_drop", "Drop", ("requested", "approved"), WHY, "dropped"),
        Step("savings:carry_forward_reopen", "Reopen", ("approved", "dropped"), WHY, "requested"),
    ),
    register=carry_forwards,
    finds={
        "": ["C1", "C2"],
        "?financial_year=2011/12": ["C1", "C2"],
        "?state=requested": ["C2"],
        "?q=council": ["C1"],
        "?sort=amount": ["C2", "C1"],
    },
)

KITS = [SAVINGS, TARGETS, REALLOCATIONS, CARRY_FORWARDS]
