"""Addresses of the risk register and the issue log, below /programmes/SLUG/."""

from django.urls import path

from . import views

app_name = "risks"
urlpatterns = [
    path("risks/", views.RiskList.as_view(), name="list"),
    path("risks/add/", views.AddRisk.as_view(), name="add"),
    path("risks/heat-map/", views.HeatMap.as_view(), name="heat_map"),
    path("risks/scheme/", views.SetScheme.as_view(), name="scheme"),
    path("risks/bands/", views.SetBands.as_view(), name="bands"),
    path("risks/download/<slug:kind>/", views.RiskDownload.as_view(), name="download"),
    path("risks/<slug:reference>/", views.RiskDetail.as_view(), name="detail"),
    path("risks/<slug:reference>/edit/", views.EditRisk.as_view(), name="edit"),
    path("risks/<slug:reference>/assess/", views.AssessRisk.as_view(), name="assess"),
    path(
        "risks/<slug:reference>/assess-in-words/",
        views.AssessInWords.as_view(),
        name="assess_in_words",
    ),
    path("risks/<slug:reference>/open/", views.OpenRisk.as_view(), name="open"),
    path("risks/<slug:reference>/treat/", views.TreatRisk.as_view(), name="treat"),
    path("risks/<slug:reference>/accept/", views.AcceptRisk.as_view(), name="accept"),
    path("risks/<slug:reference>/reopen/", views.ReopenRisk.as_view(), name="reopen"),
    path("risks/<slug:reference>/close/", views.CloseRisk.as_view(), name="close"),
    path(
        "risks/<slug:reference>/materialise/", views.MaterialiseRisk.as_view(), name="materialise"
    ),
    path(
        "risks/<slug:reference>/mitigations/add/",
        views.AddMitigation.as_view(),
        name="add_mitigation",
    ),
    path(
        "risks/<slug:reference>/mitigations/<int:number>/",
        views.ChangeMitigation.as_view(),
        name="change_mitigation",
    ),
    path("issues/", views.IssueList.as_view(), name="issues"),
    path("issues/add/", views.AddIssue.as_view(), name="add_issue"),
    path("issues/download/<slug:kind>/", views.IssueDownload.as_view(), name="issues_download"),
    path("issues/<slug:reference>/", views.IssueDetail.as_view(), name="issue"),
    path("issues/<slug:reference>/edit/", views.EditIssue.as_view(), name="edit_issue"),
    path("issues/<slug:reference>/resolve/", views.ResolveIssue.as_view(), name="resolve_issue"),
    path("issues/<slug:reference>/reopen/", views.ReopenIssue.as_view(), name="reopen_issue"),
]
