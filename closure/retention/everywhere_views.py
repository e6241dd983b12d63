"""Pages of the retention of all programmes that somebody keeps."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views import View

from programme.formats import day
from programme.ui import downloads
from programme.ui.child_tables import ChildTable
from programme.views import SIGNED_IN

from .everywhere import COLUMNS, SHOWN, TITLE, closed_of, lines_of, redactions_of
from .paged import paged
from .permissions import KEEP
from .tables import called
from .views import as_file

INTRO = (
    "Each kind of record of the closed programmes in which you are an administrator or democratic "
    "services officer; what is due comes first. Records that are due are disposed of by two people."
)
NONE = f"None of yours is closed. {KEEP.only_for}"
LINK = '<a class="govuk-link" href="{}">{}</a>'
NOT_LISTED = ("source",)  # stands on the page of the programme, and in the file


class Everywhere(LoginRequiredMixin, View):
    """How the records of all closed programmes stand that somebody keeps."""

    access = SIGNED_IN

    def get(self, request):
        shown = request.GET.get("show", "")
        programmes = closed_of(request.user)
        found = self.lines(programmes, shown)
        lines = paged(found, request)
        head = [column for column in COLUMNS if column.key not in NOT_LISTED]
        table = ChildTable(
            "",
            [column.label for column in head],
            [self._cells(line) for line in lines["page"]],
            empty="Nothing fits this." if programmes else NONE,
            numeric=["How many", "Due"],
            caption="Kinds of records",
        )
        csv = f"{reverse('retention_file')}?{request.GET.urlencode()}".rstrip("?")
        every = [("", "All"), *((key, words) for key, (words, _) in SHOWN.items())]
        choices = [(key, words, key == shown) for key, words in every]
        return render(
            request,
            "closure/retention_everywhere.html",
            {
                "title": TITLE,
                "intro": INTRO,
                "fields": [{"name": "show", "label": "Show", "choices": choices}],
                "chosen": shown in SHOWN,
                "count": len(found),
                "extra_links": [{"label": "All that is shown as CSV", "url": csv}],
                "tables": [table, *self._redactions(programmes)],
                **lines,
            },
        )

    def lines(self, programmes, shown):
        return lines_of(programmes, timezone.localdate(), shown)

    def _cells(self, line):
        slug, one = line.programme.slug, line.standing
        waits = line.waiting and reverse("closure:removal", args=[slug, line.waiting.pk])
        return [
            format_html(LINK, reverse("closure:retention", args=[slug]), line.programme.name),
            one.kind.title,
            f"{one.count:,}",
            str(one.rule or ""),
            day(one.until),
            f"{one.due:,}",
            one.said,
            format_html(LINK, waits, line.waits) if waits else "",
        ]

    def _redactions(self, programmes):
        """A name is of no kind of record: what waits of these is listed beneath."""
        rows = [
            [
                one.programme.name,
                format_html(
                    LINK,
                    reverse("closure:removal", args=[one.programme.slug, one.pk]),
                    called(one),
                ),
                f"{one.proposed_by_name}, {day(one.proposed_at)}",
                one.reason,
            ]
            for one in redactions_of(programmes)
        ]
        head = ["Programme", "What", "Proposed by", "Why"]
        title = "Redactions that wait for a second person"
        return [ChildTable(title, head, rows)] if rows else []


class EverywhereFile(Everywhere):
    """The same as CSV."""

    def get(self, request):
        found = self.lines(closed_of(request.user), request.GET.get("show", ""))
        columns = [column.as_dict() for column in COLUMNS]
        content = downloads.as_csv(columns, [line.as_row() for line in found])
        return as_file(content, downloads.TYPES["csv"], "retention.csv")
