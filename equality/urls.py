"""Addresses of equality assessments and their actions, below /programmes/SLUG/."""

from programme.ui.addresses import log_paths

from .views import assessments, plan

app_name = "equality"
urlpatterns = [
    *log_paths(
        "equality/",
        assessments.AssessmentList,
        assessments.AssessmentDetail,
        add=assessments.AddAssessment,
        edit=assessments.EditAssessment,
    ),
    *log_paths(
        "equality-actions/",
        plan.ActionList,
        plan.ActionDetail,
        add=plan.AddAction,
        edit=plan.EditAction,
    ),
]
