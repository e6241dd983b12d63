"""Addresses of mails, below /programmes/SLUG/."""

from django.urls import path

from . import views

app_name = "outbox"
urlpatterns = [
    path("mail/", views.MailLog.as_view(), name="log"),
    path("mail/<int:pk>/came-back/", views.RecordReturn.as_view(), name="came_back"),
    path("mail/<int:pk>/again/", views.SendAgain.as_view(), name="again"),
]
