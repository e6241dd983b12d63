"""Addresses of closure, below /programmes/SLUG/; each part of the room has its own list."""

app_name = "closure"
urlpatterns = []
