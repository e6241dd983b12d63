"""What the templates of benefits place their picture with; the drawing itself is in the SVG."""

from django import template

from benefits.pictures import planned_and_actual

register = template.Library()
register.filter(planned_and_actual)
