"""The blocks of a text (see `papers.text`) as HTML, the same for page and PDF."""

from copy import deepcopy

from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe

from programme.column_widths import PORTRAIT
from programme.row_heights import classes

from .columns import column_widths
from .text import plain, spans_in


def to_html(blocks, links=None):
    """The blocks as HTML, the same for page and PDF; the numbers are words that are read out. On a
    page for those who may read them, `links` are the addresses of rows by their references. What
    a page puts beside a block is its "aside", safe HTML.
    """
    blocks = _linked(blocks, links) if links else blocks
    written = ((WRITERS[one["type"]](one), one.get("aside", "")) for one in blocks)
    return format_html_join("\n", "{}{}", written)


def words_html(spans, links=None):
    """The spans of one paragraph as HTML; `links` as `to_html` has them."""
    return _spans(_linked([{"spans": spans}], links)[0]["spans"] if links else spans)


def _linked(blocks, links):
    found = deepcopy(blocks)
    for span in spans_in(found):
        if span.get("row") in links:
            span["to"] = links[span["row"]]
    return found


def _spans(spans):
    return format_html_join("", "{}", ((_span(span),) for span in spans))


def _span(span):
    html = conditional_escape(span["text"]).replace("\n", "<br>")
    html = mark_safe(html)  # escaped above
    for style, tag in (("italic", "em"), ("bold", "strong")):
        if span.get(style):
            html = format_html("<{0}>{1}</{0}>", tag, html)
    if link := span.get("link") or span.get("to"):
        return format_html('<a class="paper-link" href="{}">{}</a>', link, html)
    return html


def _paragraph(block):
    level, number, html = block["level"], block["number"], _spans(block["spans"])
    if number:
        html = format_html('<span class="paper-number">{}</span> {}', number, html)
    name = f"paper-level-{level}" + (" paper-numbered" if number else "")
    return format_html('<p{} class="{}">{}</p>', _id(block), name, html)


def _id(block):
    """The name of a block to which a reference leads."""
    return format_html(' id="{}"', block["id"]) if "id" in block else ""


def _bullets(block):
    items = format_html_join("", "<li>{}</li>", ((_spans(item),) for item in block["items"]))
    return format_html('<ul class="paper-bullets paper-level-{}">{}</ul>', block["level"], items)


def _table(block):
    labels = [plain(cell) for cell in block["head"]]
    cells = [list(map(plain, row)) for row in block["rows"]]
    share = block.get("share", 1)
    widths, is_tight = column_widths(labels, cells, share)
    ems = [PORTRAIT * share * width / 100 for width in widths]
    head = format_html_join("", '<th scope="col">{}</th>', ((_spans(c),) for c in block["head"]))
    names = classes([list(zip(row, ems, strict=False)) for row in cells])
    rows = format_html_join(
        "\n",
        "<tr{}>{}</tr>",
        (
            (flatatt({"class": " ".join(ours)} if ours else {}), _cells(row, labels))
            for ours, row in zip(names, block["rows"], strict=True)
        ),
    )
    return format_html(
        '<table{} class="report-table{}"><caption>{}</caption><colgroup>{}</colgroup>'
        '<thead data-continued="{}, {}">'
        '<tr>{}</tr></thead><tbody>{}</tbody></table><div class="report-end"></div>',
        _id(block),
        " report-table--tight" * is_tight,
        block["caption"],
        format_html_join("", '<col class="report-w-{}">', ((width,) for width in widths)),
        block["caption"],
        block.get("continued", "continued"),
        head,
        rows,
    )


def _cells(row, labels):
    cells = zip(labels, map(_spans, row), strict=False)
    return format_html_join("", '<td data-label="{}">{}</td>', cells)


WRITERS = {
    "heading": lambda block: format_html("<h3>{}</h3>", _spans(block["spans"])),
    "paragraph": _paragraph,
    "bullets": _bullets,
    "table": _table,
}
