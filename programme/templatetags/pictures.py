"""Filters that place the pictures of a page or a report; the drawing itself is in the SVG templates."""

import segno
from django import template
from django.utils.safestring import mark_safe

from programme.ui import bars, pictures, progress

register = template.Library()
register.filter("heat_map", pictures.heat_map)
register.filter("timeline", pictures.timeline)
register.filter("yearly_bars", bars.yearly_bars)
register.filter("count_bars", bars.count_bars)
register.filter("planned_and_actual", progress.planned_and_actual)


@register.filter
def in_band(rows: list[dict], key: str) -> str:
    """How many risks of a section are in a band, in words."""
    count = sum(1 for row in rows if row.get("band") and row["band"]["key"] == key)
    return "1 risk" if count == 1 else f"{count} risks"


@register.simple_tag
def qr_code(text: str, title: str) -> str:
    """A QR code of the text as inline SVG; its title is what a screen reader reads."""
    code = segno.make(text, error="m", micro=False)
    return mark_safe(code.svg_inline(title=title, svgclass="report-qr", border=0, omitsize=True))
