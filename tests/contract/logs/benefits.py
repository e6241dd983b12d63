"""Benefits."""

from datetime import date

from benefits import actions, log
from savings import actions as savings
from tests.contract.kit import Kit, PageForm, Step

WHY = {"why": "Agreed by the board"}
MEASURED, FINANCIAL = "identified, measured", "identified, financial"
CLAIMED = "realising, claimed"
LIVE = ("identified", MEASURED, FINANCIAL, "validated", "profiled", "realising", CLAIMED)
LIVE = (*LIVE, "reopened")
PLANNED = ("profiled", "realising", CLAIMED, "reopened")
MEASURE = {
    "measure": "Days to answer a letter",
    "unit": "number",
    "counted": "days",
    "direction": "down",
    "counting": "level",
    "baseline": "10",
    "baseline_on": "1 April 2011",
    "target": "5",
    "target_by": "31 March 2012",
}
PLAN = "Q1 2011/12 = 9\nQ2 2011/12 = 8\nQ3 2011/12 = 6"


def add(w, title="Letters are answered sooner", kind="tangible", **details):
    values = {"title": title, "kind": kind, **details}
    return actions.add_benefit(programme=w.programme, **w.who, **values)


def on_a_saving(w, _):
    values = {"kind": "one_off", "amount": 500_00, "starts_on": date(2012, 3, 9)}
    saving = savings.add_saving(programme=w.programme, title="Underspend", **values, **w.who)
    return {"saving": str(saving.pk), "amount": "100"}


def register(w):
    """BEN1 to BEN5: without a measure, a disbenefit, behind plan, realised, cashable."""
    add(w)
    add(w, "New posts cost money", "financial", disbenefit=True, owner="Head of Finance")
    w.make(BENEFITS, "realising")
    w.make(BENEFITS, "realised")
    add(w, "Telephones cost less", "financial", cashable="yes", certainty="potential")


BENEFITS = Kit(
    name="benefits",
    add=add,
    typed={"title": "Letters are answered sooner", "kind": "tangible", "owner": "Head of Post"},
    change=("outcome", "Nobody asks twice", "Nobody asks twice"),
    by_adding={"state": "Identified"},  # somebody found it
    subjects={
        "identified": [],
        MEASURED: ["measure"],
        FINANCIAL: [{"kind": "financial"}],
        "validated": ["measure", "validate"],
        "profiled": ["measure", "validate", "profile"],
        "realising": ["measure", "validate", "profile", "post"],
        CLAIMED: ["measure", "validate", "profile", "post", "claim"],
        "realised": ["measure", "validate", "profile", "post", "claim", "verify"],
        "not_realised": ["measure", "fail"],
        "reopened": ["measure", "validate", "profile", "fail", "reopen"],
    },
    full="realising",
    children={
        "planned-values": None,
        "actuals": ("post", "evidence"),
        "shares": None,
        "savings-links": None,
    },
    rows={"shares": ("identified", "split"), "links": (FINANCIAL, "link")},
    decided={
        log.VALIDATED: (
            "validated",
            {
                "title": "Letters are answered",
                "kind": "financial",
                "cashable": "yes",
                "certainty": "committed",
                "disbenefit": "on",
                "description": "Another",
                "outcome": "Another",
                "attribution": "Another",
            },
        ),
        log.MEASURE_VALIDATED: ("validated", {}),
    },
    steps=(
        Step(
            "benefits:measure",
            "Set the measure",
            ("identified", FINANCIAL),
            MEASURE,
            shows="Days to answer a letter",
        ),
        Step(
            "benefits:measure",
            "Change What it is measured by",
            ("identified", MEASURED, FINANCIAL, "reopened"),
            {**MEASURE, "measure": "Working days to answer a letter"},
            also=("validated", "profiled", "realising", CLAIMED),
            shows="Working days to answer a letter",
        ),
        Step(
            "benefits:validate",
            "Validate",
            ("identified", MEASURED, FINANCIAL, "reopened"),
            WHY,
            "validated",
        ),
        Step("benefits:profile", "Plan the values", ("validated",), {"profile": PLAN}, "profiled"),
        Step(
            "benefits:profile",
            "Change the plan",
            PLANNED,
            {"profile": f"{PLAN}\nQ4 2011/12 = 5", **WHY},
            shows="Q4 2011/12",
        ),
        Step(
            "benefits:post",
            "Post an actual value",
            PLANNED,
            {"on": "9 March 2012", "value": "9", "evidence": "Post log"},
            shows="Post log",
        ),
        Step(
            "benefits:reverse",
            "Reverse",
            ("realising", CLAIMED),
            WHY,
            shows="Takes back entry 1",
            parts=(1,),
        ),
        Step(
            "benefits:claim",
            "Claim as realised",
            ("realising",),
            WHY,
            shows="Claimed by",
            by="workstream_lead",
        ),
        Step(
            "benefits:withdraw_claim",
            "Withdraw the claim",
            (CLAIMED,),
            WHY,
            shows="withdrew the claim of",
        ),
        Step("benefits:verify", "Verify", (CLAIMED,), WHY, "realised", by="auditor"),
        Step(
            "benefits:link", "Rest it on a saving", (FINANCIAL,), on_a_saving, shows="S1 Underspend"
        ),
        Step("benefits:fail", "Not realised", LIVE, WHY, "not_realised"),
        Step(
            "benefits:reopen",
            "Reopen",
            ("validated", "profiled", "realising", CLAIMED, "realised", "not_realised"),
            WHY,
            "reopened",
        ),
        Step(
            "benefits:split",
            "Change Split between the partners",
            LIVE,
            lambda w, _: {f"share_{w.partner.pk}": "50"},
            shows="50%",
        ),
    ),
    forms=(
        PageForm(
            "benefits:bands",
            "Set the bands",
            "benefits:list",
            {
                "applies_from": "10 March 2012",
                "green_to": "5",
                "amber_from": "5",
                "amber_to": "20",
                "red_from": "20",
                **WHY,
            },
            "New bands apply from 10 March 2012.",
        ),
    ),
    register=register,
    finds={
        "": ["BEN1", "BEN2", "BEN3", "BEN4", "BEN5"],
        "?q=telephones": ["BEN5"],
        "?kind=financial": ["BEN2", "BEN5"],
        "?disbenefit=yes": ["BEN2"],
        "?owner=Head of Finance": ["BEN2"],
        "?state=realised": ["BEN4"],
        "?state=live&kind=financial&sort=-title": ["BEN5", "BEN2"],
        "?cashable=yes": ["BEN5"],
        "?certainty=potential": ["BEN5"],
        "?needs=verify": [],
        "?needs=measure": ["BEN1", "BEN2", "BEN5"],
        "?band=none": ["BEN1", "BEN2", "BEN5"],
        "?band=red": ["BEN3", "BEN4"],
    },
)

KITS = [BENEFITS]
