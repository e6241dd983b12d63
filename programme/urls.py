"""Every address of the product. They are plain, bookmarkable, and stay for good."""

from django.conf import settings
from django.urls import include, path

from . import views

programme = [
    path("", views.Overview.as_view(), name="overview"),
    path("edit/", views.EditProgramme.as_view(), name="programme_edit"),
    path("partners/add/", views.AddPartner.as_view(), name="partner_add"),
    path("objectives/add/", views.AddObjective.as_view(), name="objective_add"),
    path("meetings/", views.Meetings.as_view(), name="meetings"),
    path("meetings/add/", views.AddMeeting.as_view(), name="meeting_add"),
    path("meetings/bodies/add/", views.AddBody.as_view(), name="body_add"),
    path("meetings/closed-days/add/", views.AddClosedDay.as_view(), name="closed_day_add"),
    path("meetings/<int:pk>/", views.MeetingPage.as_view(), name="meeting"),
    path("meetings/<int:pk>/cancel/", views.CancelMeeting.as_view(), name="meeting_cancel"),
    path("people/", views.People.as_view(), name="people"),
    path("people/add/", views.AddPerson.as_view(), name="person_add"),
    path("people/roles/give/", views.GiveRole.as_view(), name="role_give"),
    path("people/roles/<int:pk>/end/", views.EndRole.as_view(), name="role_end"),
    path("history/", views.History.as_view(), name="history"),
    *(path("", include(f"{app}.urls")) for app in [*settings.ARTEFACTS, "reports"]),
]

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("account/", views.Account.as_view(), name="account"),
    path("account/sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("account/sign-out/", views.SignOut.as_view(), name="sign-out"),
    path("account/password/", views.PasswordChange.as_view(), name="password_change"),
    path("account/password/done/", views.PasswordChanged.as_view(), name="password_change_done"),
    path("accessibility/", views.Accessibility.as_view(), name="accessibility"),
    path("published/", include("reports.public_urls")),
    path("programmes/<slug:slug>/", include(programme)),
]
