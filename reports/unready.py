"""What of its paper stands between a draft and its publication."""

from papers.actions import front_sheet_of
from papers.choices import PartKind, Withheld
from papers.exempting import exempt_at
from papers.models import Paper, Part
from papers.second import second_faults
from papers.sheet_fields import answers_to

from .attached import held_in_words
from .editions import WHOLE, kept_back, titles_in
from .languages import second_language
from .printed_words import unfinished
from .references import lost_references
from .words import written_since

WRITTEN_SINCE = "Written since this draft was drawn up, and not printed in it"
AGAIN = "Draw it up again to print it."

NO_PARAGRAPH = (
    "Exempt under a paragraph that no list has which holds for the body on the day of the meeting;"
    " choose another on the page of the paper"
)
KEPT_SINCE = "Kept from the public otherwise since this draft was drawn"


def unready(report) -> list[str]:
    """Why the words of a draft cannot go out, a sentence each; none where they can.

    A correction that prints the words of the version before is not held up by what is written now.
    """
    content = report.content
    lines = [("Not done yet", [*unfinished(content), *held_in_words(content)])]
    if not report.supersedes_id or report.corrected_words:
        printed = {part["key"]: part for part in report.content.get("words", [])}
        paper = printed and Paper.objects.for_meeting(report.meeting, report.definition.kind)
        parts = paper.parts.filter(key__in=printed) if paper else ()
        lines.append(("In work again since this draft was drawn", _taken_up(parts, printed)))
        blank = "Blank on the front sheet of this draft, though it has to be filled in"
        lines.append((blank, [label for part in parts for label in _blank(report, part)]))
    if _second_document_is_gone(content):
        lines.append(("Said to be attached in the other language", ["it is attached no more"]))
    lines.append((KEPT_SINCE, kept_otherwise(report)))
    lines.append((NO_PARAGRAPH, _without_paragraph(content)))
    lines.append(("References that lead nowhere", lost_references(content)))
    in_second = "Blank in the second language of this draft"
    lines.append((in_second, _second_faults(report)[0]))
    return [f"{words}: {'; '.join(found)}." for words, found in lines if found]


def kept_otherwise(report) -> list[str]:
    """The parts of a draft that are exempt or confidential now and were not, or otherwise, as it
    was drawn; and those that were.
    """
    paper = Paper.objects.for_meeting(report.meeting, report.definition.kind)
    if paper is None:
        return []
    now, then = exempt_at(paper), kept_back(report.content)
    now = {WHOLE: now[WHOLE]} if WHOLE in now else now
    titles = titles_in(report.content)
    return [title for key, title in titles.items() if now.get(key) != then.get(key)]


def _without_paragraph(content):
    """What is exempt under a paragraph of another list: the body's nation or rules, or the day of
    the meeting, were changed after it was chosen.
    """
    titles = titles_in(content)
    return [
        titles[key]
        for key, one in kept_back(content).items()
        if one["kind"] == Withheld.EXEMPT and not one["words"]
    ]


def shown_all_the_same(report) -> list[str]:
    """The parts that a published version shows everybody and that are kept from the public now."""
    paper, then = Paper.objects.for_meeting(report.meeting, report.definition.kind), report.content
    now = exempt_at(paper) if paper and WHOLE not in kept_back(then) else {}
    return [title for key, title in titles_in(then).items() if key in now.keys() - kept_back(then)]


def lifted_since(report) -> list[str]:
    """The parts that a published version keeps from the public and that are kept back no more."""
    paper = Paper.objects.for_meeting(report.meeting, report.definition.kind)
    now = exempt_at(paper) if paper else {}
    gone = [key for key in kept_back(report.content) if key not in now and WHOLE not in now]
    titles = titles_in(report.content)
    return [titles[key] for key in gone]


def written_since_drawn(report, at) -> str:
    """In which parts something else is written at the moment `at` than a draft prints, as a
    sentence; blank where nothing is, or where it prints the words of the version before.
    """
    prints_its_own = not report.supersedes_id or report.corrected_words
    found = written_since(report, at) if prints_its_own and report.content else []
    return f"{WRITTEN_SINCE}: {'; '.join(found)}. {AGAIN}" if found else ""


def differing(report) -> list[str]:
    """The figures and references that are not the same in both languages of what a draft prints, a
    line each. They are pointed out and hold nothing up.
    """
    return _second_faults(report)[1]


def _second_faults(report):
    if not second_language(report.content):
        return [], []
    paper = Paper.objects.for_meeting(report.meeting, report.definition.kind)
    keys = {part["key"] for part in report.content.get("words", [])}
    return second_faults(paper, report.words_at, keys) if paper else ([], [])


def _second_document_is_gone(content):
    said = content["heading"].get("second_document")
    return said and said not in [one["key"] for one in content.get("attached", [])]


def _taken_up(parts, printed):
    """The headings of parts that were done when they were printed, and are not now."""
    return [one.heading for one in parts if printed[one.key]["is_done"] and not one.is_done]


def _blank(report, part):
    """The fields that have to be filled in by now and that the report prints blank."""
    if part.kind != PartKind.FRONT_SHEET:
        return []
    fields = front_sheet_of(report.meeting.body)
    then = Part.objects.as_at(report.words_at).filter(id=part.pk).first()
    said, _ = answers_to(fields, then.answers if then else {})
    return [one.label for one in fields if one.is_required and one.is_blank(said.get(one.key, ""))]
