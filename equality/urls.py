"""Addresses of equality assessments and their actions, below /programmes/SLUG/."""

from django.urls import path

from . import views

app_name = "equality"
urlpatterns = [
    path("equality/", views.AssessmentList.as_view(), name="list"),
    path("equality/add/", views.AddAssessment.as_view(), name="add"),
    path("equality/download/<slug:kind>/", views.AssessmentDownload.as_view(), name="download"),
    path("equality/<slug:reference>/", views.AssessmentDetail.as_view(), name="detail"),
    path("equality/<slug:reference>/edit/", views.EditAssessment.as_view(), name="edit"),
    path("equality/<slug:reference>/new-version/", views.AddVersion.as_view(), name="add_version"),
    path(
        "equality/<slug:reference>/questions/<slug:question>/",
        views.AnswerQuestion.as_view(),
        name="answer",
    ),
    path("equality-actions/", views.ActionList.as_view(), name="actions"),
    path("equality-actions/add/", views.AddAction.as_view(), name="add_action"),
    path(
        "equality-actions/download/<slug:kind>/",
        views.ActionDownload.as_view(),
        name="actions_download",
    ),
    path("equality-actions/<slug:reference>/", views.ActionDetail.as_view(), name="action"),
    path("equality-actions/<slug:reference>/edit/", views.EditAction.as_view(), name="edit_action"),
    path("equality-actions/<slug:reference>/start/", views.Start.as_view(), name="start"),
    path("equality-actions/<slug:reference>/done/", views.Finish.as_view(), name="finish"),
    path("equality-actions/<slug:reference>/drop/", views.Drop.as_view(), name="drop"),
    path("equality-actions/<slug:reference>/reopen/", views.Reopen.as_view(), name="reopen"),
    path(
        "equality-actions/<slug:reference>/progress/",
        views.NoteProgress.as_view(),
        name="note_progress",
    ),
]
