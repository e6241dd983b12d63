"""Addresses of the lesson log, below /programmes/SLUG/."""

from django.urls import path

from programme.ui.addresses import log_paths

from .views import lessons, offered

app_name = "lessons"
urlpatterns = [
    path("lessons/offered/", offered.Offered.as_view(), name="offered"),
    path(
        "lessons/offered/<slug:source>/<slug:other>/adopt/",
        offered.TakeOver.as_view(),
        name="take_over",
    ),
    path(
        "lessons/offered/<slug:source>/<slug:other>/set-aside/",
        offered.SetAside.as_view(),
        name="set_aside",
    ),
    *log_paths(
        "lessons/",
        lessons.LessonList,
        lessons.LessonDetail,
        add=lessons.AddLesson,
        edit=lessons.EditLesson,
    ),
]
