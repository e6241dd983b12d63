"""Addresses of savings, targets, re-allocations and carry-forwards, below /programmes/SLUG/."""

from django.urls import path

from programme.ui.addresses import log_paths

from . import views

app_name = "savings"
urlpatterns = [
    path("savings/years/", views.Years.as_view(), name="years"),
    *log_paths(
        "savings/",
        views.SavingList,
        views.SavingDetail,
        add=views.AddSaving,
        edit=views.EditSaving,
    ),
    *log_paths(
        "savings-targets/",
        views.TargetList,
        views.TargetDetail,
        add=views.AddTarget,
        edit=views.EditTarget,
    ),
    *log_paths(
        "reallocations/",
        views.ReallocationList,
        views.ReallocationDetail,
        add=views.AddReallocation,
        edit=views.EditReallocation,
    ),
    *log_paths(
        "carry-forwards/",
        views.CarryForwardList,
        views.CarryForwardDetail,
        add=views.RequestCarryForward,
        edit=views.EditCarryForward,
    ),
]
