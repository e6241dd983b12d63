"""Addresses of the communications plan, below /programmes/SLUG/."""

from django.urls import path

from . import views

app_name = "communications"
urlpatterns = [
    path("communications/", views.CommunicationList.as_view(), name="list"),
    path("communications/add/", views.AddCommunication.as_view(), name="add"),
    path(
        "communications/download/<slug:kind>/",
        views.CommunicationDownload.as_view(),
        name="download",
    ),
    path("communications/<slug:reference>/", views.CommunicationDetail.as_view(), name="detail"),
    path("communications/<slug:reference>/edit/", views.EditCommunication.as_view(), name="edit"),
    path("communications/<slug:reference>/start/", views.Start.as_view(), name="start"),
    path("communications/<slug:reference>/done/", views.Complete.as_view(), name="complete"),
    path("communications/<slug:reference>/cancel/", views.Cancel.as_view(), name="cancel"),
    path("communications/<slug:reference>/reopen/", views.Reopen.as_view(), name="reopen"),
    path(
        "communications/<slug:reference>/feedback/add/",
        views.AddFeedback.as_view(),
        name="feedback",
    ),
    path(
        "communications/<slug:reference>/feedback/<int:number>/answer/",
        views.AnswerFeedback.as_view(),
        name="answer",
    ),
]
