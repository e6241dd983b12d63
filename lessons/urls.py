"""Addresses of the lesson log, below /programmes/SLUG/."""

from programme.ui.addresses import log_paths

from . import views

app_name = "lessons"
urlpatterns = log_paths(
    "lessons/", views.LessonList, views.LessonDetail, add=views.AddLesson, edit=views.EditLesson
)
