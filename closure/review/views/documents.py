"""The documents behind a report under review: each is opened, asked about, marked as seen."""

from collections import Counter, defaultdict
from urllib.parse import urlencode

from django.utils.html import format_html, format_html_join

from closure.paper.achievement import DOCUMENTS
from closure.review.anchors import places_in, tables_in
from programme.formats import day
from programme.ui.child_tables import ChildTable
from reports.leading import leading

from .base import asked_in_words

LINK = '<a class="govuk-link" href="{}">{}</a>'
DO = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden">: {}</span></a>'
HEAD = ["Document", "What it is", "Seen by", "Questions", "Review"]


def documents_table(view):
    """What is attached to the report, its background papers and the key documents that it names;
    the past of a key document is that of the report's moment.
    """
    seen, asked = defaultdict(list), defaultdict(Counter)
    for one in view.evidence().filter(report=view.report):
        seen[one.part, one.anchor].append(one)
    for one in view.questions():
        asked[one.part, one.anchor][one.state] += 1
    rows = [
        _row(
            view, place, url, kind, seen[place.part, place.anchor], asked[place.part, place.anchor]
        )
        for place, url, kind in [*_files(view), *_key_documents(view)]
    ]
    return ChildTable("Documents behind the report", HEAD, rows, "The report has none.")


def _files(view):
    for one in view.documents.values():
        kind = "Background paper" if one["is_background"] else "Attached"
        kind = f"{kind}; {one['held'].lower()}" if "held" in one else kind
        kind = f"{kind}; kept from the public" if "withheld" in one else kind
        yield places_in(one)[""], "" if "held" in one else one.get("address", ""), kind


def _key_documents(view):
    if not view.parts:
        return
    at = view.content["heading"]["position_as_at"]
    for part in leading({"shown": list(view.parts.values())}, view, at)["shown"]:
        if any(one.get("log") == DOCUMENTS for one in tables_in(part)):
            places, known = places_in(part).values(), _references(part)
            for place in (one for one in places if one.reference in known):
                yield place, part["links"].get(place.reference, ""), "Key document"


def _references(part):
    tables = (one for one in tables_in(part) if one.get("log") == DOCUMENTS)
    return {row["reference"] for one in tables for row in one["rows"]}


def _row(view, place, url, kind, seen, asked):
    name = format_html(LINK, url, place.label) if url else place.label
    who = "; ".join(f"{one.recorded_by_name}, {day(one.recorded_at)}" for one in seen)
    return [name, kind, who or "Nobody yet", asked_in_words(asked), _steps(view, place, url)]


def _steps(view, place, url):
    if not (view.reviews_now and view.review.is_open and view.can_be_read):
        return ""
    query = urlencode({"part": place.part, "about": place.anchor})
    steps = [("ask", "Ask about this"), ("see_evidence", "Mark as seen")][: 2 if url else 1]
    links = [(view.address(f"closure:{name}", view.review.pk), words) for name, words in steps]
    return format_html_join(" · ", DO, ((f"{to}?{query}", it, place.label) for to, it in links))
