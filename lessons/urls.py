"""Addresses of the lesson log, below /programmes/SLUG/."""

from django.urls import path

from . import views

app_name = "lessons"
urlpatterns = [
    path("lessons/", views.LessonList.as_view(), name="list"),
    path("lessons/add/", views.AddLesson.as_view(), name="add"),
    path("lessons/download/<slug:kind>/", views.LessonDownload.as_view(), name="download"),
    path("lessons/<slug:reference>/", views.LessonDetail.as_view(), name="detail"),
    path("lessons/<slug:reference>/edit/", views.EditLesson.as_view(), name="edit"),
    path("lessons/<slug:reference>/propose/", views.ProposeLesson.as_view(), name="propose"),
    path("lessons/<slug:reference>/adopt/", views.AdoptLesson.as_view(), name="adopt"),
    path("lessons/<slug:reference>/decline/", views.DeclineLesson.as_view(), name="decline"),
    path("lessons/<slug:reference>/reopen/", views.ReopenLesson.as_view(), name="reopen"),
]
