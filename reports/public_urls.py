"""Addresses that are open to everyone: published reports of public bodies."""

from django.urls import path, register_converter

from . import feeds, public, public_proof, register
from .converters import MeetingConverter

register_converter(MeetingConverter, "meeting")

urlpatterns = [
    path("", register.Register.as_view(), name="published"),
    path("check/", public_proof.CheckFile.as_view(), name="check_file"),
    path("feed.atom", feeds.PaperFeed.as_view(), name="feed"),
    path("<slug:body>/", register.PublicBody.as_view(), name="published_body"),
    path("<slug:body>/feed.atom", feeds.PaperFeed.as_view(), name="body_feed"),
    path("<slug:body>/calendar.ics", feeds.BodyCalendar.as_view(), name="body_calendar"),
    path(
        "<slug:body>/<meeting:on>/",
        public.PublicMeeting.as_view(),
        name="published_meeting",
    ),
    path(
        "<slug:body>/<meeting:on>/<slug:kind>/",
        public.PublishedReport.as_view(),
        name="published_report",
    ),
    path(
        "<slug:body>/<meeting:on>/<slug:kind>/v<int:version>/",
        public.PublishedVersion.as_view(),
        name="published_version",
    ),
    path(
        "<slug:body>/<meeting:on>/<slug:kind>/v<int:version>.pdf",
        public.PublishedFile.as_view(),
        {"format": "pdf"},
        name="published_pdf",
    ),
    path(
        "<slug:body>/<meeting:on>/<slug:kind>/v<int:version>.docx",
        public.PublishedFile.as_view(),
        {"format": "docx"},
        name="published_docx",
    ),
    path(
        "<slug:body>/<meeting:on>/<slug:kind>/v<int:version>/in/<slug:language>/",
        public.PublishedVersion.as_view(),
        name="published_in_language",
    ),
    path(
        "<slug:body>/<meeting:on>/<slug:kind>/v<int:version>/in/<slug:language>.pdf",
        public.PublishedFile.as_view(),
        {"format": "pdf"},
        name="published_pdf_in",
    ),
    path(
        "<slug:body>/<meeting:on>/<slug:kind>/v<int:version>/in/<slug:language>.docx",
        public.PublishedFile.as_view(),
        {"format": "docx"},
        name="published_docx_in",
    ),
    path(
        "<slug:body>/<meeting:on>/<slug:kind>/v<int:version>/proof/",
        public_proof.Proof.as_view(),
        name="proof",
    ),
    path(
        "<slug:body>/<meeting:on>/<slug:kind>/v<int:version>/attached/<int:number>/",
        public.PublishedAttached.as_view(),
        name="published_attached",
    ),
    path(
        "<slug:body>/<meeting:on>/<slug:kind>/v<int:version>/background/<int:number>/",
        public.PublishedBackground.as_view(),
        name="published_background",
    ),
    path(
        "<slug:body>/<meeting:on>/<slug:kind>/v<int:version>.json",
        public.PublishedFile.as_view(),
        {"format": "json"},
        name="published_json",
    ),
]
