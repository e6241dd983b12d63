"""Which columns people chose for headings: the next file for the same log begins with them."""

from intake.headings import plain
from intake.models import Import

LATEST = 30  # imports that are looked at


def remembered(programme, log) -> dict:
    """{heading: field, or blank for left out}, as it was chosen last for a log of a programme."""
    ours = Import.objects.filter(programme=programme, log=log.name).exclude(headings={})
    found = ours.order_by("-id").values_list("headings", flat=True)[:LATEST]
    return {heading: name for one in reversed(found) for heading, name in one.items()}


def by_heading(chosen, columns) -> dict:
    """The same choice by heading, but for headings that stand twice. `columns` are those of the
    preview, by their letters.
    """
    said = [plain(one["heading"]) for one in columns.values()]
    pairs = [(plain(columns[letters]["heading"]), name) for letters, name in chosen.items()]
    return {heading: name for heading, name in pairs if heading and said.count(heading) == 1}
