"""What people wrote for a report, frozen with its rows: its parts, as plain data.

A part is {"key", "kind", "title", "number", "is_done"}, with "goes_on" one that has a subheading in
the part before it and is numbered on from there, and, by its kind,

text              "blocks" (see `papers.text`)
front_sheet       "fields", each {"label", "answer"} or {"label", "blocks"}, with "labelled" where
                  the label is in Welsh as the answer is
recommendations   "recommendations", each {"number", "text", "acts", "delegation"}, where its
                  words have marks with "marked", their spans by name
actions           "actions", each {"number", "text", "decided", "acts", "position", "rows"}, with
                  "is_put_off" what was deferred

and, in a paper that is written in two languages, "second": the same and "title" in the other one.
What stands there in the first language too has "same".
"""

from dataclasses import dataclass, replace

from papers.choices import Language, PartKind, Starts
from papers.deciding import last_decisions, printed_action
from papers.exempting import exempt_at as exempt_of
from papers.front_sheets import sheet_at
from papers.models import Paper, PaperRecommendation, Part
from papers.recommended_words import PRINTED, as_printed
from papers.sheet_fields import TYPED, answers_to
from papers.text import NOTHING, counted_in, read
from programme.position import Position

from .attached import TITLE, attached_to
from .background import BACKGROUND, background_of
from .choices import APPENDICES
from .document import in_order
from .editions import mark_withheld
from .references import print_references

SECOND = "second_"  # begins the columns of what is written in the second language of a paper


def add_words(content, definition, *, meeting, at, exempt_at=None):
    """Adds what people had written for the meeting at the moment `at`, where the definition has
    written parts: `order`, the keys in committee order, `words`, the paper's own title, and what is
    `attached`; in each of them whether it was kept from the public at `exempt_at`, or then too.
    """
    outlines = definition.outlines()
    if outlines or APPENDICES in definition.sections:
        content["order"] = list(definition.sections)
    if not outlines:
        return
    paper = meeting and Paper.objects.for_meeting(meeting, definition.kind, at)
    if paper:
        content["heading"] |= {"title": paper.title, **_languages(paper)}
    written = Part.objects.as_at(at).filter(paper=paper) if paper else ()
    parts = {part.key: part for part in written}
    content["words"] = [
        {
            "key": one.key,
            "kind": str(one.kind),
            "title": parts[one.key].heading if one.key in parts else one.heading,
            "is_done": one.key in parts and parts[one.key].is_done,
            **({"goes_on": True} if _goes_on(one, definition) else {}),
        }
        for one in outlines
    ]
    if paper:
        handed_in = {"attached": attached_to(paper, at), "background": background_of(paper, at)}
        content |= {name: found for name, found in handed_in.items() if found}
    if paper and (exempt := exempt_of(paper, exempt_at or at)):
        mark_withheld(content, exempt)
    for number, part in in_order(content):
        if "is_done" in part:
            part["number"] = number
            if "goes_on" not in part:
                own = number.removeprefix("Appendix ")  # its paragraphs are 4.1 and A.1
                under = {prefix: Under(own) for prefix in ("", SECOND)}
            row, write = parts.get(part["key"]), WRITE[part["kind"]]
            part |= under[""].take(write(row, paper, under[""], at, ""))
            if paper and paper.second_language:
                heading = row.second_heading if row else ""
                second = {"title": heading or part["title"]}
                written = write(row, paper, under[SECOND], at, SECOND)
                part["second"] = second | under[SECOND].take(written)
    print_references(content, parts, paper, at)


@dataclass
class Under:
    """What is numbered under the number of a part: `after` are the paragraphs and the tables that
    were so far.
    """

    number: str
    after: tuple[int, int] = NOTHING

    def row(self, place):
        """The number of a row, by its place in its part."""
        return f"{self.number}.{self.after[0] + place}"

    def take(self, written):
        """Counts what is numbered in what was written, and gives it back."""
        first, tables = counted_in(written.get("blocks", []))
        rows = [*written.get("recommendations", []), *written.get("actions", [])]
        self.after = (self.after[0] + first + len(rows), self.after[1] + tables)
        return written


def _goes_on(outline, definition):
    """Whether a part goes on with the one before it: a section of a log and a front sheet number
    nothing that it could go on with.
    """
    keys, written = definition.sections, definition.written
    place = keys.index(outline.key)
    before = written.get(keys[place - 1]) if place else None
    return outline.goes_on and bool(before) and before["kind"] != PartKind.FRONT_SHEET


def _languages(paper):
    """What a heading says of the languages of a paper; nothing of one in English alone."""
    found = {} if paper.language == Language.ENGLISH else {"language": paper.language}
    if language := paper.second_language:
        found["second"] = {"language": str(language), "title": paper.second_title}
    if paper.second_document_id:
        found["second_document"] = f"attached-{paper.second_document_id}"
    return found


def _language(paper, prefix):
    """The language of the texts of a paper whose columns begin so."""
    language = Language(paper.language) if paper else Language.ENGLISH
    return language.other if prefix else language


def written_since(report, at) -> list[str]:
    """The headings of parts in which something else stood at the moment `at` than at that of the
    words which a report prints: what a new version of it could take in.
    """
    (called, then), (title, now) = (_words_of(report, one) for one in (report.words_at, at))
    parts = [part["title"] for was, part in zip(then, now, strict=True) if was != part]
    languages = {name for said in (called, title) for name in said} - {"title"}
    changed = any(title.get(name) != called.get(name) for name in languages)
    return ["Title"] * (title["title"] != called["title"]) + ["Languages"] * changed + parts


def _words_of(report, at):
    definition = report.definition
    sections = [{"key": key, "rows": []} for key in definition.sections]
    content = {"heading": {"title": definition.title}, "sections": sections}
    same = {"meeting": report.meeting, "exempt_at": report.exempt_at}
    add_words(content, definition, at=at, **same)
    attached = {"title": TITLE, "attached": content.get("attached", [])}
    background = {"title": BACKGROUND, "background": content.get("background", [])}
    return content["heading"], [*content.get("words", []), attached, background]


def _text(part, paper, under, at, prefix):
    text, language = getattr(part, f"{prefix}text", ""), _language(paper, prefix)
    return {"blocks": read(text, under.number, language, under.after) if part else []}


def _front_sheet(part, paper, under, at, prefix):
    fields, language = sheet_at(paper, at) if paper else [], _language(paper, prefix)
    first, said = (
        answers_to(fields, getattr(part, f"{which}answers") if part else {})[0]
        for which in ("", prefix)
    )
    same = {one.key for one in fields if prefix and one.kind not in TYPED}
    return {
        "fields": [
            one.printed(first.get(one.key, ""), language) | {"same": True}
            if one.key in same
            else one.printed(said.get(one.key, ""), language)
            for one in fields
        ]
    }


def _recommendations(part, paper, under, at, prefix):
    rows = PaperRecommendation.objects.in_use(at).filter(paper=paper) if part else ()
    return {
        "recommendations": [
            {
                "number": under.row(place),
                **as_printed({name: getattr(row, f"{prefix}{name}") for name in PRINTED}),
            }
            for place, row in enumerate(rows, start=1)
        ]
    }


def _actions(part, paper, under, at, prefix):
    decisions = last_decisions(paper, at) if part else []
    position = part and replace(Position.as_at(paper.programme, at), for_paper=True)
    answers = getattr(part, f"{prefix}answers", {})
    return {
        "actions": [
            {"number": (own := under.row(place))}
            | printed_action(one, answers.get(str(one.pk), ""), position, bool(prefix), own)
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
    goes_on = ", goes on with the part before it" if part.get("goes_on") else ""
    second = [part[name] for name in ("second_heading", "second_standing") if part.get(name)]
    second = f", in the other language “{'”, “'.join(second)}”" if second else ""
    return f"{part['heading']}: {kind}, {told}{second}{goes_on}"
