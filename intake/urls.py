"""Addresses of imports, below /programmes/SLUG/: the same pages for every log that takes files."""

from django.urls import path

from intake.one_import import OneImport
from intake.views import Start, TakeBack, Workbook, of_log
from programme.log import logs

app_name = "intake"
PAGES = (
    (Start, "", ""),
    (Workbook, "download/", "-out"),
    (OneImport, "<int:pk>/", "-one"),
    (TakeBack, "<int:pk>/take-back/", "-back"),
)
urlpatterns = [
    path(f"import/{log.name}/{ending}", of_log(view, log).as_view(), name=f"{log.name}{name}")
    for log in logs()
    if log.adds
    for view, ending, name in PAGES
]
