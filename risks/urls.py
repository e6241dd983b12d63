"""Addresses of the risk register and the issue log, below /programmes/SLUG/."""

from django.urls import path

from programme.ui.addresses import log_paths

from . import views

app_name = "risks"
urlpatterns = [
    path("risks/heat-map/", views.HeatMap.as_view(), name="heat_map"),
    path("risks/scheme/", views.SetScheme.as_view(), name="scheme"),
    path("risks/bands/", views.SetBands.as_view(), name="bands"),
    *log_paths("risks/", views.RiskList, views.RiskDetail, add=views.AddRisk, edit=views.EditRisk),
    *log_paths(
        "issues/", views.IssueList, views.IssueDetail, add=views.AddIssue, edit=views.EditIssue
    ),
]
