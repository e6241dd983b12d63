"""Links in the cells of tables and among facts."""

from django.utils.html import format_html


def link(url, words, hidden=""):
    """A link, with more for those who hear it."""
    if hidden:
        words = format_html('{}<span class="govuk-visually-hidden"> {}</span>', words, hidden)
    return format_html('<a href="{}">{}</a>', url, words)
