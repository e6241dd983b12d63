"""The tables of the pages of retention."""

from django.utils import timezone
from django.utils.html import format_html

from programme.formats import day, moment
from programme.ui.child_tables import ChildTable

from ..models import LegalHold, Removal, RetentionClass
from . import finding, redacting, removing
from .actions import held_title
from .kinds import kinds

TO = '<a class="govuk-link" href="{}">{}</a>'
LINK = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden">: {}</span></a>'


def kinds_table(found, left) -> ChildTable:
    """How each kind of record stands; `left` gives the address of the page of a kind whose rows
    were disposed of.
    """
    rows = [
        [
            format_html(TO, url, one.kind.title) if (url := left(one.kind)) else one.kind.title,
            one.count,
            str(one.rule) if one.rule else "",
            day(one.until) if one.until else "",
            one.said,
        ]
        for one in found
    ]
    head = ["Records", "How many", "Class", "The first is kept until", "What becomes of them"]
    return ChildTable("Kinds of records", head, rows, numeric=["How many"])


def classes_table(programme, at=None) -> ChildTable:
    """Every class that was set, the last one first."""
    found = RetentionClass.objects.filter(programme=programme).order_by("-recorded_at", "-id")
    found = found.filter(recorded_at__lte=at) if at else found
    known = kinds()
    rows = [
        [
            known[one.kind].title if one.kind in known else one.kind,
            str(one),
            one.source,
            f"{one.recorded_by_name}, {day(timezone.localdate(one.recorded_at))}",
        ]
        for one in found
    ]
    head = ["Records", "Class", "What it rests on", "Set by"]
    said = "The last one of a kind counts."
    return ChildTable("Classes that were set", head, rows, empty="None was set yet.", text=said)


def holds_table(programme, at=None, lift=None) -> ChildTable:
    """Every legal hold; `lift` gives the address at which one is lifted."""
    found = LegalHold.objects.filter(programme=programme).select_related("lifted")
    found = found.filter(recorded_at__lte=at) if at else found
    rows = [_hold_row(one, at, lift) for one in found.order_by("-recorded_at", "-id")]
    head = ["Records", "Put by", "Why", "Lifted", *(["Change"] if lift else [])]
    return ChildTable("Legal holds", head, rows, empty="Nothing is on hold.")


def _hold_row(one, at, lift):
    lifted = getattr(one, "lifted", None)
    lifted = None if lifted and at and lifted.recorded_at > at else lifted
    put = f"{one.recorded_by_name}, {day(timezone.localdate(one.recorded_at))}"
    off = lifted and f"{lifted.recorded_by_name}, {day(timezone.localdate(lifted.recorded_at))}: "
    title = held_title(one.kind)
    cells = [title, put, one.reason, f"{off}{lifted.reason}" if lifted else "It stands"]
    if lift:
        cells.append("" if lifted else format_html(LINK, lift(one), "Lift", f"{title}, {put}"))
    return cells


def removals_table(programme, address, at=None) -> ChildTable:
    """Disposals and redactions, each with the way to its page."""
    found = Removal.objects.filter(programme=programme).order_by("-proposed_at", "-id")
    found = found.filter(proposed_at__lte=at) if at else found
    rows = [
        [
            format_html('<a class="govuk-link" href="{}">{}</a>', address(one), called(one)),
            f"{one.proposed_by_name}, {day(timezone.localdate(one.proposed_at))}",
            one.reason,
            removing.what_became_of(one) or "Waits for somebody else to confirm it",
        ]
        for one in found
    ]
    head = ["What", "Proposed by", "Why", "What became of it"]
    return ChildTable("Disposals and redactions", head, rows)


def called(removal) -> str:
    """What a removal is, in words."""
    known = kinds().get(removal.kind)
    return f"Disposal: {known.title}" if known else f"Redaction of a name, number {removal.pk}"


CERTIFIED = [
    "Record",
    "Reference",
    "Number",
    "Recorded",
    "What went",
    "SHA-256 of the record before",
    "SHA-256 of its file",
]


def certified_table(rows) -> ChildTable:
    """The rows of a certificate."""
    return ChildTable("Records", CERTIFIED, [certified(one) for one in rows])


def certified(row) -> list:
    """A row of a certificate."""
    when = moment(row.recorded_at) if row.recorded_at else ""
    what = f"{row.what[:1].upper()}{row.what[1:]}"
    cells = [what, row.reference, row.row_id, when, row.columns]
    return [*cells, row.sha256, row.file_sha256]


PLACES = ["Record", "Reference", "Where", "Words"]
TITLES = "Published papers that have the name", "Drafts that have the name"
PUBLISHED = (
    "These are not rewritten: what was published, and what a meeting decided on, has to stay "
    "provable by its fingerprint. One is withdrawn on its own page, by two people."
)
DRAFTS = (
    "The words of the logs and of papers that are being written are redacted; a draft that was "
    "drawn from them before is drafted again on its own page once the name is redacted."
)


def counted_table(title, places, url="") -> ChildTable:
    """How many places there are of each kind of record; each is listed at the address."""
    rows = [[record, f"{count:,}"] for record, count in finding.summary(places)]
    way = [{"label": "See each place", "url": url}] if url else []
    said = {"empty": "It stands nowhere.", "actions": way, "numeric": ["Places"]}
    return ChildTable(f"{title} ({len(places):,})", ["Record", "Places"], rows, **said)


def places_table(places) -> ChildTable:
    """Each place in which a name stands that is to be redacted."""
    rows = [[one.record, one.reference, one.column, one.words] for one in places]
    return ChildTable("Each place", PLACES, rows, empty="It stands nowhere any more.")


def staying_tables(removal, address) -> list[ChildTable]:
    """What has a name and is not rewritten; `address` gives the page of a paper."""
    programme, name = removal.programme, removal.name
    found = redacting.reports_with(programme, name)
    staying = redacting.staying_with(programme, name)
    stays = ChildTable("What else has the name and stays", ["Record", "How many", "Why"], staying)
    head = ["Paper", "Body", "Meeting"]
    papers = [
        ChildTable(title, head, [_paper(one, address) for one in its], "None.", text=text)
        for title, its, text in zip(TITLES, found, (PUBLISHED, DRAFTS), strict=True)
    ]
    return [*papers, *([stays] if staying else [])]


def _paper(report, address):
    link = format_html('<a class="govuk-link" href="{}">{}</a>', address(report), report)
    return [link, report.shown_body, report.shown_when]
