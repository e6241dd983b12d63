"""Addresses of the budget, below /programmes/SLUG/."""

from django.urls import path

from . import views

app_name = "budgets"
urlpatterns = [
    path("budgets/", views.LineList.as_view(), name="list"),
    path("budgets/add/", views.AddLine.as_view(), name="add"),
    path("budgets/download/<slug:kind>/", views.LineDownload.as_view(), name="download"),
    path("budgets/periods/", views.Periods.as_view(), name="periods"),
    path("budgets/periods/lock/", views.LockPeriod.as_view(), name="lock"),
    path("budgets/periods/<int:pk>/unlock/", views.UnlockPeriod.as_view(), name="unlock"),
    path("budgets/<slug:reference>/", views.LineDetail.as_view(), name="detail"),
    path("budgets/<slug:reference>/edit/", views.EditLine.as_view(), name="edit"),
    path("budgets/<slug:reference>/forecast/", views.SetForecast.as_view(), name="forecast"),
    path("budgets/<slug:reference>/spend/", views.PostSpend.as_view(), name="spend"),
    path("budgets/<slug:reference>/commit/", views.CommitMoney.as_view(), name="commit"),
    path("budgets/<slug:reference>/move/", views.MoveAllocation.as_view(), name="move"),
    path("budgets/<slug:reference>/close/", views.CloseLine.as_view(), name="close"),
    path("budgets/<slug:reference>/reopen/", views.ReopenLine.as_view(), name="reopen"),
    path("budgets/<slug:reference>/postings/<int:number>/reverse/", views.ReversePosting.as_view(), name="reverse"),
]
