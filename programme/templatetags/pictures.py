"""Pictures that pages and reports of several logs show."""

from functools import lru_cache

import segno
from django import template
from django.utils.safestring import mark_safe

from programme.ui.pictures import count_bars

register = template.Library()
register.filter(count_bars)


@register.simple_tag
@lru_cache  # five milliseconds each, and a report shows its own in page, index and PDF
def qr_code(text: str, title: str) -> str:
    """A QR code of the text as inline SVG; its title is what a screen reader reads."""
    code = segno.make(text, error="m", micro=False)
    return mark_safe(code.svg_inline(title=title, svgclass="report-qr", border=0, omitsize=True))
