"""Addresses of the retention of all programmes that a person keeps."""

from django.urls import path

from .retention import everywhere_views as views

urlpatterns = [
    path("retention/", views.Everywhere.as_view(), name="retention_everywhere"),
    path("retention/download/csv/", views.EverywhereFile.as_view(), name="retention_file"),
]
