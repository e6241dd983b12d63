"""The text of papers in templates."""

from django import template

from ..text import to_html

register = template.Library()
register.filter("paper_html", to_html)
