"""Addresses of update rounds, below /programmes/SLUG/."""

from django.urls import path

from . import views

app_name = "rounds"
urlpatterns = [
    path("rounds/", views.Rounds.as_view(), name="list"),
    path("rounds/open/", views.OpenRound.as_view(), name="open"),
    path("rounds/plan/", views.PlanRounds.as_view(), name="plan"),
    path("rounds/plans/<int:pk>/stop/", views.StopPlan.as_view(), name="stop"),
    path("rounds/<int:pk>/", views.RoundPage.as_view(), name="one"),
    path("rounds/<int:pk>/answer/", views.AnswerMine.as_view(), name="answer"),
    path("rounds/<int:pk>/answer-for/", views.AnswerFor.as_view(), name="answer_for"),
    path("rounds/<int:pk>/day/", views.MoveDay.as_view(), name="day"),
    path("rounds/<int:pk>/remind/", views.Remind.as_view(), name="remind"),
    path("rounds/<int:pk>/close/", views.CloseRound.as_view(), name="close"),
    path("rounds/<int:pk>/reopen/", views.ReopenRound.as_view(), name="reopen"),
]
