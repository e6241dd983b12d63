"""Addresses of the workstreams and the follow-on actions, below /programmes/SLUG/."""

from django.urls import path

from . import views

app_name = "workstreams"
urlpatterns = [
    path("workstreams/", views.WorkstreamList.as_view(), name="list"),
    path("workstreams/add/", views.AddWorkstream.as_view(), name="add"),
    path("workstreams/progress/", views.SetScale.as_view(), name="scale"),
    path("workstreams/download/<slug:kind>/", views.WorkstreamDownload.as_view(), name="download"),
    path("workstreams/<slug:reference>/", views.WorkstreamDetail.as_view(), name="detail"),
    path("workstreams/<slug:reference>/edit/", views.EditWorkstream.as_view(), name="edit"),
    path("workstreams/<slug:reference>/position/", views.AddPosition.as_view(), name="position"),
    path("follow-on/", views.FollowOnList.as_view(), name="follow_on"),
    path("follow-on/propose/", views.ProposeFollowOn.as_view(), name="propose"),
    path(
        "follow-on/download/<slug:kind>/",
        views.FollowOnDownload.as_view(),
        name="follow_on_download",
    ),
    path("follow-on/<slug:reference>/", views.FollowOnDetail.as_view(), name="action"),
    path("follow-on/<slug:reference>/edit/", views.EditFollowOn.as_view(), name="edit_action"),
    path("follow-on/<slug:reference>/accept/", views.AcceptFollowOn.as_view(), name="accept"),
    path("follow-on/<slug:reference>/complete/", views.CompleteFollowOn.as_view(), name="complete"),
    path("follow-on/<slug:reference>/withdraw/", views.WithdrawFollowOn.as_view(), name="withdraw"),
    path("follow-on/<slug:reference>/reopen/", views.ReopenFollowOn.as_view(), name="reopen"),
]
