"""Addresses of somebody's own mail."""

from django.urls import path

from . import views

urlpatterns = [
    path("outbox/", views.Outbox.as_view(), name="outbox"),
    path("account/mail/stop/<str:token>/", views.StopMails.as_view(), name="mail_stop"),
    path("account/mail/", views.ChooseMails.as_view(), name="mail_choices"),
]
