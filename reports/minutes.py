"""What the public page of a meeting says of its business: the agenda, what is carried to its
minutes, and what it decided.

Of a paper that keeps something back, only what its public edition prints is told.
"""

from collections import defaultdict
from dataclasses import dataclass

from papers.decisions import MeetingDecision, Outcome
from papers.exemptions import Exemption
from papers.models import Paper
from papers.put_to_meeting import number_in_print
from papers.recommended_words import as_put

from .editions import WHOLE, kept_back, titles_in
from .executive_clock import business_of, sentences
from .models import Report

KEPT_BACK = "A recommendation that is kept from the public"
ELSEWHERE = "A recommendation that this version does not print"


@dataclass(frozen=True)
class Item:
    """A paper on the agenda: what of it is not for publication, what was decided on it, and the
    resolution to exclude the public, with its minute.
    """

    number: int
    report: Report
    withheld: list[str]
    decisions: list[tuple[str, str]]
    excluded: str


def place_on_agenda(report) -> tuple:
    """What orders the papers of a meeting: the place of their definition, then the title."""
    place = report.definition.agenda_place
    return place is None, place or 0, report.printed_title, report.pk


def agenda(meeting, reports) -> list[Item]:
    """The items of a meeting: its published reports in the order in which they are given, numbered
    from 1, each with what is recorded of it.
    """
    reports = list(reports)
    contents = dict(
        Report.objects.filter(pk__in=[one.pk for one in reports]).values_list("pk", "content")
    )
    papers = {one.kind: one for one in Paper.objects.filter(meeting=meeting)}
    decided, kept = defaultdict(list), set()
    if papers:
        found = MeetingDecision.objects.standing().filter(recommendation__paper__meeting=meeting)
        for one in found.select_related("recommendation__paper"):
            decided[one.recommendation.paper_id].append(one)
        kept = set(
            Exemption.objects.standing()
            .filter(paper__meeting=meeting)
            .values_list("paper", flat=True)
        )
    items = []
    for number, report in enumerate(reports, 1):
        report.content = contents[report.pk]
        paper = papers.get(report.definition.kind)
        told = paper and _decided(report, decided[paper.pk], paper.pk in kept)
        excluded = paper and paper.exclusion and f"{paper.exclusion} ({paper.exclusion_minute})"
        items.append(Item(number, report, _withheld(report), told or [], excluded or ""))
    return items


def _withheld(report):
    """What of a report is not for publication, and why in short words of the law."""
    titles = titles_in(report.content)
    return [
        f"{titles[key]}: {_why(entry)}"
        for key, entry in sorted(kept_back(report.content).items(), key=lambda one: one[0] != WHOLE)
    ]


def _why(entry):
    if entry["kind"] != "exempt":
        return "confidential."
    return f"exempt, paragraph {entry['paragraph']} of {entry['law']} ({entry['words']})."


def _decided(report, decisions, keeps):
    """What was decided on the recommendations of a report, as (recommended, decided)."""
    keeps = keeps or bool(kept_back(report.content))
    forms = [as_put(row) for row in _recommendations(report.content)]
    public = {one["number"]: one["text"] for one in _recommendations(report.public_content)}
    found = []
    for one in sorted(decisions, key=lambda one: one.recommendation.place):
        number = number_in_print(one.recommendation, forms)
        words = public.get(number)
        if not words:
            hidden = KEPT_BACK if keeps else ELSEWHERE
            found.append((hidden, f"{one.get_outcome_display()}, {one.minute}"))
            continue
        amended = one.outcome == Outcome.AMENDED and not keeps
        found.append((f"{number} {words}", f"{one}: {one.text}" if amended else str(one)))
    return found


def _recommendations(content):
    return [row for part in content.get("words", []) for row in part.get("recommendations", [])]


def urgent(reports) -> list[tuple[str, str]]:
    """The late items among reports, as (title, what makes it urgent): a body of a council specifies
    them in its minutes.
    """
    return [
        (one.shown_title, f"{one.urgency_opening} {one.urgency}")
        for one in reports
        if one.after_deadline and one.urgency
    ]


def published_business(meeting) -> list[str]:
    """What the public was told of key decisions and private business, a paragraph each."""
    found = business_of([meeting.pk])[meeting.pk]
    return [" ".join(sentences(one)) for one in found if one.standing]
