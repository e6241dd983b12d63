"""The text of papers in templates."""

from django import template
from django.utils.html import format_html

from programme.column_widths import PORTRAIT
from programme.row_heights import TALL_ROW, is_tall

from ..text import lines_in, within
from ..text_html import to_html, words_html

ANSWER = 0.7  # of the width of a front sheet

register = template.Library()


@register.filter
def paper_html(blocks, section):
    """Blocks of a part as HTML; its `links` are the addresses of rows by their references."""
    return to_html(blocks, section.get("links"))


@register.filter
def answer_html(blocks, section):
    """`paper_html` of the blocks of an answer, which stands beside its label."""
    return paper_html(within(blocks, ANSWER), section)


@register.simple_tag
def recommended(row, name, section):
    """The words of a recommendation, with their marks where they have any; links as `paper_html`
    has them.
    """
    spans = row.get("marked", {}).get(name)
    return words_html(spans, section.get("links")) if spans else row[name]


@register.simple_tag
def tall_field(field) -> str:
    """The class of a row of a front sheet that may break between two sheets of paper."""
    written = "\n".join(words for _, words in lines_in(field.get("blocks") or []))
    return format_html(' class="{}"', TALL_ROW) if is_tall([(written, ANSWER * PORTRAIT)]) else ""


@register.filter
def in_lang(text, tag):
    """The text, tagged with a language where it is not that of its surroundings."""
    return format_html('<span lang="{}">{}</span>', tag, text) if tag else text


@register.filter
def as_lang(tag):
    """The attribute that tags an element with a language; nothing without one."""
    return format_html(' lang="{}"', tag) if tag else ""
