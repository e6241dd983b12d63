"""Addresses of closure, below /programmes/SLUG/; each part of the room has its own list."""

from .review import urls as review

app_name = "closure"
urlpatterns = [*review.urlpatterns]
