"""The PDF of a report. The only file that knows WeasyPrint: web processes never import it.

The same content gives the same bytes, in any process and at any time: dates come from the position
that the report states, letters from the bundled fonts, attached documents from the storage by their
fingerprint, and nothing else is read.
"""

import gc
import io
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pikepdf
from weasyprint import CSS, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from programme.reporting import tables_of
from programme.uploads import content_of

from .document import PAPER_STYLES, STYLES, document_html
from .languages import tag_of_attached
from .pdf.attached import sheets_of, with_attached
from .pdf.attachments import content_attachments
from .pdf.characters import FONTS, breakable, printable
from .pdf.finisher import Finisher
from .pdf.lean import LeanHTML
from .pdf.progress import Progress, reported


class FetchRefused(Exception):
    """The document asked for something outside itself. It was not fetched, and no PDF was made."""


def render_pdf(content: dict, progress: Progress | None = None) -> bytes:
    """The PDF of frozen content; `progress` is called with per cent done and a few words."""
    printed = printable(content)
    finisher = Finisher(printed)  # what it says needs no places to break
    for table in tables_of(printed):
        table["rows"] = breakable(table["rows"])
    if "words" in printed:
        printed["words"] = breakable(printed["words"])
    for one in printed.get("attached", []):
        one |= breakable([{name: one[name] for name in ("title", "name") if name in one}])[0]
    files = [
        (*_with_sheets(one), tag_of_attached(content["heading"], one["key"]))
        for one in printed.get("attached", [])
        if "held" not in one and "left_out" not in one
    ]
    drawn = html_to_pdf(document_html(printed), content, progress, finisher)
    if not files:
        return drawn
    gc.collect()  # the layout goes before the pages of others come
    return with_attached(drawn, finisher.sheets, files)


def _with_sheets(one) -> tuple[str, bytes]:
    """Has sheets laid out for the pages of an attached document; its title and its bytes."""
    file = content_of(one["sha256"])
    one["sheets"] = sheets_of(file)
    return one["title"], file


def page_count(pdf: bytes) -> int:
    """How many pages the PDF has."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def html_to_pdf(
    html: str,
    content: dict,
    progress: Progress | None = None,
    finisher: Finisher | None = None,
) -> bytes:
    """The PDF of a report's document; the content gives its attachments, dates and link texts."""
    fonts, stylesheets = kit()
    try:
        with reported(progress):
            return LeanHTML(string=html, url_fetcher=BundledFetcher()).write_pdf(
                font_config=fonts,
                stylesheets=stylesheets,
                pdf_variant="pdf/a-3a",
                attachments=_attachments(content),
                finisher=finisher or Finisher(printable(content)),
            )
    except _Refused as refusal:
        raise FetchRefused(str(refusal)) from refusal


def document_pdf(html: str) -> bytes:
    """The PDF of a document that is no report, as somebody might hand one in: letters and sheets of
    a report, no rows inside.
    """
    fonts, stylesheets = kit()
    document = LeanHTML(string=html, url_fetcher=BundledFetcher())
    return document.write_pdf(font_config=fonts, stylesheets=stylesheets)


@cache
def kit() -> tuple[FontConfiguration, list[CSS]]:
    """Fonts and parsed style sheets, made once per process: they cost as much as a short report."""
    fonts, fetcher = FontConfiguration(), BundledFetcher()
    stylesheets = [
        CSS(filename=str(path), font_config=fonts, url_fetcher=fetcher)
        for path in (STYLES, PAPER_STYLES)
    ]
    gc.collect()
    # What is loaded by now stays for good: the collector need not look at it during a layout, which
    # itself makes some hundred thousand objects a page and lets go of few.
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    return fonts, stylesheets


def _attachments(content: dict) -> list[Attachment]:
    """The report's rows, dated like the position itself: the clock would change the bytes."""
    position = datetime.fromisoformat(content["heading"]["position_as_at"]).astimezone(UTC)
    return [
        Attachment(
            string=file.data,
            name=file.name,
            description=file.description,
            created=position,
            modified=position,
            relationship="Data",
        )
        for file in content_attachments(content)
    ]


class _Refused(FatalURLFetchingError):
    """Passes through WeasyPrint, which would swallow an ordinary error and print a hole."""


class BundledFetcher(URLFetcher):
    """Serves `data:` and the bundled fonts; anything else stops the rendering."""

    def __init__(self):
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)

    def fetch(self, url, headers=None):
        if url.lower().startswith("data:"):
            return super().fetch(url, headers)
        if (font := bundled_font(url)) is not None:
            return URLFetcherResponse(url, font.read_bytes())
        raise _Refused(f"A report may not fetch {url[:200]}")


def bundled_font(url: str) -> Path | None:
    """The bundled font that a file address names; None for every other address."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc:
        return None
    path = Path(unquote(parts.path)).resolve()
    return path if path.parent == FONTS and path.is_file() else None
