"""Addresses that are open to everyone: programmes that were closed."""

from django.urls import path

from . import public

urlpatterns = [
    path("closed-programmes/", public.ClosedProgrammes.as_view(), name="closed_programmes"),
    path(
        "closed-programmes/<slug:programme>/",
        public.ClosedProgramme.as_view(),
        name="closed_programme",
    ),
]
