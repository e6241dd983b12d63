"""Everything that stands in the way of closing a programme, as lines that lead to where it is
mended. The logs say what of theirs it is; reports say which figures do not match.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from closure.custody.querysets import handed
from closure.models import Explanation
from programme.log import logs
from reports.adding_up import unexplained
from reports.choices import Kind, State
from reports.models import Report

FIGURES = "figures"


@dataclass(frozen=True)
class Line:
    """One thing in the way, and the explanation that counts of it.

    `about` names it for as long as it stands. `by` and `on` say who explained it, and when.
    """

    group: str
    about: str
    words: str
    url: str
    handed_over: bool = False
    row: str = ""
    explanation: Explanation | None = None

    @property
    def of_row(self):
        """The log and the reference of its row, as `about` begins and ends."""
        return f"{self.about.partition('.')[0]}.{self.row}"

    @property
    def has_changed(self):
        """Whether it was explained in other words than those that it has now."""
        return bool(self.explanation) and self.explanation.words != self.words


def lines_of(position, may_see=lambda permission: True) -> list[Line]:
    """The lines at a position, log by log, of the logs whose permission `may_see` lets through."""
    explained = explanations(position)
    found = [
        line for log in logs() if may_see(log.permission) for line in _lines_of_log(log, position)
    ]
    found += [] if position.at else _figures(position.programme)
    lines = [Line(*line, explanation=explained.get(line[1])) for line in found]
    return _not_handed_over(lines, position)


def _not_handed_over(lines, position):
    """Those of which the row is not in somebody's hands, where that is enough."""
    if not any(line.handed_over for line in lines):
        return lines
    settled = {
        f"{log}.{reference}"
        for (log, reference), held in handed(position.programme, position.at).items()
        if held.is_settled
    }
    return [line for line in lines if not (line.handed_over and line.of_row in settled)]


def explanations(position) -> dict[str, Explanation]:
    """The explanation that counts of each line that has one, by what it is about."""
    known = Explanation.objects.filter(programme=position.programme).known_at(position)
    return {one.about: one for one in known.order_by("recorded_at", "id")}


def _lines_of_log(log, position):
    slug, title = position.programme.slug, log.title
    for one in log.obstacles(position):
        about = ".".join(filter(None, [log.name, one.key, one.row]))
        if one.row:
            url = reverse(log.url("detail"), args=[slug, one.row])
        else:
            url = reverse(log.url("list"), args=[slug])
            url += f"?{urlencode(one.query)}" if one.query else ""
        yield title, about, one.words, url, one.handed_over, one.row


def _figures(programme):
    """Figures of the last draft of a closure document that do not match, and have no note."""
    drafts = Report.objects.of(programme).filter(
        definition__kind=Kind.CLOSURE, state=State.DRAFT, content__isnull=False
    )
    report = drafts.order_by("-id").first()
    if report is None:
        return
    url = reverse("reports:detail", args=[programme.slug, report.pk])
    for one in unexplained(report.content):
        words = (
            f"{one['section']}, {one['place']}: printed {one['printed']}, "
            f"computed {one['computed']}"
        )
        yield "Figures that do not match", f"{FIGURES}.{one['key']}"[:160], words, url
