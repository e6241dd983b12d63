"""Addresses of the workstreams and the follow-on actions, below /programmes/SLUG/."""

from django.urls import path

from programme.ui.addresses import log_paths

from . import views

app_name = "workstreams"
urlpatterns = [
    path("workstreams/progress/", views.SetScale.as_view(), name="scale"),
    *log_paths(
        "workstreams/",
        views.WorkstreamList,
        views.WorkstreamDetail,
        add=views.AddWorkstream,
        edit=views.EditWorkstream,
    ),
    path("follow-on/propose/", views.ProposeFollowOn.as_view(), name="follow_on_add"),
    *log_paths(
        "follow-on/",
        views.FollowOnList,
        views.FollowOnDetail,
        edit=views.EditFollowOn,
        new_rows=views.ProposeFollowOn,
    ),
]
