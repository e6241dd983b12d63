"""The formats of `programme.formats` as template filters."""

from django import template

from programme import formats

register = template.Library()
for writer in (
    formats.money,
    formats.day,
    formats.moment,
    formats.time_of_day,
    formats.lower_first,
    formats.badge,
):
    register.filter(writer)


@register.filter
def labelled(row, head):
    """The cells of a row, each with the heading of its column: a phone shows the two together."""
    return zip(head, row, strict=True)
