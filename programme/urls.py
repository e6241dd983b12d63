"""Every address of the product. They are plain, bookmarkable, and stay for good."""

from django.conf import settings
from django.urls import include, path

from .ui.addresses import addresses_of, log_paths
from .ui.paths import KnownPaths
from .views import (
    account,
    calendar,
    closed_days,
    council_posts,
    deadlines,
    history,
    law,
    meetings,
    my_work,
    objectives,
    overview,
    owners,
    people,
    reorganisation,
    saved_views,
    service,
    standing,
    standing_steps,
)

programme = [
    path("", overview.Overview.as_view(), name="overview"),
    path("edit/", overview.EditProgramme.as_view(), name="programme_edit"),
    path("first-steps/", overview.FirstSteps.as_view(), name="first_steps"),
    path("first-steps/hide/", overview.HideFirstSteps.as_view(), name="first_steps_hide"),
    path("first-steps/show/", overview.ShowFirstSteps.as_view(), name="first_steps_show"),
    path("logs/", overview.AllLogs.as_view(), name="logs"),
    path("partners/", standing.PartnerList.as_view(), name="partners"),
    path("partners/add/", overview.AddPartner.as_view(), name="partner_add"),
    path("partners/<int:pk>/", standing.PartnerPage.as_view(), name="partner"),
    path("partners/<int:pk>/edit/", standing_steps.ChangePartner.as_view(), name="partner_edit"),
    path("partners/<int:pk>/end/", standing_steps.EndPartner.as_view(), name="partner_end"),
    path(
        "partners/<int:pk>/restore/",
        standing_steps.RestorePartner.as_view(),
        name="partner_restore",
    ),
    path(
        "partners/<int:pk>/posts/add/",
        council_posts.GivePost.as_view(),
        name="council_post_add",
    ),
    path(
        "partners/posts/<int:pk>/edit/",
        council_posts.ChangePostHeld.as_view(),
        name="council_post_edit",
    ),
    path("bodies/", standing.BodyList.as_view(), name="bodies"),
    path("bodies/<int:pk>/", standing.BodyPage.as_view(), name="body"),
    path("bodies/<int:pk>/law/", law.BodyLaw.as_view(), name="body_law"),
    path("bodies/<int:pk>/edit/", standing_steps.ChangeBody.as_view(), name="body_edit"),
    path(
        "bodies/<int:pk>/deadlines/", standing_steps.SetDeadlines.as_view(), name="body_deadlines"
    ),
    path("bodies/<int:pk>/end/", standing_steps.EndBody.as_view(), name="body_end"),
    path("bodies/<int:pk>/restore/", standing_steps.RestoreBody.as_view(), name="body_restore"),
    path("bodies/<int:pk>/posts/add/", standing_steps.AddPost.as_view(), name="post_add"),
    path("bodies/posts/<int:pk>/edit/", standing_steps.ChangePost.as_view(), name="post_edit"),
    path("reorganisation/", reorganisation.Orders.as_view(), name="orders"),
    path("reorganisation/add/", reorganisation.AddOrder.as_view(), name="order_add"),
    path("reorganisation/<int:pk>/", reorganisation.OrderPage.as_view(), name="order"),
    path("reorganisation/<int:pk>/edit/", reorganisation.ChangeOrder.as_view(), name="order_edit"),
    path(
        "reorganisation/<int:pk>/partners/",
        reorganisation.SayPartners.as_view(),
        name="order_partners",
    ),
    path(
        "reorganisation/<int:pk>/bodies/", reorganisation.SayBodies.as_view(), name="order_bodies"
    ),
    path(
        "reorganisation/<int:pk>/owners/", reorganisation.SayOwners.as_view(), name="order_owners"
    ),
    path(
        "reorganisation/<int:pk>/confirm/",
        reorganisation.CarryOut.as_view(),
        name="order_carry_out",
    ),
    path(
        "reorganisation/<int:pk>/take-back/",
        reorganisation.TakeBackOrder.as_view(),
        name="order_take_back",
    ),
    *log_paths(
        "objectives/",
        objectives.ObjectiveList,
        objectives.ObjectiveDetail,
        add=objectives.AddObjective,
        edit=objectives.EditObjective,
        reference="str",
    ),
    path("meetings/", calendar.Meetings.as_view(), name="meetings"),
    path("meetings/add/", meetings.AddMeeting.as_view(), name="meeting_add"),
    path("meetings/bodies/add/", calendar.AddBody.as_view(), name="body_add"),
    path("meetings/bodies/<int:pk>/host/", calendar.ChangeHost.as_view(), name="body_host"),
    path("meetings/closed-days/", closed_days.ClosedDays.as_view(), name="closed_days"),
    path("meetings/closed-days/add/", closed_days.AddClosedDay.as_view(), name="closed_day_add"),
    path(
        "meetings/closed-days/<int:pk>/undo/",
        closed_days.UndoClosedDay.as_view(),
        name="closed_day_undo",
    ),
    path("meetings/<int:pk>/", meetings.MeetingPage.as_view(), name="meeting"),
    path("meetings/<int:pk>/move/", meetings.MoveMeeting.as_view(), name="meeting_move"),
    path(
        "meetings/<int:pk>/postpone/", meetings.PostponeMeeting.as_view(), name="meeting_postpone"
    ),
    path("meetings/<int:pk>/cancel/", meetings.CancelMeeting.as_view(), name="meeting_cancel"),
    path("meetings/<int:pk>/restore/", meetings.RestoreMeeting.as_view(), name="meeting_restore"),
    path("people/", people.People.as_view(), name="people"),
    path("people/add/", people.AddPerson.as_view(), name="person_add"),
    path("people/<int:pk>/edit/", people.ChangeTitle.as_view(), name="person_edit"),
    path("people/<int:pk>/password/", people.SetPassword.as_view(), name="person_password"),
    path("people/roles/give/", people.GiveRole.as_view(), name="role_give"),
    path("people/<int:pk>/hand-over/", people.HandOver.as_view(), name="hand_over"),
    path("people/roles/<int:pk>/end/", people.EndRole.as_view(), name="role_end"),
    path("owners/<slug:of>/<str:row>/add/", owners.NameOwner.as_view(), name="owner_add"),
    path("owners/<int:pk>/end/", owners.EndOwner.as_view(), name="owner_end"),
    path("views/", saved_views.SavedViews.as_view(), name="saved_views"),
    path("views/add/", saved_views.SaveView.as_view(), name="saved_view_add"),
    path("views/<int:pk>/", saved_views.ChangeView.as_view(), name="saved_view"),
    path("views/<int:pk>/delete/", saved_views.DeleteView.as_view(), name="saved_view_delete"),
    path("history/", history.History.as_view(), name="history"),
    path("history/exceptions/", history.Exceptions.as_view(), name="history_exceptions"),
    path("history/download/<slug:kind>/", history.HistoryFile.as_view(), name="history_file"),
    path(
        "history/exceptions/download/<slug:kind>/",
        history.ExceptionsFile.as_view(),
        name="exceptions_file",
    ),
    *(
        addresses_of(app)
        for app in [
            *settings.ARTEFACTS,
            "papers",
            "reports",
            "outbox",
            "accounts",
            "intake",
            "search",
            "rounds",
            "closure",
            "margin",
        ]
    ),
]

pages = [
    path("", account.Home.as_view(), name="home"),
    path("account/", account.Account.as_view(), name="account"),
    path("account/sign-in/", account.SignIn.as_view(), name="sign-in"),
    path("account/sign-out/", account.SignOut.as_view(), name="sign-out"),
    path("account/password/", account.PasswordChange.as_view(), name="password_change"),
    path("account/password/done/", account.PasswordChanged.as_view(), name="password_change_done"),
    path("my-work/", my_work.MyWork.as_view(), name="my_work"),
    path("calendar/", deadlines.DeadlineCalendar.as_view(), name="deadlines"),
    path("calendar/renew/", deadlines.RenewCalendar.as_view(), name="calendar_renew"),
    path("calendar/<str:token>.ics", deadlines.CalendarFile.as_view(), name="calendar_file"),
    path("accessibility/", account.Accessibility.as_view(), name="accessibility"),
    path("published/", include("reports.public_urls")),
    path("", include("closure.public_urls")),
    path("", include("lessons.own_urls")),
    path("", include("outbox.own_urls")),
    path("", include("accounts.own_urls")),
    path("", include("closure.own_urls")),
    path("service/programmes/add/", service.CreateProgramme.as_view(), name="programme_add"),
    path("service/creators/", service.Creators.as_view(), name="creators"),
    path("service/creators/add/", service.AddCreator.as_view(), name="creator_add"),
    path("service/creators/<int:pk>/end/", service.EndCreator.as_view(), name="creator_end"),
    path("", include("search.own_urls")),
    path("programmes/<slug:slug>/", include(programme)),
]
urlpatterns = [KnownPaths(pages)]

handler400 = "programme.plain_requests.not_understood"
