"""What the templates of closure place their picture with; the drawing itself is in the SVG."""

from django import template

from closure.paper.pictures import chart

register = template.Library()
register.filter(chart)
