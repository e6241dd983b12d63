"""Addresses of the log of key documents, below /programmes/SLUG/."""

from django.urls import path

from programme.ui.addresses import log_paths

from . import views

app_name = "documents"
urlpatterns = [
    *log_paths(
        "documents/",
        views.DocumentList,
        views.DocumentDetail,
        add=views.AddDocument,
        edit=views.EditDocument,
    ),
    path(
        "documents/<str:reference>/versions/<int:edition>/file/",
        views.EditionFile.as_view(),
        name="file",
    ),
]
