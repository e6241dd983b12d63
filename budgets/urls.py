"""Addresses of the budget and the reserves, below /programmes/SLUG/."""

from django.urls import path

from . import views

app_name = "budgets"
urlpatterns = [
    path("budgets/", views.LineList.as_view(), name="list"),
    path("budgets/add/", views.AddLine.as_view(), name="add"),
    path("budgets/download/<slug:kind>/", views.LineDownload.as_view(), name="download"),
    path("reserves/", views.ReserveList.as_view(), name="reserves"),
    path("reserves/add/", views.AddReserve.as_view(), name="add_reserve"),
    path(
        "reserves/download/<slug:kind>/", views.ReserveDownload.as_view(), name="reserves_download"
    ),
    path("reserves/<slug:reference>/", views.ReserveDetail.as_view(), name="reserve"),
    path("reserves/<slug:reference>/edit/", views.EditReserve.as_view(), name="edit_reserve"),
    path("reserves/<slug:reference>/call/", views.RequestCall.as_view(), name="call"),
    path("reserves/<slug:reference>/close/", views.CloseReserve.as_view(), name="close_reserve"),
    path("reserves/<slug:reference>/reopen/", views.ReopenReserve.as_view(), name="reopen_reserve"),
    path(
        "reserves/<slug:reference>/calls/<int:number>/approve/",
        views.ApproveCall.as_view(),
        name="approve_call",
    ),
    path(
        "reserves/<slug:reference>/calls/<int:number>/contingent/",
        views.MakeCallContingent.as_view(),
        name="make_call_contingent",
    ),
    path(
        "reserves/<slug:reference>/calls/<int:number>/withdraw/",
        views.WithdrawCall.as_view(),
        name="withdraw_call",
    ),
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
    path(
        "budgets/<slug:reference>/postings/<int:number>/reverse/",
        views.ReversePosting.as_view(),
        name="reverse",
    ),
]
