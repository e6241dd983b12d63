"""The papers that are written for reports: where each stands, and what can be done with it."""

from django.utils import timezone
from django.utils.html import format_html

from papers.lacking import done_in_words
from papers.models import Paper
from papers.permissions import ARRANGE
from programme.models import Body, Meeting
from programme.ui.child_tables import ChildTable
from programme.ui.links import link

from .choices import State
from .executive_clock import business_of, warnings
from .models import Report, ReportDefinition
from .unready import shown_all_the_same, written_since_drawn

PRINTED_NO_MORE = (
    "The report that prints this paper has ended. What is written here stays, and is printed only "
    "if that report is taken up again."
)
SHOWN = (
    "Version {} is published and shows everybody what is kept from the public by now: {}. Correct"
    " it, and withdraw that version where it has to go."
)
MOST_AHEAD = 3  # meetings of a definition for which a paper can be started or is shown


def definition_of(paper):
    """The definition of the report that prints a paper; None where it has ended."""
    found = ReportDefinition.objects.filter(kind=paper.kind, retired_at=None)
    return found.filter(body=paper.meeting.body_id).select_related("body", "programme").first()


def parts_in_print(papers, at=None) -> dict[int, set[str]]:
    """The keys of the written parts that the report of each paper holds, now or at a moment, by the
    paper's id; none of one whose report has ended.
    """
    wanted = {one.pk: (one.meeting.body_id, one.kind) for one in papers}
    found = ReportDefinition.objects.as_at(at).filter(retired_at=None)
    found = found.filter(body__in={body for body, _ in wanted.values()}) if wanted else ()
    held = {(one.body_id, one.kind): {part.key for part in one.outlines()} for one in found}
    return {paper: held[whose] for paper, whose in wanted.items() if whose in held}


def paper_buttons(view, paper):
    """Buttons on a paper's page: preview, and take in parts that came to the definition since."""
    definition = definition_of(paper)
    if definition is None:
        return []
    url = view.address("reports:preview", paper.pk)
    found = [{"label": "Preview the whole paper", "url": url}]
    known = set(paper.parts.values_list("key", flat=True))
    new = [one for one in definition.outlines() if one.key not in known]
    if new and view.allowed(ARRANGE):
        url = view.address("reports:start_paper", definition.pk, paper.meeting_id)
        label = f"Take in {', '.join(one.heading for one in new)}"
        found.append({"label": label, "url": url, "secondary": True})
    if view.allowed(ARRANGE) and meetings_besides(paper, view.today).exists():
        url = view.address("reports:take_paper", paper.pk)
        found.append({"label": "Take it to another body too", "url": url, "secondary": True})
    return found


def meetings_besides(paper, today):
    """The meetings to which a paper can go too: those ahead of other bodies of the programme which
    get a report of its kind and have no paper of it yet.
    """
    kind = {"kind": paper.kind, "retired_at": None}
    wanted = ReportDefinition.objects.filter(programme=paper.programme_id, **kind)
    bodies = [one.body_id for one in wanted if one.outlines()]
    taken = Paper.objects.filter(kind=paper.kind, meeting__body__in=bodies).values("meeting")
    ahead = Meeting.objects.standing().filter(body__in=bodies, on__gte=today)
    ahead = ahead.exclude(body=paper.meeting.body_id).exclude(pk__in=taken)
    return ahead.select_related("body__programme").order_by("on", "id")


def paper_flags(paper, now) -> list[str]:
    """What to say of a paper by the report that prints it: that it has ended, that something else
    is written by now than its draft prints, that what is published shows what is kept back by now,
    which notices of an executive are missing.
    """
    definition = definition_of(paper)
    if definition is None:
        return [PRINTED_NO_MORE]
    found = {one.state: one for one in definition.reports.filter(meeting=paper.meeting_id)}
    draft, out = found.get(State.DRAFT), found.get(State.PUBLISHED)
    shown = shown_all_the_same(out) if out else []
    said = shown and SHOWN.format(out.version, "; ".join(shown))
    since = draft and written_since_drawn(draft, now)
    return [*filter(None, [since, said]), *_notices_missing(paper, definition, now)]


def _notices_missing(paper, definition, now):
    """What is wrong with the notices of the business that a paper to an executive is about."""
    if paper.meeting.body.regime != Body.Regime.EXECUTIVE:
        return []
    found = business_of([paper.meeting_id])[paper.meeting_id]
    about = [one for one in found if one.definition_id == definition.pk]
    today = timezone.localdate(now)
    return [words for one in about for words in warnings(one, paper.meeting, today)]


def recommended_in_print(paper) -> list[dict] | None:
    """The recommendations of the paper in the newest version that was published for its meeting;
    None where none was, or where the paper makes none.
    """
    found = Report.objects.frozen().filter(meeting=paper.meeting_id, definition__kind=paper.kind)
    last = found.order_by("version").last()
    parts = last.content.get("words", []) if last else []
    return next((one["recommendations"] for one in parts if "recommendations" in one), None)


def paper_tables(view, definitions):
    """The papers that people write for the next meetings; no table where no definition has written
    parts.
    """
    definitions = [one for one in definitions if one.outlines()]
    if not definitions:
        return []
    rows = [row for one in definitions for row in _rows(view, one)]
    head = ["Paper", "Meeting", "How far"]
    return [ChildTable("Papers to write", head, rows, empty="No meeting ahead yet.")]


def _rows(view, definition):
    ahead = Meeting.objects.standing().filter(body=definition.body_id, on__gte=view.day)
    meetings = list(ahead.select_related("body").order_by("on", "pk")[:MOST_AHEAD])
    found = Paper.objects.filter(meeting__in=meetings, kind=definition.kind)
    papers = {paper.meeting_id: paper for paper in found.prefetch_related("parts")}
    return [_row(view, definition, one, papers.get(one.pk)) for one in meetings]


def _row(view, definition, meeting, paper):
    if paper:
        keys = {one.key for one in definition.outlines()}
        parts = [one for one in paper.parts.all() if one.key in keys]
        url, far = view.address("papers:detail", paper.pk), done_in_words(parts)
        return [link(url, paper.title), str(meeting), far]
    start = ""
    if view.allowed(ARRANGE):
        url = view.address("reports:start_paper", definition.pk, meeting.pk)
        words = '. <a href="{}">Start it<span class="govuk-visually-hidden"> for {}</span></a>'
        start = format_html(words, url, meeting)
    return [definition.title, str(meeting), format_html("Not started{}", start)]
