"""Frozen contents to render: the report of March 2012, and one that tries to do harm.

The figures are those of the real report; the sentences are ours.
"""

from copy import deepcopy

RED, AMBER, GREEN = ({"key": word.lower(), "word": word} for word in ("Red", "Amber", "Green"))


def column(key: str, label: str, kind: str, width: int) -> dict:
    return {"key": key, "label": label, "kind": kind, "width": width}


HEADING = {
    "title": "Programme management report",
    "kind": "programme-management",
    "programme": "Shared management",
    "programme_slug": "shared-management",
    "partners": ["Northern District Council", "Southern District Council"],
    "body": "Joint Appointments and Implementation Committee",
    "meeting_on": "2012-04-04",
    "position_as_at": "2012-03-09T17:00:00+00:00",
    "since": "2012-02-10T17:00:00+00:00",
    "version": 1,
    "supersedes": None,
    "reason": "",
    "proof_url": "http://127.0.0.1:8000/published/jaic/2012-04-04/programme-management/",
}


def change(
    reference: str, title: str, what: str, was: str, now: str, when: str, why: str = ""
) -> dict:
    return {
        "log": {"R": "Risks", "M": "Milestones", "B": "Budget"}[reference[0]],
        "reference": reference,
        "title": title,
        "what": what,
        "from": was,
        "to": now,
        "when": when,
        "by": "Programme manager",
        "why": why,
    }


CHANGES = {
    "key": "changes",
    "title": "What changed since the last report",
    "template": "reports/_table.html",
    "landscape": False,
    "columns": [
        column("reference", "Ref", "text", 7),
        column("title", "Title", "text", 25),
        column("what", "What", "text", 12),
        column("from", "From", "text", 11),
        column("to", "To", "text", 11),
        column("when", "When", "date", 14),
        column("why", "Why", "text", 20),
    ],
    "rows": [
        change(
            "M1", "First management appointments", "State", "In progress", "Complete", "2012-03-05"
        ),
        change(
            "M2",
            "Draft structure of heads of service",
            "State",
            "In progress",
            "Complete",
            "2012-02-22",
            "Staff are being asked informally until 23 March",
        ),
        change("B4", "HR support", "Spend", "£9,200", "£14,978", "2012-03-08"),
        change("R7", "Services suffer during stage 2", "Likelihood", "2", "3", "2012-03-02"),
    ],
    "notes": [],
    "extra": {},
}


def milestone(
    period: str, number: int, title: str, state: str, comment: str, date_text: str
) -> dict:
    return {
        "period": period,
        "reference": f"M{number}",
        "title": title,
        "state": state,
        "comment": comment,
        "due": date_text,
    }


NOW, NEXT = "Current period", "Next period"
MILESTONES = {
    "key": "milestones",
    "title": "Milestones",
    "template": "milestones/report.html",
    "landscape": False,
    "columns": [
        column("period", "Period", "text", 10),
        column("reference", "Ref", "text", 7),
        column("title", "Milestone", "text", 37),
        column("due", "Due, as written", "text", 15),
        column("state", "State", "text", 13),
        column("comment", "Comment", "text", 28),
    ],
    "rows": [
        milestone(NOW, 1, "Make the first management appointments", "✓ Complete", "", "March 2012"),
        milestone(
            NOW,
            2,
            "Draft a structure of heads of service to ask staff about informally",
            "√ Complete",
            "Staff have been asked since 22 February, until 23 March; the proposals and job "
            "descriptions go to the committee on 4 April.",
            "Late February 2012",
        ),
        milestone(
            NOW,
            3,
            "Invite offers for the transformation work",
            "✓ Complete",
            "Four organisations were invited; answers are due by 9 March.",
            "9 March 2012",
        ),
        milestone(
            NOW,
            4,
            "Set up support and working arrangements for the senior managers of both councils",
            "✓ Complete",
            "Goes on: the comment says that it is still in progress.",
            "March 2012",
        ),
        milestone(
            NEXT, 5, "Put the proposed structure to the committee", "Planned", "", "4 April 2012"
        ),
        milestone(
            NEXT,
            6,
            "Draft job descriptions and sizing for the heads of service",
            "Planned",
            "",
            "Early April 2012",
        ),
        milestone(
            NEXT,
            7,
            "Appoint support for the first two parts of the transformation work",
            "Planned",
            "",
            "April 2012",
        ),
        milestone(
            NEXT, 8, "Specify the second stage of the transformation", "Planned", "", "Spring 2012"
        ),
        milestone(
            NEXT,
            9,
            "Say what support the councils need of their own staff",
            "Planned",
            "",
            "Spring 2012",
        ),
    ],
    "notes": [
        "M4 is shown complete as it was reported, although its comment says that the work goes on."
    ],
    "extra": {
        "group_by": "period",
        "timeline": {
            "from": "2012-02-01",
            "to": "2012-06-30",
            "at": "2012-03-09",
            "bars": [
                {
                    "reference": f"M{n}",
                    "title": title,
                    "earliest": earliest,
                    "latest": latest,
                    "delivered": delivered,
                    "state": state,
                }
                for n, title, earliest, latest, delivered, state in [
                    (
                        1,
                        "Make the first management appointments",
                        "2012-03-01",
                        "2012-03-31",
                        "2012-03-05",
                        "Complete",
                    ),
                    (
                        2,
                        "Draft a structure of heads of service to ask staff about informally",
                        "2012-02-21",
                        "2012-02-29",
                        "2012-02-22",
                        "Complete",
                    ),
                    (
                        3,
                        "Invite offers for the transformation work",
                        "2012-03-09",
                        "2012-03-09",
                        "2012-03-01",
                        "Complete",
                    ),
                    (
                        4,
                        "Set up support for the senior managers",
                        "2012-03-01",
                        "2012-03-31",
                        "2012-03-09",
                        "Complete, ongoing",
                    ),
                    (
                        5,
                        "Put the proposed structure to the committee",
                        "2012-04-04",
                        "2012-04-04",
                        None,
                        "Planned",
                    ),
                    (
                        6,
                        "Draft job descriptions and sizing",
                        "2012-04-01",
                        "2012-04-10",
                        None,
                        "Planned",
                    ),
                    (
                        7,
                        "Appoint support for the first two parts",
                        "2012-04-01",
                        "2012-04-30",
                        None,
                        "Planned",
                    ),
                    (8, "Specify the second stage", "2012-03-01", "2012-05-31", None, "Planned"),
                    (9, "Say what support the councils need", None, None, None, "Planned"),
                ]
            ],
        },
    },
}


def budget_line(number: int, title: str, allocation: int, spend: int, comment: str) -> dict:
    return {
        "reference": f"B{number}",
        "title": title,
        "allocation": allocation * 100,
        "spend": spend * 100,
        "forecast": allocation * 100,
        "variance": 0,
        "comment": comment,
    }


BUDGET = {
    "key": "budgets",
    "title": "Budget",
    "template": "budgets/report.html",
    "landscape": False,
    "columns": [
        column("reference", "Ref", "text", 7),
        column("title", "Budget line", "text", 24),
        column("allocation", "Allocation", "money", 12),
        column("spend", "Spend", "money", 12),
        column("forecast", "Forecast", "money", 12),
        column("variance", "Variance", "money", 11),
        column("comment", "Comment", "text", 22),
    ],
    "rows": [
        budget_line(1, "Transformation: senior managers", 15_000, 0, "Offers are due by 9 March"),
        budget_line(2, "Transformation: members", 10_000, 0, "Offers are due by 9 March"),
        budget_line(
            3, "Transformation: stage 2", 50_000, 0, "Tender in April or May, work from the autumn"
        ),
        budget_line(4, "HR support", 30_000, 14_978, "Works to the brief that the leaders agreed"),
        budget_line(
            5, "Programme management", 40_000, 0, "To be looked at again at the end of 2012"
        ),
    ],
    "totals": {"allocation": 14_500_000, "spend": 1_497_800, "forecast": 14_500_000, "variance": 0},
    "notes": [],
    "extra": {},
}

RISK_FACTS = [
    (
        3,
        5,
        RED,
        "Stage 2, joining the services, is not carried out",
        [
            "Agree at the outset that stage 2 will follow",
            "Put a dated plan in place for each service",
        ],
    ),
    (
        3,
        5,
        RED,
        "Members and officers do not take up the new ways of working",
        [
            "Members work at the strategic level and know that they see officers less often",
            "Build one culture over the medium term; the lead-in work of the chief executive "
            "and directors starts it",
        ],
    ),
    (
        1,
        5,
        GREEN,
        "A council wants to end the agreement",
        ["The agreement says how it can be ended, and that it will cost everybody"],
    ),
    (
        2,
        4,
        GREEN,
        "The savings are not made",
        ["Stage 1 savings follow from the structure", "Phasing is cautious"],
    ),
    (
        3,
        3,
        AMBER,
        "Experience and expertise are lost in either stage",
        [
            "Business cases allow for keeping people for a time",
            "Bring in interim staff where needed",
        ],
    ),
    (
        3,
        4,
        AMBER,
        "There is too little capacity to manage the change",
        [
            "Each review is matched to the people available",
            "The programme office is staffed properly",
        ],
    ),
    (
        3,
        4,
        AMBER,
        "Stage 2 projects harm the services",
        [
            "Every project names its risks to services",
            "Temporary help is considered",
            "Staff are kept informed",
        ],
    ),
]
RISK_FACTS[3] = (2, 4, AMBER, *RISK_FACTS[3][3:])


def heat_cells() -> list[dict]:
    """All 25 cells of the map, with the risks above in them."""
    cells = []
    for likelihood in range(1, 6):
        for impact in range(1, 6):
            score = likelihood * impact
            held = [
                f"R{n}" for n, fact in enumerate(RISK_FACTS, 1) if fact[:2] == (likelihood, impact)
            ]
            band = RED if score >= 15 else AMBER if score >= 6 else GREEN
            cells.append(
                {
                    "likelihood": likelihood,
                    "impact": impact,
                    "score": score,
                    "band": band,
                    "count": len(held),
                    "references": held,
                }
            )
    return cells


RISKS = {
    "key": "risks",
    "title": "Risks",
    "template": "risks/report.html",
    "landscape": True,
    "columns": [
        column("reference", "Ref", "text", 5),
        column("title", "Risk", "text", 26),
        column("likelihood", "L", "number", 4),
        column("impact", "I", "number", 4),
        column("score", "Score", "number", 6),
        column("band", "Band", "band", 8),
        column("mitigation", "Mitigation", "lines", 47),
    ],
    "rows": [
        {
            "reference": f"R{n}",
            "title": title,
            "likelihood": likelihood,
            "impact": impact,
            "score": likelihood * impact,
            "band": band,
            "mitigation": mitigation,
        }
        for n, (likelihood, impact, band, title, mitigation) in enumerate(RISK_FACTS, 1)
    ],
    "notes": ["R3 is green by its score, although its impact is 5."],
    "extra": {
        "heatmap": {"cells": heat_cells()},
        "key": [
            {**RED, "low": 15, "high": 25},
            {**AMBER, "low": 6, "high": 12},
            {**GREEN, "low": 1, "high": 5},
        ],
    },
}

REPORT = {"heading": HEADING, "sections": [CHANGES, MILESTONES, BUDGET, RISKS]}

HOSTILE_TEXT = (
    '<script src="http://evil.example/x.js"></script><img src="file:///etc/passwd">'
    "<link rel=attachment href=file:///etc/passwd> & \" ' {{ heading }} {% now 'Y' %} "
    "</style></svg></title> "
    "\u202erevo\u202c \u2066x\u2069 😀👩\u200d👧 ⚡ 中文 \ue000 \x07 ﬁ é e\u0301 עברית "
)
FORMULA = '=HYPERLINK("http://evil.example";"x")'


def many_sections() -> dict:
    """Sections of one row to thirty: their ends and beginnings fall anywhere on a sheet."""
    sections = [
        {
            **BUDGET,
            "key": f"lines-{count}",
            "template": "communications/report.html",
            "totals": None,
            "rows": [*BUDGET["rows"] * 6][:count],
            "notes": ["The note under it."],
            "extra": {"counts": [{"word": "Counted above it", "count": count}]},
        }
        for count in range(1, 31)
    ]
    return {**REPORT, "sections": sections}


def long_report(rows: int = 200) -> dict:
    """The report with a register that runs over many sheets and one row longer than a sheet.

    Wherever people can type stands hostile text.
    """
    content = deepcopy(REPORT)
    template_row = content["sections"][3]["rows"][0]
    register = content["sections"][3]["rows"]
    register.extend(
        {**deepcopy(template_row), "reference": f"R{n}", "band": (RED, AMBER, GREEN, None)[n % 4]}
        for n in range(8, rows + 1)
    )
    register[9]["mitigation"] = [
        "A very long answer that fills more than a whole sheet of paper. " * 120
    ]
    for name in ("title", "programme", "body", "reason"):
        content["heading"][name] = f"{content['heading'][name]} {HOSTILE_TEXT}"
    content["heading"]["partners"].append(HOSTILE_TEXT)
    content["heading"]["supersedes"] = {"version": 1, "sha256": "0" * 64}
    for section in content["sections"]:
        section["title"] += HOSTILE_TEXT
        section["notes"].append(HOSTILE_TEXT)
        for row in section["rows"][:2]:
            row["title"] = HOSTILE_TEXT
        section["rows"][2]["title"] = FORMULA
    content["sections"][1]["extra"]["timeline"]["bars"][0]["title"] = HOSTILE_TEXT
    content["sections"].append(
        {
            **BUDGET,
            "key": "empty",
            "title": "A log without rows",
            "rows": [],
            "totals": {},
            "notes": [],
        }
    )
    return content
