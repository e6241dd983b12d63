"""Addresses of closure, below /programmes/SLUG/; each part of the room has its own list."""

from closure.readiness import urls as readiness

app_name = "closure"
urlpatterns = [*readiness.urlpatterns]
