"""Address of the lessons of all programmes that a person reads."""

from django.urls import path

from .views.offered import AllLessons

urlpatterns = [path("lessons/", AllLessons.as_view(), name="all_lessons")]
