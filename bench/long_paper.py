"""The content of a paper of about 200 sheets: parts that people wrote, and logs of 300 to 2,000
rows.
"""

from papers.text import parse

WORDS = (
    "The councils agreed in the spring that the service is provided jointly from the autumn on",
    "Each council keeps its own policy, and what a resident pays is decided by the council alone",
    "The review looked at what the service costs, who uses it, and what would change for them",
    "Staff and their unions were asked before the proposals were written, and again afterwards",
    "What is saved in the first year pays for what has to be bought, and for the training of staff",
    "The section 151 officers have seen the figures and are content with the way they were made",
)
BANDS = [{"key": word.lower(), "word": word} for word in ("Red", "Amber", "Green")]
HEADING = {
    "title": "Joint services: the whole case",
    "kind": "joint-committee",
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
    "proof_url": "http://127.0.0.1:8000/published/jaic/2012-04-04/joint-committee/",
}


def long_paper(size=1.0) -> dict:
    """Frozen content of a paper; `size` 1 makes about 200 sheets, 5 about 1,000."""
    texts, logs = max(1, round(8 * size)), max(1, round(size))
    words = [_front_sheet(), *(_text(number) for number in range(1, texts + 1)), _recommendations()]
    sections = [one for number in range(logs) for one in _logs(number or "")]
    for number, part in enumerate(words[1:], start=1):
        part["number"] = str(number)
    order = [*(one["key"] for one in words), *(one["key"] for one in sections)]
    return {"heading": HEADING, "sections": sections, "words": words, "order": order}


def _said(number):
    return f"{WORDS[number % 6]}. {WORDS[number * 5 % 6]}, as paragraph {number} says."


def _front_sheet():
    fields = ("Report of", "Purpose", "Financial implications", "Legal implications")
    answers = [{"label": label, "answer": _said(n)} for n, label in enumerate(fields)]
    return {"key": "front", "kind": "front_sheet", "title": "Front sheet", "fields": answers}


def _text(number):
    """A part of nearly 50,000 characters: numbered paragraphs, bullets, and two tables."""
    lines, about = [], 0
    while about < 38_000:
        place = len(lines)
        lines.append(f"1. {_said(place)} {_said(place + 1)} **{WORDS[place % 6]}.**\n")
        if place % 4 == 0:
            lines.append(f"   1. {_said(place)}\n\n   - {WORDS[1]}\n   - {WORDS[2]}\n")
        if place % 20 == 0:
            lines.append(f"## Subheading {place}\n")
        about = sum(map(len, lines))
    lines += ["| Service | Cost | Who uses it |\n|---|---|---|"]
    lines += [f"| Service {n} | £{n:,} | {WORDS[n % 6]} |" for n in range(90)]
    text = "\n".join(lines)
    facts = {"key": f"text-{number}", "kind": "text", "title": f"Case {number}", "is_done": True}
    return {**facts, "blocks": parse(text, str(number))}


def _recommendations():
    rows = [
        {"number": f"9.{n}", "text": _said(n), "acts": "Chief Executive", "delegation": ""}
        for n in range(1, 13)
    ]
    facts = {"key": "recommended", "kind": "recommendations", "title": "Recommendations"}
    return {**facts, "is_done": True, "recommendations": rows}


def _logs(suffix):
    yield _section(
        f"risks{suffix}", "Risks", True, 300, _risk,
        [("reference", "Ref", "text", 5), ("title", "Risk", "text", 26),
         ("likelihood", "L", "number", 4), ("impact", "I", "number", 4),
         ("score", "Score", "number", 6), ("band", "Band", "band", 8),
         ("mitigation", "Mitigation", "lines", 47)],
    )  # fmt: skip
    yield _section(
        f"milestones{suffix}", "Milestones", False, 500, _milestone,
        [("reference", "Ref", "text", 8), ("title", "Milestone", "text", 40),
         ("due", "Due", "date", 16), ("state", "State", "text", 12),
         ("comment", "Comment", "text", 24)],
    )  # fmt: skip
    yield _section(
        f"budgets{suffix}", "Budget", False, 2_000, _line,
        [("reference", "Ref", "text", 9), ("title", "Budget line", "text", 46),
         ("allocation", "Allocation", "money", 15), ("spend", "Spend", "money", 15),
         ("variance", "Variance", "money", 15)],
    )  # fmt: skip


def _section(key, title, landscape, count, row, columns):
    columns = [
        dict(zip(("key", "label", "kind", "width"), column, strict=True)) for column in columns
    ]
    facts = {"key": key, "title": title, "template": "reports/_table.html", "landscape": landscape}
    rows = [row(number) for number in range(1, count + 1)]
    return {**facts, "columns": columns, "rows": rows, "notes": [_said(1)], "extra": {}}


def _risk(number):
    likelihood, impact = number % 5 + 1, number // 5 % 5 + 1
    return {
        "reference": f"R{number}",
        "title": WORDS[number % 6],
        "likelihood": likelihood,
        "impact": impact,
        "score": likelihood * impact,
        "band": BANDS[number % 3],
        "mitigation": [WORDS[number % 5], WORDS[number % 4], WORDS[number % 3]],
    }


def _milestone(number):
    return {
        "reference": f"M{number}",
        "title": WORDS[number % 6],
        "due": f"2012-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "state": ("Planned", "In progress", "Complete")[number % 3],
        "comment": WORDS[number % 6] if number % 3 == 0 else "",
    }


def _line(number):
    return {
        "reference": f"B{number}",
        "title": f"{WORDS[number % 6][:40]} {number}",
        "allocation": number * 1_000_00,
        "spend": number * 997_00,
        "variance": number * 3_00,
    }
