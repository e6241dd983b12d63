"""Addresses of closing, below /programmes/SLUG/closure/."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.Closure.as_view(), name="closure"),
    path("authorised-by/", views.SayAuthorisedBy.as_view(), name="authorised"),
    path("close/", views.CloseProgramme.as_view(), name="close"),
    path("reopen/", views.ReopenProgramme.as_view(), name="reopen"),
]
