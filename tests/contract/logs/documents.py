"""Key documents and their versions."""

from documents import actions, log
from tests.contract.kit import Kit, Step

WHY = {"why": "Agreed by the board"}
LIVE = ("draft", "checked", "signed_off")
FIRST = {"label": "1.0", "dated_on": "9 March 2012", "changed": "First version"}


def add(w, title="Partnership agreement", **details):
    values = {"kind": "agreement", "title": title, **details}
    return actions.add_document(programme=w.programme, **w.who, **values)


def register(w):
    """KD1 signed off, KD2 a plan without a version, KD3 withdrawn."""
    w.make(DOCUMENTS, "signed_off")
    add(w, "Implementation plan", kind="plan", owner="Director", about="Quick wins")
    actions.withdraw_document(add(w, "Charter", kind="other"), why="Never used", **w.who)


DOCUMENTS = Kit(
    name="documents",
    add=add,
    typed={"title": "Charter", "kind": "other"},
    change=("about", "Who pays what", "Who pays what"),
    by_adding={"state": "Not signed off"},  # no body has signed it off
    subjects={
        "draft": ["edition"],
        "checked": ["edition", "check"],
        "signed_off": ["edition", "check", "sign"],
        "superseded": ["edition", "supersede"],
        "withdrawn": ["edition", "withdraw"],
    },
    full="draft",
    decided={log.SIGNED: ("signed_off", {"title": "Charter", "kind": "plan"})},
    children={"editions": ("edition", "changed")},
    steps=(
        Step(
            "documents:edition",
            "Add a version",
            LIVE,
            lambda w, entry: {**FIRST, "label": f"1.{entry.version}"},
            "draft",
            shows="First version",
        ),
        Step(
            "documents:check",
            "Record the quality check",
            ("draft",),
            {"checked_by": "Programme office", "checked_on": "9 March 2012"},
            "checked",
        ),
        Step(
            "documents:sign",
            "Record the sign-off",
            ("draft", "checked"),
            {"signed_off_by": "Joint Committee", "signed_off_on": "9 March 2012"},
            "signed_off",
        ),
        Step("documents:supersede", "Supersede it", LIVE, WHY, "superseded"),
        Step("documents:withdraw", "Withdraw it", LIVE, WHY, "withdrawn"),
        Step("documents:reopen", "Reopen", ("superseded", "withdrawn"), WHY, "draft"),
    ),
    register=register,
    finds={
        "": ["KD1", "KD2", "KD3"],
        "?kind=plan": ["KD2"],
        "?state=waiting": ["KD2"],
        "?state=withdrawn": ["KD3"],
        "?owner=Director": ["KD2"],
        "?q=WINS implementation": ["KD2"],
        "?sort=title": ["KD3", "KD2", "KD1"],
    },
)

KITS = [DOCUMENTS]
