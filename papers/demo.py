"""Papers of the demo programmes, written part by part as people do."""

from datetime import timedelta

from django.core.files.base import ContentFile

from programme.models import Meeting

from . import actions, attaching, deciding, exempting, front_sheets
from .choices import PartKind, State
from .models import Paper, PaperRecommendation


def front_sheet(body, fields, *, by, at):
    """Gives a body the fields of its front sheet; what a field answers is left for its paper."""
    for field in fields:
        asked = {name: value for name, value in field.items() if name != "answer"}
        front_sheets.add_field(body=body, by=by, at=at, **asked)


def write(definition, meeting, facts, fields, *, by, attached=()):
    """Shares the parts of a meeting's paper out and writes them, a minute a part from
    `facts["recorded"]` on: all that the file has words for is done, but what is `in_work`. Then
    what is `attached`, as (title, name, PDF), is attached, and what is `exempt` is said to be so.
    """
    at = facts["recorded"]
    what = {"kind": definition.kind, "title": definition.title, "outlines": definition.outlines()}
    paper = actions.start_paper(meeting=meeting, by=by, at=at, **what)
    for number, part in enumerate(paper.parts.order_by("place"), start=1):
        who = {"by": by, "at": at + timedelta(minutes=number)}
        if shared := facts.get("shared", {}).get(part.key):
            part = actions.share_part(part, heading=part.heading, **shared, **who)
        who["state"] = State.IN_WORK if part.key in facts.get("in_work", ()) else State.DONE
        if part.kind == PartKind.TEXT and part.key in facts["parts"]:
            actions.write_part(part, text=facts["parts"][part.key].strip(), **who)
        elif part.kind == PartKind.ACTIONS and "positions" in facts:
            told = zip(deciding.last_decisions(paper), facts["positions"], strict=True)
            actions.say_positions(part, answers={str(one.pk): said for one, said in told}, **who)
        elif part.kind == PartKind.RECOMMENDATIONS:
            for row in facts["recommendations"]:
                actions.add_recommendation(paper=paper, by=by, at=who["at"], **row)
            actions.say_recommended(part, **who)
        elif part.kind == PartKind.FRONT_SHEET:
            asked = actions.front_sheet_of(meeting.body)
            said = {field["label"]: field.get("answer", "").strip() for field in fields}
            answers = {one.key: said[one.label] for one in asked if one.label in said}
            actions.fill_front_sheet(part, answers=answers, **who)
    for later, (title, name, content) in enumerate(attached, start=1):
        who = {"by": by, "at": at + timedelta(minutes=number + later)}
        file = attaching.checked(ContentFile(content, name))
        attaching.attach_document(paper=paper, title=title, file=file, **who)
    for row in facts.get("exempt", []):
        exempting.keep_back(paper, by=by, at=who["at"], **row)
    return paper


def decide_before(definition, *, meeting, recorded, decided, recommendations, rows, by):
    """Records what a body decided at an earlier meeting, of whose paper nothing else is known than
    what it recommended: on it the paper of the next one tells how far that is.
    """
    meeting = Meeting.objects.get(body=definition.body, on=meeting)
    what = {"kind": definition.kind, "title": definition.title}
    outlines = [one for one in definition.outlines() if one.kind == PartKind.RECOMMENDATIONS]
    paper = actions.start_paper(meeting=meeting, by=by, at=recorded, outlines=outlines, **what)
    for row in recommendations:
        actions.add_recommendation(paper=paper, by=by, at=recorded, **row)
    actions.say_recommended(paper.parts.get(), by=by, at=recorded, state=State.DONE)
    _decide(paper, decided, rows, by=by)


def exclude(body, kind, *, by, at, **facts):
    """Records the resolution by which the meeting of a body excluded the public."""
    paper = Paper.objects.filter(meeting__body=body, kind=kind).earliest("meeting__on")
    exempting.record_exclusion(paper, by=by, at=at, **facts)


def decide(body, facts, *, by):
    """Records what the meeting of a body decided on each recommendation of its paper, in their
    order, a minute each from `facts["recorded"]` on.
    """
    paper = Paper.objects.filter(meeting__body=body, kind=facts["kind"]).latest("meeting__on")
    _decide(paper, facts["recorded"], facts["rows"], by=by)


def _decide(paper, recorded, decisions, *, by):
    rows = PaperRecommendation.objects.in_use().filter(paper=paper)
    for number, (row, said) in enumerate(zip(rows, decisions, strict=True)):
        at = recorded + timedelta(minutes=number)
        deciding.record_decision(row, by=by, at=at, **said)
