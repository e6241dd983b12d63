"""Addresses of somebody's own mail."""

from django.urls import path

from . import views

urlpatterns = [
    path("outbox/", views.Outbox.as_view(), name="outbox"),
    path("account/mail/", views.ChooseMails.as_view(), name="mail_choices"),
]
