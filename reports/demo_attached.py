"""Documents that are attached to papers of demo programmes, made from the words of their files."""

from django.utils.html import format_html

from papers.text import parse
from papers.text_html import to_html

from .render import document_pdf


def files(rows) -> list[tuple[str, str, bytes]]:
    """(title, name, PDF) of each of the file's documents: {"title", "name", "text"}."""
    return [(row["title"], row["name"], document_pdf(_html(**row))) for row in rows]


def _html(*, title, name, text):
    return format_html(
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{}</title></head>'
        '<body><main class="report"><h1>{}</h1>{}</main></body></html>',
        title,
        title,
        to_html(parse(text.strip())),
    )
