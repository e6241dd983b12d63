"""Risks and issues."""

from datetime import date

from risks import actions, log
from tests.contract.kit import Kit, PageForm, Step

LIVE = ("proposed", "open", "treating", "accepted")
IN_WORDS = "proposed, rated in words"
WHY = {"why": "Agreed by the board"}
WITHDRAWN = {"mitigations": "withdrawn", "mitigations_why": "Not needed any more"}
SETTLED = ("treating, with a mitigation done", "treating, with a mitigation withdrawn")


def add_risk(w, title="A partner leaves the agreement", **details):
    values = {"likelihood": 3, "impact": 5, "title": title, **details}
    return actions.add_risk(programme=w.programme, **w.who, **values)


def rate_in_words(w, risk):
    day = w.who["at"].date()
    actions.set_scheme(programme=w.programme, kind="words", applies_from=day, **w.who)


def settling(w, risk):
    """What is typed to settle a risk: what becomes of open mitigations is asked."""
    return {**WHY, **(WITHDRAWN if risk.mitigations.open() else {})}


def add_late(w):
    """A risk with a mitigation that was due eight days before the pages are opened."""
    risk = add_risk(w, owner="Director")
    details = {"text": "Agree terms", "owner": "Solicitor", "due_on": date(2012, 3, 2)}
    return actions.add_mitigation(risk, **details, **w.who)


def register(w):
    """R1 to R4: red, amber, green, not assessed."""
    none = {"likelihood": None, "impact": None}
    leaves = add_risk(w, "A partner leaves", owner="Director", cause="A vote")
    late = {"text": "Agree terms at once", "owner": "Solicitor", "due_on": date(2012, 3, 2)}
    actions.add_mitigation(leaves, **late, **w.who)
    review = {"review_on": date(2012, 3, 9), "owner": "Head of finance"}
    add_risk(w, "Savings come late", impact=4, **review)
    staff = add_risk(w, "Staff object", likelihood=5, impact=1, owner="Director")
    actions.add_mitigation(staff, text="Talk to the unions", **w.who)
    add_risk(w, "Nobody knows", **none)


BANDS = {"green_from": 1, "green_to": 8, "amber_from": 9, "amber_to": 15, "red_from": 16}
RISKS = Kit(
    name="risks",
    add=add_risk,
    typed={"title": "Savings come late", "likelihood": "3", "impact": "4", "owner": "Director"},
    change=("title", "All partners leave", "All partners leave"),
    by_adding={"state": "Proposed"},  # for the register
    subjects={
        "proposed": [],
        "open": ["open"],
        "treating": ["open", "add_mitigation", "treat"],
        "accepted": ["open", "accept"],
        SETTLED[0]: ["open", "add_mitigation", "treat", "complete_mitigation"],
        SETTLED[1]: ["open", "add_mitigation", "treat", "withdraw_mitigation"],
        "closed": ["add_mitigation", "close"],
        "materialised": ["add_mitigation", "open", "materialise"],
        IN_WORDS: [rate_in_words],
    },
    full="treating",
    decided={
        log.ACCEPTED: (
            "accepted",
            {"title": "Rain", "cause": "Clouds", "event": "It rains", "effect": "We get wet"},
        )
    },
    rows={"assessments-in-words": (IN_WORDS, "assess_in_words")},
    steps=(
        Step(
            "risks:assess",
            "Assess again",
            (*LIVE, *SETTLED),
            {"kind": "current", "likelihood": "2", "impact": "2", "effective_on": "9 March 2012"},
            shows="2 x 2 = 4",
        ),
        Step("risks:open", "Open", ("proposed", IN_WORDS), WHY, "open"),
        Step("risks:treat", "Begin to treat", ("open",), WHY, "treating"),
        Step(
            "risks:accept",
            "Accept until…",
            ("open", "treating", "accepted", *SETTLED),
            {"until": "30 June 2012", "approver": "Programme board", **WHY},
            "accepted",
        ),
        Step(
            "risks:materialise",
            "Convert to an issue",
            ("open", "treating", "accepted", *SETTLED),
            lambda w, risk: {
                "raised_on": "9 March 2012",
                "owner": "Director",
                **settling(w, risk),
            },
            "materialised",
            leads=("risks:issue_detail", "I1"),
        ),
        Step("risks:close", "Close", (*LIVE, IN_WORDS, *SETTLED), settling, "closed"),
        Step("risks:reopen", "Reopen", ("accepted", "closed", "materialised"), WHY, "open"),
        Step(
            "risks:add_mitigation",
            "Add a mitigation",
            (*LIVE, IN_WORDS, *SETTLED),
            {"text": "Agree other terms", "due": "1 April 2012"},
            shows="Agree other terms",
        ),
        Step(
            "risks:change_mitigation",
            "Change mitigation 1",
            ("treating", SETTLED[0]),
            {"text": "Agree terms at once", "done_on": "9 March 2012"},
            shows="Agree terms at once",
            parts=(1,),
        ),
        Step(
            "risks:complete_mitigation",
            "Record mitigation 1 as done",
            ("treating",),
            {"done_on": "9 March 2012"},
            shows="Done 9 March 2012",
            parts=(1,),
        ),
        Step(
            "risks:withdraw_mitigation",
            "Withdraw mitigation 1",
            ("treating",),
            {"why": "Too dear"},
            shows="Withdrawn",
            parts=(1,),
        ),
        Step(
            "risks:reopen_mitigation",
            "Reopen mitigation 1",
            SETTLED,
            WHY,
            shows="reopened a mitigation of",
            parts=(1,),
        ),
        # the last: from then on the programme rates in words
        Step(
            "risks:assess_in_words",
            "Assess again",
            (IN_WORDS,),
            {"frequency_words": "Now and then", "judged_by": "SMT", "effective_on": "9 March 2012"},
            shows="Now and then",
            also=(*LIVE, *SETTLED),
        ),
    ),
    forms=(
        PageForm(
            "risks:bands",
            "Set the bands",
            "risks:list",
            {"applies_from": "10 March 2012", **BANDS, "red_to": 25, **WHY},
            "New bands apply from 10 March 2012.",
        ),
        PageForm(
            "risks:scheme",
            "How risks are rated",
            "risks:list",
            {"applies_from": "10 March 2012", "kind": "words", **WHY},
            "Risks are rated in words from 10 March 2012.",
        ),
    ),
    register=register,
    children={
        "mitigations": ("add_mitigation", "text"),
        "assessments": ("assess", "why"),
        "word-assessments": ("assess_in_words", "why"),
    },
    late={"mitigations": add_late},
    leaves_open=(
        ("close", "treating", WITHDRAWN),
        ("materialise", "treating", WITHDRAWN | {"mitigations": "done"}),
    ),
    finds={
        "": ["R1", "R2", "R3", "R4"],
        "?mitigations=late": ["R1"],
        "?mitigations=waiting": ["R1", "R3"],
        "?mitigations_owner=Solicitor": ["R1"],
        "?q=unions": ["R3"],
        "?q=solicitor vote": ["R1"],
        "?band=red": ["R1"],
        "?band=amber": ["R2"],
        "?band=green": ["R3"],
        "?band=none": ["R4"],
        "?owner=Director": ["R1", "R3"],
        "?owner=Director&band=green": ["R3"],
        "?state=proposed": ["R1", "R2", "R3", "R4"],
        "?state=closed": [],
        "?state=live&impact=5": ["R1"],
        "?likelihood=3": ["R1", "R2"],
        "?needs=yes": ["R1", "R2"],
        "?q=PARTNER": ["R1"],
        "?q=vote partner": ["R1"],
        "?q=vote savings": [],
        "?sort=-score": ["R1", "R2", "R3", "R4"],
        "?sort=score": ["R3", "R2", "R1", "R4"],
        "?sort=title": ["R1", "R4", "R2", "R3"],
        "?sort=review_on": ["R2", "R1", "R3", "R4"],
    },
)


def add_issue(w, title="The system is down", **details):
    values = {"raised_on": date(2012, 3, 1), "title": title, **details}
    return actions.add_issue(programme=w.programme, **w.who, **values)


def issues(w):
    add_issue(w, impact="Nobody is paid", raised_on=date(2012, 3, 2))
    add_issue(w, "A tender is late", owner="Director")


ISSUES = Kit(
    name="issues",
    add=add_issue,
    typed={"title": "The system is down", "raised_on": "1 March 2012", "owner": "Director"},
    change=("title", "The system was down", "The system was down"),
    by_adding={"state": "Open"},  # raising it is adding it
    subjects={"open": [], "resolved": ["issue_resolve"]},
    full="resolved",
    steps=(
        Step(
            "risks:issue_resolve",
            "Resolve",
            ("open",),
            {"resolution": "Restarted", "resolved_on": "9 March 2012"},
            "resolved",
        ),
        Step("risks:issue_reopen", "Reopen", ("resolved",), WHY, "open"),
    ),
    register=issues,
    finds={
        "": ["I1", "I2"],
        "?state=open": ["I1", "I2"],
        "?state=resolved": [],
        "?q=paid": ["I1"],
        "?q=director": ["I2"],
        "?sort=raised_on": ["I2", "I1"],
    },
)

KITS = [RISKS, ISSUES]
