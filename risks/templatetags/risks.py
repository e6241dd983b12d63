"""What the templates of risks count and place; the drawing itself is in the SVG."""

from django import template

from programme.formats import counted
from risks.pictures import heat_map

register = template.Library()
register.filter(heat_map)


@register.filter
def in_band(section: dict, key: str) -> str:
    """How many risks of a section are in a band, in words after the range.

    They were counted before a report left out the column; reports from before that have it.
    """
    counts = section["extra"].get("counts")
    if counts is None:
        found = [row["band"]["key"] for row in section["rows"] if row.get("band")]
        counts = {key: found.count(key)}
    if key not in counts:
        return ""  # the section is limited to other bands
    return f": {counted(counts[key], 'risk')}"
