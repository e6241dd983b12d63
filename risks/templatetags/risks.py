"""What the templates of risks count and place; the drawing itself is in the SVG."""

from django import template

from risks.pictures import heat_map

register = template.Library()
register.filter(heat_map)


@register.filter
def in_band(rows: list[dict], key: str) -> str:
    """How many risks of a section are in a band, in words."""
    count = sum(1 for row in rows if row.get("band") and row["band"]["key"] == key)
    return "1 risk" if count == 1 else f"{count} risks"
