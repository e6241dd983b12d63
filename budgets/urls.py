"""Addresses of the budget and the reserves, below /programmes/SLUG/."""

from django.urls import path

from programme.ui.addresses import log_paths

from .views import lines, periods, reserves

app_name = "budgets"
urlpatterns = [
    path("budgets/periods/", periods.Periods.as_view(), name="periods"),
    path("budgets/periods/lock/", periods.LockPeriod.as_view(), name="lock"),
    path("budgets/periods/<int:pk>/unlock/", periods.UnlockPeriod.as_view(), name="unlock"),
    *log_paths(
        "budgets/", lines.LineList, lines.LineDetail, add=lines.AddLine, edit=lines.EditLine
    ),
    *log_paths(
        "reserves/",
        reserves.ReserveList,
        reserves.ReserveDetail,
        add=reserves.AddReserve,
        edit=reserves.EditReserve,
    ),
]
