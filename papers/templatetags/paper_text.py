"""The text of papers in templates."""

from django import template
from django.utils.html import format_html

from ..text import to_html

register = template.Library()


@register.filter
def paper_html(blocks, section):
    """Blocks of a part as HTML; its `links` are the addresses of rows by their references."""
    return to_html(blocks, section.get("links"))


@register.filter
def as_lang(tag):
    """The attribute that tags an element with a language; nothing without one."""
    return format_html(' lang="{}"', tag) if tag else ""
