"""The fingerprints of a report's files, and the words that a search finds, as it is published."""

import hashlib
import json
from functools import lru_cache
from html import unescape

from django.template.loader import render_to_string
from django.utils.html import strip_tags

from programme.reporting import tables_of
from programme.searching import fold
from programme.uploads import stored_name

from .document import report_context
from .editions import FULL, public_edition
from .pdf.attachments import content_json, section_csv
from .published_files import FileForm, PublishedFile, PublishedWords
from .storage import OWN


def keep_fingerprints(report, files=PublishedFile, words=PublishedWords):
    """Writes down every file of a report that is published, and its words; once each. A migration
    gives the classes of its own time.
    """
    files.objects.bulk_create(files(report=report, **one) for one in published_files(report))
    words.objects.create(report=report, words=words_shown(public_edition(report.content)))


def published_files(report):
    """Each file of a report as columns of a `PublishedFile`: those that are stored, those that are
    made from its rows, those that are attached or listed in the background.
    """
    yield from drawn_files(report)
    content = public_edition(report.content)
    yield _made(FileForm.JSON, content_json(content))
    tables = {table["key"]: table for table in tables_of(content) if "left_out" not in table}
    for key, table in tables.items():
        yield _made(FileForm.CSV, section_csv(table), about=key, label=table["title"][:120])
    shown = {one["key"] for one in content.get("attached", []) if "left_out" not in one}
    for number, one in enumerate(report.content.get("attached", []), start=1):
        full = {} if one["key"] in shown else {"is_full": True}
        name = stored_name(one["sha256"])
        kept = {"name": name, "sha256": one["sha256"], "bytes": one["bytes"]}
        yield {"form": FileForm.ATTACHED, "about": str(number), **kept, **full}
    yield from _background(report, content)


def _background(report, content):
    """The background papers; of those of a paper that is kept back no proof speaks."""
    full = {} if content.get("background") else {"is_full": True}
    for number, one in enumerate(report.content.get("background", []), start=1):
        kept = {"name": stored_name(one["sha256"]), "sha256": one["sha256"], "bytes": one["bytes"]}
        yield {"form": FileForm.BACKGROUND, "about": str(number), **kept, **full}


def drawn_files(report):
    """The files of a report that were drawn, in each language and edition, as such columns."""
    yield from _drawn(report)
    for language, found in report.further_files.items():
        for form in ("pdf", "docx"):
            yield {"form": form, "language": language, **found[form]}
    yield from _of_full_edition(report)


def _of_full_edition(report):
    """The files of the full edition; a report of before there were editions has none."""
    for language, found in getattr(report, "full_files", {}).items():
        how = {"language": "" if language == OWN else language, "about": FULL, "is_full": True}
        for form in ("pdf", "docx"):
            yield {"form": form, **how, **found[form]}


def _drawn(report):
    for form in ("pdf", "docx"):
        if sha256 := getattr(report, f"{form}_sha256"):
            size, name = getattr(report, f"{form}_bytes"), getattr(report, f"{form}_name")
            yield {"form": form, "sha256": sha256, "bytes": size, "name": name}


def _made(form, content, **what):
    sha256 = hashlib.sha256(content).hexdigest()
    return {"form": form, "sha256": sha256, "bytes": len(content), **what}


def words_shown(content) -> str:
    """The words of the page of a report, folded: what everyone may read, and nothing else."""
    return " ".join(word for line in lines_shown(content) for word in fold(line).split())


def lines_shown(content) -> tuple[str, ...]:
    """The same as the page has them, line by line."""
    return _lines_of(json.dumps(content))


@lru_cache(maxsize=1)  # publishing asks twice: for the words that are kept, and for the search
def _lines_of(content):
    page = render_to_string("reports/_body.html", report_context(json.loads(content)))
    spaced = unescape(strip_tags(page.replace("<", " <")))  # so that two cells are not one word
    return tuple(filter(None, (" ".join(line.split()) for line in spaced.splitlines())))
