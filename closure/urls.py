"""Addresses of closure, below /programmes/SLUG/; each part of the room has its own list."""

from django.urls import include, path

app_name = "closure"
urlpatterns = [
    path("closure/archive/", include("closure.archive.urls")),
    path("closure/", include("closure.after.urls")),
    path("closure/retention/", include("closure.retention.urls")),
    path("closure/", include("closure.closing.urls")),
    path("closure/", include("closure.custody.urls")),
    path("", include("closure.readiness.urls")),
    path("", include("closure.review.urls")),
]
