"""Addresses of the milestone log, below /programmes/SLUG/."""

from django.urls import path

from programme.ui.addresses import log_paths

from .views import milestones, periods, steps  # noqa: F401  (steps put themselves into the log)

app_name = "milestones"
urlpatterns = [
    path("milestones/timeline/", milestones.Timeline.as_view(), name="timeline"),
    path("milestones/periods/", periods.Periods.as_view(), name="periods"),
    path("milestones/periods/add/", periods.AddPeriod.as_view(), name="add_period"),
    path("milestones/periods/<int:pk>/edit/", periods.EditPeriod.as_view(), name="edit_period"),
    path("milestones/periods/<int:pk>/close/", periods.ClosePeriod.as_view(), name="close_period"),
    path(
        "milestones/periods/<int:pk>/reopen/", periods.ReopenPeriod.as_view(), name="reopen_period"
    ),
    *log_paths(
        "milestones/",
        milestones.MilestoneList,
        milestones.MilestoneDetail,
        add=milestones.AddMilestone,
        edit=milestones.EditMilestone,
    ),
]
