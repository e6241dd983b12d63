"""Reviews and their recommendations."""

from datetime import date

from recommendations import actions, log
from recommendations.models import Review
from tests.contract.kit import Kit, PageForm, Step

WHY = {"why": "Agreed by the board"}
OTHER = {"text": "Publish nothing", "printed_reference": "99"}
ASKED, UNDATED = "responded, an extension asked for", "responded, without a date"
REJECTED, REJECTED_LATER = "responded, rejected", "reopened, rejected"
ANSWERED = ("responded", ASKED, UNDATED)
WORKED_ON = ("received", *ANSWERED, REJECTED, "in_progress", "reopened", REJECTED_LATER)
DATED = tuple(subject for subject in WORKED_ON if subject != UNDATED)
OPEN = (*WORKED_ON, "claimed", "verified", "risk_accepted")


def add_review(w, title="Gateway review 3", **details):
    values = {"kind": "gateway", "title": title, **details}
    return actions.add_review(programme=w.programme, **w.who, **values)


def add(w, text="Publish a communications plan", **details):
    review = Review.objects.first() or add_review(w)
    values = {"review": review, "response": "accepted", "due_on": date(2012, 4, 1), **details}
    return actions.add_recommendation(programme=w.programme, text=text, **w.who, **values)


def new(w, _):
    review = Review.objects.first() or add_review(w)
    return {"review": str(review.pk), "text": "Publish a plan", "owner": "Head of Legal"}


def reject(w, entry):
    actions.respond_to_recommendation(entry, response="rejected", **w.who)


def register(w):
    """REC1 overdue, REC2 verified, REC3 with an extension asked for, REC4 put off and undated."""
    first = add(w, due_on=date(2012, 3, 1))
    actions.set_owners(first, owners={w.partner: "Solicitor"}, **w.who)
    w.make(RECOMMENDATIONS, "verified")
    w.make(RECOMMENDATIONS, ASKED)
    put_off = {"response": "deferred", "due_on": None, "priority": 1, "owner": "Head of Legal"}
    add(w, "Engage the lawyers", **put_off)


RECOMMENDATIONS = Kit(
    name="recommendations",
    add=add,
    typed=new,
    change=("text", "Publish two plans", "Publish two plans"),
    by_adding={"state": "Received"},
    subjects={
        "received": [{"response": ""}],
        "responded": [],
        ASKED: ["request_extension"],
        UNDATED: [{"due_on": None}],
        REJECTED: [{"response": "rejected"}],
        "in_progress": ["start", "update"],
        "claimed": ["claim"],
        "verified": ["claim", "verify"],
        "closed": ["claim", "verify", "close"],
        "superseded": ["supersede"],
        "risk_accepted": ["accept_risk"],
        "dropped": ["drop"],
        "reopened": ["claim", "reopen"],
        REJECTED_LATER: ["claim", "reopen", reject],
    },
    full="in_progress",
    children={
        "owners": ("owners", lambda w: f"owner_{w.partner.pk}"),
        "positions": ("update", "text"),
        "due-dates": ("redate", "why"),
    },
    decided={
        log.DATED: ("responded", {}),
        log.ANSWERED: ("responded", {}),
        log.DROPPED: ("dropped", OTHER),
        log.VERIFIED: ("verified", {**OTHER, "evidence": "Another plan"}),
        log.RISK_ACCEPTED: ("risk_accepted", {**OTHER, "priority": "1"}),
    },
    rows={"owners": ("responded", "owners")},
    steps=(
        Step(
            "recommendations:respond", "Respond", ("received",), {"response": "partly"}, "responded"
        ),
        Step(
            "recommendations:respond",
            "Change Response",
            WORKED_ON,
            {"response": "partly", "comments": "From April on"},
            shows="From April on",
        ),
        Step(
            "recommendations:owners",
            "Change Owners",
            OPEN,
            lambda w, _: {f"owner_{w.partner.pk}": "Head of Legal"},
            shows="Head of Legal",
        ),
        Step("recommendations:start", "Start", (*ANSWERED, "reopened"), state="in_progress"),
        Step(
            "recommendations:update",
            "Add a position",
            OPEN,
            {"as_at": "9 March 2012", "wording": "own", "text": "Begun in January"},
            shows="Begun in January",
        ),
        Step(
            "recommendations:claim",
            "Claim complete",
            (*ANSWERED, "in_progress", "reopened"),
            {"evidence": "The plan"},
            "claimed",
            by="workstream_lead",
        ),
        Step(
            "recommendations:verify", "Verify", ("claimed",), WHY, "verified", by="partner_director"
        ),
        Step(
            "recommendations:close", "Close", ("verified", REJECTED, REJECTED_LATER), WHY, "closed"
        ),
        Step(
            "recommendations:redate",
            "Re-date",
            DATED,
            {"due_on": "1 May 2012", **WHY},
            shows="1 May 2012",
            by="partner_director",
        ),
        Step(
            "recommendations:date",
            "Give a due date",
            (UNDATED,),
            {"due_on": "1 May 2012"},
            shows="1 May 2012",
        ),
        Step(
            "recommendations:request_extension",
            "Ask for an extension",
            DATED,
            {"due_on": "1 June 2012", **WHY},
            shows="1 June 2012",
        ),
        Step(
            "recommendations:decide_extension",
            "Decide on the extension",
            (ASKED,),
            {"granted": "yes", **WHY},
            shows="1 June 2012",
            by="partner_director",
        ),
        Step(
            "recommendations:supersede",
            "Supersede",
            (*WORKED_ON, "claimed"),
            lambda w, _: {"superseded_by": add(w, "Another").reference, **WHY},
            "superseded",
        ),
        Step(
            "recommendations:accept_risk",
            "Accept the risk…",
            (*WORKED_ON, "risk_accepted"),
            {"until": "30 June 2012", "approver": "Board", **WHY},
            "risk_accepted",
            by="partner_director",
        ),
        Step(
            "recommendations:drop",
            "No longer pursued…",
            (*WORKED_ON, "claimed", "risk_accepted"),
            {"decided_by": "Joint committee", "decided_on": "9 March 2012", **WHY},
            "dropped",
            shows="Joint committee",
            by="partner_director",
        ),
        Step(
            "recommendations:reopen",
            "Reopen",
            ("claimed", "verified", "closed", "superseded", "risk_accepted", "dropped"),
            WHY,
            "reopened",
        ),
    ),
    forms=(
        PageForm(
            "recommendations:columns",
            "Choose the report’s position columns",
            "recommendations:list",
            {"days": "1 February 2012"},
            "The response table prints positions as at:",
        ),
    ),
    register=register,
    finds={
        "": ["REC1", "REC2", "REC3", "REC4"],
        "?table=live": ["REC1", "REC3", "REC4"],
        "?table=completed": ["REC2"],
        "?table=extension": ["REC3"],
        "?table=overdue": ["REC1"],
        "?state=verified": ["REC2"],
        "?response=deferred": ["REC4"],
        "?response=none": [],
        "?priority=1": ["REC4"],
        "?priority=none&table=overdue": ["REC1"],
        "?review=REV1&owner=Head of Legal": ["REC4"],
        "?owners_owner=Solicitor": ["REC1"],
        "?q=solicitor": ["REC1"],
        "?q=LAWYERS": ["REC4"],
        "?q=lawyers plan": [],
        "?sort=due_on": ["REC1", "REC2", "REC3", "REC4"],
        "?sort=-priority": ["REC4", "REC1", "REC2", "REC3"],
    },
)


def reviews(w):
    first = add_review(w, reviewing_body="4ps", held_on=date(2011, 5, 1))
    add(w, review=first, due_on=date(2012, 3, 1))
    add_review(w, "Annual audit", kind="audit", owner="Treasurer")


REVIEWS = Kit(
    name="reviews",
    add=add_review,
    typed={"title": "Annual audit", "kind": "audit", "scale": "rag", "rating": "Amber"},
    change=("title", "Gateway review 3, again", "Gateway review 3, again"),
    subjects={"any": []},
    full="any",
    children={"recommendations": lambda w, text: add(w, text).review},
    steps=(),
    register=reviews,
    finds={
        "": ["REV1", "REV2"],
        "?kind=audit": ["REV2"],
        "?recommendations=late": ["REV1"],
        "?recommendations=waiting": ["REV1"],
        "?q=4PS gateway": ["REV1"],
        "?sort=title": ["REV2", "REV1"],
    },
)

KITS = [RECOMMENDATIONS, REVIEWS]
