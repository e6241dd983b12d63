"""Addresses of archives, below /programmes/SLUG/closure/archive/."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.Archives.as_view(), name="archives"),
    path("make/", views.MakeArchive.as_view(), name="archive_make"),
    path("<int:pk>/download/", views.ArchiveFile.as_view(), name="archive_file"),
]
