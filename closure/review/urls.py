"""Addresses of scrutiny reviews, below /programmes/SLUG/."""

from django.urls import path

from .views import compare, questions, reading, reviews, status

ONE, QUESTION = "scrutiny/<int:pk>/", "scrutiny/questions/<int:pk>/"
PART = f"{ONE}parts/<slug:part>/"

urlpatterns = [
    path("scrutiny/", reviews.ReviewList.as_view(), name="reviews"),
    path("scrutiny/open/", reviews.OpenReview.as_view(), name="open_review"),
    path(ONE, reviews.ReviewPage.as_view(), name="review"),
    path(f"{ONE}finding/", reviews.GiveFinding.as_view(), name="finding"),
    path(f"{ONE}take-version/", reviews.TakeVersion.as_view(), name="take_version"),
    path("scrutiny/findings/<int:pk>/track/", reviews.Track.as_view(), name="track"),
    path(PART, reading.ReviewPart.as_view(), name="review_part"),
    path(f"{PART}read/", reading.ReadPart.as_view(), name="read_part"),
    path(f"{ONE}ask/", reading.Ask.as_view(), name="ask"),
    path(f"{ONE}evidence/", reading.SeeEvidence.as_view(), name="see_evidence"),
    path(f"{ONE}questions/", questions.Questions.as_view(), name="questions"),
    path(QUESTION, questions.QuestionPage.as_view(), name="question"),
    path(f"{QUESTION}answer/", questions.Answer.as_view(), name="answer_question"),
    path(f"{QUESTION}further/", questions.AskFurther.as_view(), name="ask_further"),
    path(f"{QUESTION}close/", questions.CloseQuestion.as_view(), name="close_question"),
    path(f"{ONE}status/", status.Status.as_view(), name="status"),
    path(f"{ONE}status/<slug:table>.csv", status.StatusFile.as_view(), name="status_file"),
    path(f"{ONE}compare/", compare.CompareVersions.as_view(), name="compare"),
]
