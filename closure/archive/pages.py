"""The pages of an archive: plain HTML that opens from a disk, and the logs as they stand."""

from django.template.loader import render_to_string
from django.utils import timezone

from programme.children import nest
from programme.event_rows import COLUMNS, rows_of
from programme.formats import counted, moment
from programme.log import logs
from programme.models import AuditEvent, ReportedPosition
from programme.position import Position
from programme.retention import ROWS, disposed_url
from programme.ui import downloads
from reports.models import PublishedFile

from .layout import FILES, LOGS


class HistoryTable:
    """The history of a programme, as what writes files takes it."""

    title, file_name, columns = "History", "history", COLUMNS


def tables(programme, at):
    """Each log of a programme, and its history, as (name, bytes, what): CSV, JSON and a page."""
    since = ReportedPosition.objects.last_before(programme, at)
    position = Position(programme, None, since, timezone.localdate(at))
    for log in shown_logs(programme):
        entries = list(log.entries(position))
        rows = log.rows(entries, position)
        yield from _as_files(log, programme, at, rows, nest(log, rows, entries, position))
    events = AuditEvent.objects.filter(programme=programme).order_by("at", "id")
    rows = [row for event in events.iterator() for row in rows_of(event)]
    yield from _as_files(HistoryTable(), programme, at, rows, rows)


def shown_logs(programme) -> list:
    """The logs of which an archive has pages: none where their rows were disposed of."""
    return [] if disposed_url(programme, ROWS) else list(logs())


def _as_files(log, programme, at, rows, nested):
    name = f"{LOGS}/{log.file_name}"
    columns = [column.as_dict() for column in log.columns]
    cells = [[downloads.as_text(one.said(row), one.kind) for one in log.columns] for row in rows]
    page = {
        "programme": programme,
        "title": log.title,
        "heads": [downloads.heading(column) for column in columns],
        "rows": cells,
        "said": f"{counted(len(rows), 'row')} as at {moment(at)}.",
    }
    yield f"{name}.html", _page("table", page), f"{log.title} as a page"
    yield f"{name}.csv", downloads.write_csv(log, programme, at, rows), f"{log.title} as CSV"
    yield f"{name}.json", downloads.write_json(log, programme, at, nested), f"{log.title} as JSON"


def index(programme, at, maker, files, missing, disposed) -> bytes:
    """The first page: the papers, the logs, the files that people handed in, how it is checked."""
    kept = {one["name"]: one for one in files}
    published = PublishedFile.objects.filter(report__definition__programme=programme)
    known = published.select_related("report__meeting__body", "report__definition")
    context = {
        "programme": programme,
        "title": f"Records of {programme.name}",
        "made": f"Made on {moment(at)} by {maker}.",
        "papers": _papers(known.defer("report__content"), kept),
        "logs": [
            {"title": log.title, "page": f"{LOGS}/{log.file_name}"}
            for log in (*shown_logs(programme), HistoryTable())
        ],
        "handed_in": [one for one in files if one["name"].startswith(f"{FILES}/uploads/")],
        "missing": missing,
        "disposed": disposed,
    }
    return _page("index", context)


def _papers(published, kept):
    """The published papers, newest meeting first, each with its files that are in the archive."""
    found = {}
    for file in published.order_by("-report__meeting__on", "-report__version", "id"):
        name = f"{FILES}/{file.name}"
        paper = found.setdefault(file.report_id, {"report": file.report, "files": []})
        if file.name and name in kept:
            paper["files"].append({"name": name, "words": file.in_words, "sha256": file.sha256})
    return list(found.values())


def _page(template, context):
    return render_to_string(f"closure/archive/{template}.html", context).encode("utf-8", "replace")
