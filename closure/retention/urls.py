"""Addresses of retention, below /programmes/SLUG/closure/retention/."""

from django.urls import path

from . import person_views, removal_views, views

urlpatterns = [
    path("", views.Retention.as_view(), name="retention"),
    path("class/", views.SetClass.as_view(), name="set_class"),
    path("hold/", views.PutOnHold.as_view(), name="hold"),
    path("hold/<int:pk>/lift/", views.LiftHold.as_view(), name="lift_hold"),
    path("dispose/", views.ProposeDisposal.as_view(), name="propose_disposal"),
    path("redact/", views.ProposeRedaction.as_view(), name="propose_redaction"),
    path("person/", person_views.AskAboutPerson.as_view(), name="ask_person"),
    path("person/<int:pk>/", person_views.AboutPerson.as_view(), name="person"),
    path("person/<int:pk>/<str:form>/", person_views.PersonFile.as_view(), name="person_file"),
    path("of/<str:label>/<int:row>/", removal_views.OfRow.as_view(), name="removed"),
    path("<int:pk>/", removal_views.OneRemoval.as_view(), name="removal"),
    path("<int:pk>/confirm/", removal_views.ConfirmRemoval.as_view(), name="confirm_removal"),
    path("<int:pk>/take-back/", removal_views.TakeBackRemoval.as_view(), name="take_back_removal"),
    path("<int:pk>/<str:form>/", removal_views.CertificateFile.as_view(), name="certificate"),
]
