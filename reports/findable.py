"""What a search finds of reports: the public edition of what is published."""

from programme.findable import Findable, Said

from .choices import State
from .editions import public_edition
from .fingerprints import lines_shown
from .models import Report
from .permissions import SEE


class Published(Findable):
    """The newest published version of each report, by the words of its page."""

    name, title, model, is_frozen = "reports", "Published reports", Report, True

    def touched(self, subject):
        own = super().touched(subject)
        return [*own, subject.supersedes_id] if own and subject.supersedes_id else own

    def rows(self, programme):
        return Report.objects.of(programme).filter(state=State.PUBLISHED)

    def said(self, rows, position):
        for report in rows:
            yield (
                report,
                Said(
                    title=f"{report.shown_title}, {report.shown_body}, {report.shown_when}",
                    lines=lines_shown(public_edition(report.content)),
                    permission=SEE,
                    page="reports:detail",
                    argument=report.pk,
                    at=report.published_at,
                ),
            )


FINDABLES = [Published()]
