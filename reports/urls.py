"""Addresses of reports, below /programmes/SLUG/."""

from django.urls import path

from . import printed, views

app_name = "reports"
urlpatterns = [
    path("reports/", views.ReportList.as_view(), name="list"),
    path("reports/define/", views.Define.as_view(), name="define"),
    path("reports/definitions/<int:pk>/", views.Redefine.as_view(), name="redefine"),
    path("reports/printed-figures/", printed.PrintedFigures.as_view(), name="printed_figures"),
    path("reports/printed-figures/add/", printed.AddPrintedFigure.as_view(), name="printed_figure"),
    path("reports/printed-figures/<int:pk>/withdraw/", printed.WithdrawPrintedFigure.as_view(), name="withdraw_figure"),
    path("reports/definitions/<int:pk>/end/", views.EndDefinition.as_view(), name="end_definition"),
    path("reports/<int:pk>/", views.ReportPage.as_view(), name="detail"),
    path("reports/<int:pk>/publish/", views.Publish.as_view(), name="publish"),
    path("reports/<int:pk>/again/", views.DrawAgain.as_view(), name="again"),
    path("reports/<int:pk>/explain/<int:number>/", views.Explain.as_view(), name="explain"),
    path("reports/<int:pk>/correct/", views.Correct.as_view(), name="correct"),
    path("reports/<int:pk>.pdf", views.ReportFile.as_view(), {"kind": "pdf"}, name="pdf"),
    path("reports/<int:pk>.json", views.ReportFile.as_view(), {"kind": "json"}, name="json"),
    path("reports/<int:pk>/<slug:section>.csv", views.ReportFile.as_view(), {"kind": "csv"}, name="csv"),
]
