"""Addresses of custody, below /programmes/SLUG/closure/."""

from django.urls import path

from . import row_views, views

urlpatterns = [
    path("custody/", views.Custody.as_view(), name="custody"),
    path("custody/offer/", views.OfferRows.as_view(), name="offer"),
    path("custody/dispose/", views.DisposeRows.as_view(), name="dispose"),
    path("custody/answer/", views.AnswerRows.as_view(), name="answer"),
    path("custody/<int:pk>/", row_views.RowPage.as_view(), name="row"),
    path("custody/<int:pk>/progress/", row_views.PostProgress.as_view(), name="progress"),
]
