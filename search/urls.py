"""Address of the search of one programme, below /programmes/SLUG/."""

from django.urls import path

from . import views

app_name = "search"
urlpatterns = [path("search/", views.OfProgramme.as_view(), name="programme")]
