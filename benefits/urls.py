"""Addresses of the benefits, below /programmes/SLUG/."""

from django.urls import path

from programme.ui.addresses import log_paths

from .views import benefits

app_name = "benefits"
urlpatterns = [
    path("benefits/bands/", benefits.SetBands.as_view(), name="bands"),
    *log_paths(
        "benefits/",
        benefits.BenefitList,
        benefits.BenefitDetail,
        add=benefits.AddBenefit,
        edit=benefits.EditBenefit,
    ),
]
