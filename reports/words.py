"""What people wrote for a report, frozen with its rows: its parts, as plain data.

A part is {"key", "kind", "title", "number", "is_done"} with, by its kind,

text              "blocks" (see `papers.text`)
front_sheet       "fields", each {"label", "answer"} or {"label", "blocks"}
recommendations   "recommendations", each {"number", "text", "acts", "delegation"}
actions           "actions", each {"number", "text", "decided", "acts", "position", "rows"}
"""

from dataclasses import replace

from papers.actions import front_sheet_of
from papers.choices import PartKind, Starts
from papers.deciding import last_decisions, printed_action
from papers.models import Paper, PaperRecommendation, Part
from papers.sheet_fields import answers_to
from papers.text import parse
from programme.models import Meeting
from programme.position import Position

from .attached import TITLE, attached_to
from .choices import APPENDICES
from .document import in_order


def add_words(content, definition, *, meeting, at):
    """Adds what people had written for the meeting at the moment `at`, where the definition has
    written parts: `order`, the keys in committee order, `words`, the paper's own title, and what is
    `attached`.
    """
    outlines = definition.outlines()
    if outlines or APPENDICES in definition.sections:
        content["order"] = list(definition.sections)
    if not outlines:
        return
    paper = meeting and Paper.objects.for_meeting(meeting, definition.kind, at)
    if paper:
        content["heading"]["title"] = paper.title
    written = Part.objects.as_at(at).filter(paper=paper) if paper else ()
    parts = {part.key: part for part in written}
    content["words"] = [
        {
            "key": one.key,
            "kind": str(one.kind),
            "title": parts[one.key].heading if one.key in parts else one.heading,
            "is_done": one.key in parts and parts[one.key].is_done,
        }
        for one in outlines
    ]
    if paper and (attached := attached_to(paper, at)):
        content["attached"] = attached
    for number, part in in_order(content):
        if "is_done" in part:
            part["number"] = number
            own = number.removeprefix("Appendix ")  # its paragraphs are 4.1 and A.1
            part |= WRITE[part["kind"]](parts.get(part["key"]), paper, own, at)


def written_since(report, at) -> list[str]:
    """The headings of parts in which something else stood at the moment `at` than at that of the
    words which a report prints: what a new version of it could take in.
    """
    (called, then), (title, now) = (_words_of(report, one) for one in (report.words_at, at))
    parts = [part["title"] for was, part in zip(then, now, strict=True) if was != part]
    return ["Title"] * (title != called) + parts


def _words_of(report, at):
    definition = report.definition
    sections = [{"key": key, "rows": []} for key in definition.sections]
    content = {"heading": {"title": definition.title}, "sections": sections}
    add_words(content, definition, meeting=report.meeting, at=at)
    attached = {"title": TITLE, "attached": content.get("attached", [])}
    return content["heading"]["title"], [*content.get("words", []), attached]


def _text(part, paper, number, at):
    return {"blocks": parse(part.text, number) if part else []}


def _front_sheet(part, paper, number, at):
    fields = sheet_at(paper, at) if paper else []
    answers, _ = answers_to(fields, part.answers if part else {})
    return {"fields": [one.printed(answers.get(one.key, "")) for one in fields]}


def sheet_at(paper, at):
    """The fields of the front sheet of the body for whose meeting a paper was at a moment."""
    meeting = Meeting.objects.as_at(at).filter(id=paper.meeting_id).first() or paper.meeting
    return front_sheet_of(meeting.body, at)


def _recommendations(part, paper, number, at):
    rows = PaperRecommendation.objects.in_use(at).filter(paper=paper) if part else ()
    return {
        "recommendations": [
            {
                "number": f"{number}.{place}",
                "text": row.text,
                "acts": row.acts,
                "delegation": row.delegation,
            }
            for place, row in enumerate(rows, start=1)
        ]
    }


def _actions(part, paper, number, at):
    decisions = last_decisions(paper, at) if part else []
    position = part and replace(Position.as_at(paper.programme, at), for_paper=True)
    return {
        "actions": [
            {"number": f"{number}.{place}"}
            | printed_action(one, part.answers.get(str(one.pk), ""), position)
            for place, one in enumerate(decisions, start=1)
        ]
    }


WRITE = {
    PartKind.TEXT: _text,
    PartKind.FRONT_SHEET: _front_sheet,
    PartKind.RECOMMENDATIONS: _recommendations,
    PartKind.ACTIONS: _actions,
}


def in_words(written) -> str:
    """The written parts of a definition as the history tells them."""
    return "; ".join(_in_words(part) for part in written.values())


def _in_words(part):
    kind, starts = PartKind(part["kind"]).label.lower(), Starts(part["starts"])
    told = f"“{part['standing']}”" if starts == Starts.STANDING else starts.label.lower()
    return f"{part['heading']}: {kind}, {told}"
