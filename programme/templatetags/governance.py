"""The formats of `programme.formats` as template filters, and addresses and parts of pages that are
worked out once.
"""

from functools import cache

from django import template
from django.templatetags.static import static

from programme import formats
from programme.retention import certificate_url
from programme.ui.parts import part
from programme.ui.paths import path_to

register = template.Library()
register.simple_tag(path_to, name="path")
register.simple_tag(certificate_url, name="certificate")
register.simple_tag(part)
# A file's address has the hash of its content in it and stays as long as the process.
register.simple_tag(cache(static), name="asset")
for writer in (
    formats.money,
    formats.day,
    formats.moment,
    formats.time_of_day,
    formats.lower_first,
    formats.badge,
    formats.number,
    formats.counted,
):
    register.filter(writer)


@register.simple_tag
def said_by(event, position):
    """Who did what an event tells. What was recorded before a second person had the title names
    them too.
    """
    return position.titles.apart(event.by_name, event.by_id)
