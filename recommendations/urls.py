"""Addresses of recommendations and reviews, below /programmes/SLUG/."""

from django.urls import path

from . import views

app_name = "recommendations"
urlpatterns = [
    path("recommendations/", views.RecommendationList.as_view(), name="list"),
    path("recommendations/add/", views.AddRecommendation.as_view(), name="add"),
    path("recommendations/table/", views.ResponseTable.as_view(), name="table"),
    path("recommendations/columns/", views.ChooseColumns.as_view(), name="columns"),
    path(
        "recommendations/download/<slug:kind>/",
        views.RecommendationDownload.as_view(),
        name="download",
    ),
    path("recommendations/<slug:reference>/", views.RecommendationDetail.as_view(), name="detail"),
    path("recommendations/<slug:reference>/edit/", views.EditRecommendation.as_view(), name="edit"),
    path("recommendations/<slug:reference>/respond/", views.Respond.as_view(), name="respond"),
    path("recommendations/<slug:reference>/owners/", views.SetOwners.as_view(), name="owners"),
    path("recommendations/<slug:reference>/start/", views.Start.as_view(), name="start"),
    path("recommendations/<slug:reference>/update/", views.AddUpdate.as_view(), name="update"),
    path("recommendations/<slug:reference>/claim/", views.Claim.as_view(), name="claim"),
    path("recommendations/<slug:reference>/verify/", views.Verify.as_view(), name="verify"),
    path("recommendations/<slug:reference>/close/", views.Close.as_view(), name="close"),
    path(
        "recommendations/<slug:reference>/supersede/", views.Supersede.as_view(), name="supersede"
    ),
    path(
        "recommendations/<slug:reference>/accept-risk/",
        views.AcceptRisk.as_view(),
        name="accept_risk",
    ),
    path("recommendations/<slug:reference>/reopen/", views.Reopen.as_view(), name="reopen"),
    path("recommendations/<slug:reference>/re-date/", views.Redate.as_view(), name="redate"),
    path(
        "recommendations/<slug:reference>/extension/",
        views.RequestExtension.as_view(),
        name="request_extension",
    ),
    path(
        "recommendations/<slug:reference>/extension/decide/",
        views.DecideExtension.as_view(),
        name="decide_extension",
    ),
    path("reviews/", views.ReviewList.as_view(), name="reviews"),
    path("reviews/add/", views.AddReview.as_view(), name="add_review"),
    path("reviews/download/<slug:kind>/", views.ReviewDownload.as_view(), name="reviews_download"),
    path("reviews/<slug:reference>/", views.ReviewDetail.as_view(), name="review"),
    path("reviews/<slug:reference>/edit/", views.EditReview.as_view(), name="edit_review"),
]
