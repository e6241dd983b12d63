"""Addresses of readiness, below those of closure."""

from django.urls import path

from . import views

urlpatterns = [
    path("closure/readiness/", views.Readiness.as_view(), name="readiness"),
    path("closure/readiness/<str:about>/explain/", views.Explain.as_view(), name="explain"),
]
