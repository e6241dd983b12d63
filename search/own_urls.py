"""Address of the search over all programmes of a person."""

from django.urls import path

from . import views

urlpatterns = [path("search/", views.OfAll.as_view(), name="search")]
