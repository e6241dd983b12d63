"""What the templates of milestones place their picture with; the drawing itself is in the SVG."""

from django import template

from milestones.pictures import timeline

register = template.Library()
register.filter(timeline)
