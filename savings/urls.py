"""Addresses of savings, targets, re-allocations and carry-forwards, below /programmes/SLUG/."""

from django.urls import path

from . import views

app_name = "savings"


def steps(folder, prefix, views_by_step):
    """One address for each step of an entry: FOLDER/REF/STEP/."""
    return [
        path(
            f"{folder}/<slug:reference>/{step.replace('_', '-')}/",
            view.as_view(),
            name=f"{prefix}{step}",
        )
        for step, view in views_by_step.items()
    ]


urlpatterns = [
    path("savings/", views.SavingList.as_view(), name="list"),
    path("savings/add/", views.AddSaving.as_view(), name="add"),
    path("savings/years/", views.Years.as_view(), name="years"),
    path("savings/download/<slug:kind>/", views.SavingDownload.as_view(), name="download"),
    path("savings/<slug:reference>/", views.SavingDetail.as_view(), name="detail"),
    path(
        "savings/<slug:reference>/achieved/<int:number>/reverse/",
        views.ReverseAchieved.as_view(),
        name="reverse",
    ),
    *steps(
        "savings",
        "",
        {
            "edit": views.EditSaving,
            "approve": views.ApproveSaving,
            "post": views.PostAchieved,
            "confirm": views.ConfirmAchieved,
            "reopen": views.ReopenSaving,
            "withdraw": views.WithdrawSaving,
        },
    ),
    path("savings-targets/", views.TargetList.as_view(), name="targets"),
    path("savings-targets/add/", views.AddTarget.as_view(), name="add_target"),
    path(
        "savings-targets/download/<slug:kind>/",
        views.TargetDownload.as_view(),
        name="targets_download",
    ),
    path("savings-targets/<slug:reference>/", views.TargetDetail.as_view(), name="target"),
    *steps(
        "savings-targets", "target_", {"edit": views.EditTarget, "withdraw": views.WithdrawTarget}
    ),
    path("reallocations/", views.ReallocationList.as_view(), name="reallocations"),
    path("reallocations/add/", views.AddReallocation.as_view(), name="add_reallocation"),
    path(
        "reallocations/download/<slug:kind>/",
        views.ReallocationDownload.as_view(),
        name="reallocations_download",
    ),
    path(
        "reallocations/<slug:reference>/", views.ReallocationDetail.as_view(), name="reallocation"
    ),
    *steps(
        "reallocations",
        "reallocation_",
        {
            "edit": views.EditReallocation,
            "approve": views.ApproveReallocation,
            "withdraw": views.WithdrawReallocation,
        },
    ),
    path("carry-forwards/", views.CarryForwardList.as_view(), name="carry_forwards"),
    path("carry-forwards/add/", views.RequestCarryForward.as_view(), name="add_carry_forward"),
    path(
        "carry-forwards/download/<slug:kind>/",
        views.CarryForwardDownload.as_view(),
        name="carry_forwards_download",
    ),
    path(
        "carry-forwards/<slug:reference>/", views.CarryForwardDetail.as_view(), name="carry_forward"
    ),
    *steps(
        "carry-forwards",
        "carry_forward_",
        {
            "edit": views.EditCarryForward,
            "approve": views.ApproveCarryForward,
            "drop": views.DropCarryForward,
        },
    ),
]
