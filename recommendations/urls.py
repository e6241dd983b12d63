"""Addresses of recommendations and reviews, below /programmes/SLUG/."""

from django.urls import path

from programme.ui.addresses import log_paths

from .views import recommendations, responses, reviews

app_name = "recommendations"
urlpatterns = [
    path("recommendations/table/", responses.ResponseTable.as_view(), name="table"),
    path("recommendations/columns/", responses.ChooseColumns.as_view(), name="columns"),
    *log_paths(
        "recommendations/",
        recommendations.RecommendationList,
        recommendations.RecommendationDetail,
        add=recommendations.AddRecommendation,
        edit=recommendations.EditRecommendation,
    ),
    *log_paths(
        "reviews/",
        reviews.ReviewList,
        reviews.ReviewDetail,
        add=reviews.AddReview,
        edit=reviews.EditReview,
    ),
]
