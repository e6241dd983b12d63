"""What the templates of savings place their picture with; the drawing itself is in the SVG."""

from django import template

from savings.pictures import yearly_bars

register = template.Library()
register.filter(yearly_bars)
