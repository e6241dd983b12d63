"""Addresses of the benefits, below /programmes/SLUG/."""

from django.urls import path

from . import views

STEPS = {
    "edit": views.EditBenefit,
    "measure": views.SetMeasure,
    "validate": views.Validate,
    "profile": views.SetProfile,
    "post": views.PostActual,
    "claim": views.Claim,
    "withdraw_claim": views.WithdrawClaim,
    "verify": views.Verify,
    "fail": views.Fail,
    "reopen": views.Reopen,
    "split": views.SetSplit,
    "link": views.LinkSaving,
}

app_name = "benefits"
urlpatterns = [
    path("benefits/", views.BenefitList.as_view(), name="list"),
    path("benefits/add/", views.AddBenefit.as_view(), name="add"),
    path("benefits/bands/", views.SetBands.as_view(), name="bands"),
    path("benefits/download/<slug:kind>/", views.BenefitDownload.as_view(), name="download"),
    path("benefits/<slug:reference>/", views.BenefitDetail.as_view(), name="detail"),
    path(
        "benefits/<slug:reference>/ledger/<int:number>/reverse/",
        views.ReverseActual.as_view(),
        name="reverse",
    ),
    *(
        path(f"benefits/<slug:reference>/{step.replace('_', '-')}/", view.as_view(), name=step)
        for step, view in STEPS.items()
    ),
]
