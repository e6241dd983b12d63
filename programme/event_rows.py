"""What was done as rows of a file, one for each column that changed."""

from django.utils import timezone

from programme.facts import DATE, Column
from programme.log import logs

COLUMNS = (
    Column("at", "When"),
    Column("on", "Day", DATE),
    Column("by", "Who"),
    Column("log", "Log"),
    Column("reference", "Ref"),
    Column("title", "Title"),
    Column("done", "What was done"),
    Column("label", "What changed"),
    Column("was", "Was"),
    Column("now", "Now"),
    Column("why", "Why"),
    Column("corrects", "Corrects a mistake"),
)
NOTHING = {"label": "", "was": "", "now": ""}


def rows_of(event):
    """The rows of one event of the history, keyed as `COLUMNS` are."""
    when, titles = timezone.localtime(event.at), {log.name: log.title for log in logs()}
    about = {
        "at": when.isoformat(timespec="seconds"),
        "on": when.date().isoformat(),
        "by": event.by_name,
        "log": titles.get(event.log, event.log),
        "reference": event.reference if event.log else "",
        "title": event.title,
        "done": event.deed,
        "why": event.reason,
        "corrects": "yes" if event.corrects else "no",
    }
    for change in event.changes or [NOTHING]:
        yield about | {name: change[name] for name in NOTHING}
