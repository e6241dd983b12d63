"""The background papers of a paper, as a report lists them and everybody gets them.

Each is {"key", "title", "dated", "name", "bytes", "sha256"}; a file in quarantine has "held". With
the report comes "address", where the file is found; none where the whole paper is kept back, for
then its background papers are open to nobody.
"""

from datetime import date

from django.db.models import Count

from papers.models import BackgroundPaper
from programme.access_law import years_after

from .models import PublishedFile
from .published_files import FileForm

BACKGROUND = "Background papers"
BEGINS = "background-"  # their keys


def background_of(paper, at) -> list[dict]:
    """What was listed with a paper at a moment, in order."""
    rows = BackgroundPaper.objects.in_use(at).filter(paper=paper).exclude(title="")
    rows = rows.prefetch_related("upload")
    return [_frozen(row, row.upload) for row in rows]


def _frozen(row, upload):
    held = {} if upload.is_handed_out else {"held": upload.get_state_display()}
    said = {"key": row.key, "title": row.title, "dated": row.dated and row.dated.isoformat()}
    return {**said, "name": upload.name, "bytes": upload.size, "sha256": upload.sha256, **held}


def public_background(report, number):
    """The background paper with this number where everybody may read it; None where there is
    none.
    """
    found = report.public_content.get("background", []) if report.content else []
    return found[number - 1] if 0 < number <= len(found) else None


def disposed_background(report, number) -> BackgroundPaper | None:
    """What is left of the background paper with this number, once it was disposed of; None where it
    is there, or was never.
    """
    one = public_background(report, number)
    key = one and one["key"].removeprefix(BEGINS)
    return BackgroundPaper.objects.filter(pk=key, title="").first() if one else None


def open_until(report) -> date | None:
    """The last day on which the background papers of a report are open; None where the law says
    none, and they are open as long as it is.
    """
    years = report.definition.body.law.background_years
    return years and years_after(report.meeting.on, years)


def count_background(reports, today):
    """Gives each of the reports `background`, how many background papers of it are open."""
    files = PublishedFile.objects.filter(form=FileForm.BACKGROUND, is_full=False)
    files = files.filter(report__in=[one.pk for one in reports]).order_by().values("report")
    several = dict(files.annotate(Count("pk")).values_list("report", "pk__count"))
    for one in reports:
        until = open_until(one)
        one.background = 0 if until and today > until else several.get(one.pk, 0)
    return reports


def background_in_words(one) -> str:
    """A listed file as the differences between two versions name it."""
    return f"{one['name']}, SHA-256 {one['sha256']}"
