"""Addresses of the milestone log, below /programmes/SLUG/."""

from django.urls import path

from . import views

app_name = "milestones"
urlpatterns = [
    path("milestones/", views.MilestoneList.as_view(), name="list"),
    path("milestones/add/", views.AddMilestone.as_view(), name="add"),
    path("milestones/timeline/", views.Timeline.as_view(), name="timeline"),
    path("milestones/download/<slug:kind>/", views.MilestoneDownload.as_view(), name="download"),
    path("milestones/periods/", views.Periods.as_view(), name="periods"),
    path("milestones/periods/add/", views.AddPeriod.as_view(), name="add_period"),
    path("milestones/periods/<int:pk>/edit/", views.EditPeriod.as_view(), name="edit_period"),
    path("milestones/periods/<int:pk>/close/", views.ClosePeriod.as_view(), name="close_period"),
    path("milestones/<slug:reference>/", views.MilestoneDetail.as_view(), name="detail"),
    path("milestones/<slug:reference>/edit/", views.EditMilestone.as_view(), name="edit"),
    path("milestones/<slug:reference>/start/", views.StartMilestone.as_view(), name="start"),
    path("milestones/<slug:reference>/deliver/", views.DeliverMilestone.as_view(), name="deliver"),
    path(
        "milestones/<slug:reference>/complete/", views.CompleteMilestone.as_view(), name="complete"
    ),
    path("milestones/<slug:reference>/re-date/", views.RedateMilestone.as_view(), name="redate"),
    path("milestones/<slug:reference>/comment/", views.CommentMilestone.as_view(), name="comment"),
    path(
        "milestones/<slug:reference>/withdraw/", views.WithdrawMilestone.as_view(), name="withdraw"
    ),
    path("milestones/<slug:reference>/reopen/", views.ReopenMilestone.as_view(), name="reopen"),
    path("milestones/<slug:reference>/dependencies/add/", views.Depend.as_view(), name="depend"),
    path(
        "milestones/<slug:reference>/dependencies/<slug:other>/end/",
        views.EndDependency.as_view(),
        name="end_dependency",
    ),
]
