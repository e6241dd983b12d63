"""Addresses of reviews of benefits, below /programmes/SLUG/closure/."""

from django.urls import path

from . import views

urlpatterns = [
    path("benefit-reviews/", views.Reviews.as_view(), name="benefit_reviews"),
    path("benefit-reviews/plan/", views.PlanReview.as_view(), name="plan_benefit_review"),
    path("benefit-reviews/<int:pk>/", views.ReviewPage.as_view(), name="benefit_review"),
    path("benefit-reviews/<int:pk>/hold/", views.HoldReview.as_view(), name="hold_benefit_review"),
    path(
        "benefit-reviews/<int:pk>/call-off/",
        views.CallOffReview.as_view(),
        name="call_off_benefit_review",
    ),
]
